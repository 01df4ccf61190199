# メールの文面。

mail-not-you = お心当たりがありませんか？
mail-once = リンクは { $lifetime }以内に一度だけ使えます。
mail-copy = ボタンが動かない場合は、次のアドレスをブラウザーに貼り付けてください。
mail-sign-in-as = ログインに使う名前: { $username }
mail-sign-in-as-plain = ログインに使う名前: { $username }
mail-days = { $count } 日
mail-hours = { $count } 時間
mail-minutes = { $count } 分
mail-seconds = { $count } 秒

mail-activation-subject = { $site } のアカウントを有効にしてください
mail-activation-lead = あと一歩です。メールアドレスを確認してください。
mail-activation-heading = アカウントを有効にする
mail-activation-text =
    あと一歩です。このメールアドレスがご自身のものであることを確認すると、
    { $site } のアカウントが使えるようになります。
mail-activation-button = アカウントを有効にする
mail-activation-not-you =
    どなたかがご自分のアドレスを打ち間違えたようです。
    このメールは無視してください。確認しないかぎり、アカウントは閉じたままです。

mail-confirmation-subject = { $site } – アカウントが有効になりました
mail-confirmation-lead = ログインできます。
mail-confirmation-heading = アカウントの準備ができました
mail-confirmation-text =
    ようこそ。{ $site } のアカウントが作成され、有効になりました。
    ログインできます。
mail-confirmation-not-you =
    どなたかがあなたのアドレスで登録したようです。
    { $site } でパスワードの再設定を申し込むと、アカウントはあなたのものになり、その人は入れなくなります。

mail-invitation-subject = { $site } のアカウント
mail-invitation-lead = { $lifetime }以内にパスワードを決めてください。
mail-invitation-heading = あなたのアカウントができました
mail-invitation-text =
    { $site } にあなたのアカウントが作られました。
    パスワードを決めると使えるようになります。
mail-invitation-plain =
    { $site } にあなたのアカウントが作られました。
    こちらでパスワードを決めると使えるようになります。
mail-invitation-after-plain =
    期限が過ぎたら、招待した人に
    もう一度頼んでください。
mail-invitation-button = パスワードを決める
mail-invitation-not-for-you-plain = お心当たりがありませんか？
mail-invitation-not-you =
    このメールは無視してください。
    パスワードが決まるまで、誰もこのアカウントにログインできません。

mail-password-reset-subject = { $site } のパスワードの再設定
mail-password-reset-lead = { $lifetime }以内に新しいパスワードを決めてください。
mail-password-reset-heading = 新しいパスワードを決める
mail-password-reset-text = { $site } のアカウントのパスワードを再設定する申し込みがありました。
mail-password-reset-here-plain = 次のリンクで決めてください。
mail-password-reset-button = 新しいパスワードを決める
mail-password-reset-not-you = このメールは無視してください。パスワードは変わりません。

mail-username-reset-subject = { $site } のユーザー名の変更
mail-username-reset-lead = { $lifetime }以内に新しいユーザー名を決めてください。
mail-username-reset-heading = 新しいユーザー名を決める
mail-username-reset-text = { $site } のアカウントのユーザー名を変える申し込みがありました。
mail-username-reset-here-plain = 次のリンクで決めてください。
mail-username-reset-today = 今ログインに使う名前: { $username }
mail-username-reset-today-plain = 今ログインに使う名前: { $username }
mail-username-reset-button = 新しいユーザー名を決める
mail-username-reset-not-you = このメールは無視してください。ユーザー名は変わりません。

mail-email-change-subject = { $site } の新しいメールアドレスを確認してください
mail-email-change-lead = あと一歩です。このアドレスがご自身のものであることを確認してください。
mail-email-change-heading = 新しいメールアドレスの確認
mail-email-change-text =
    このメールアドレスを { $site } のアカウントに使う申し込みがありました。
    ご自身のものであることを確認してください。それまで、アカウントのアドレスは今のままです。
mail-email-change-plain =
    このメールアドレスを { $site } のアカウントに使う申し込みがありました。
    ご自身のものであることを確認してください。
mail-email-change-after-plain =
    確認するまで、
    アカウントのアドレスは今のままです。
mail-email-change-button = このアドレスを確認する
mail-email-change-not-you =
    どなたかがご自分のアドレスを打ち間違えたようです。
    このメールは無視してください。確認しないかぎり、何も変わりません。

mail-email-change-requested-subject = { $site } – 新しいメールアドレスの申し込みがありました
mail-email-change-requested-lead = お心当たりがなければ、ここで変更を止めてください。
mail-email-change-requested-heading = 新しいメールアドレスの申し込みがありました
mail-email-change-requested-text =
    { $site } のアカウントに別のメールアドレスを使う申し込みがありました。
    新しいアドレスで確認されると、このアドレスと入れ替わります。
    ご本人であれば、ここですることはありません。
mail-email-change-requested-button = 変更を止める
mail-email-change-requested-not-you =
    上のボタンで変更を止めてください。申し込んだ人はあなたのパスワードを知っています。
    すぐに新しいパスワードに変えてください。{ $site } の運営者がパスワードを尋ねることはありません。
mail-email-change-requested-here-plain = 変更を止めてください。
mail-email-change-requested-after-plain =
    申し込んだ人はあなたの
    パスワードを知っています。すぐに新しいパスワードに変えてください。

mail-changed-lead = ご本人であれば、ほかにすることはありません。
mail-changed-also = 同時に変わったもの: { $also }。
mail-changed-password = パスワード
mail-changed-username = ユーザー名
mail-changed-email = メールアドレス
mail-changed-and = { $one }と{ $other }
mail-changed-undo = 変更を元に戻す
mail-changed-not-you =
    上のボタンで変更を元に戻してください。アカウントのメールアドレスとユーザー名が元に戻り、
    すべてのログインが終わり、新しいパスワードを決めるリンクをお送りします。
mail-changed-here-plain = 元に戻してください。
mail-changed-after-plain =
    アカウントの
    メールアドレスとユーザー名が元に戻り、すべてのログインが終わり、
    新しいパスワードを決めるリンクをお送りします。
mail-changed-by-others =
    { $site } の運営者が変更しました。
    思いあたることがなければ、お問い合わせください。

mail-password-changed-subject = { $site } – パスワードが変わりました
mail-password-changed-heading = パスワードが変わりました
mail-password-changed-text =
    { $site } のアカウントのパスワードが変わりました。
    ほかの端末はログアウトしました。

mail-username-changed-subject = { $site } – ユーザー名が変わりました
mail-username-changed-heading = ユーザー名が変わりました
mail-username-changed-text = { $site } のアカウントのユーザー名が変わりました。
mail-username-changed-now = これからは { $username } でログインしてください。
mail-username-changed-now-plain = これからは次の名前でログインしてください。
mail-username-changed-rest =
    パスワードは変わっていません。ご本人であれば、
    ほかにすることはありません。

mail-email-changed-subject = { $site } – メールアドレスが変わりました
mail-email-changed-heading = メールアドレスが変わりました
mail-email-changed-text =
    { $site } のアカウントのメールアドレスが変わりました。
    お知らせはこれから新しいアドレスに届きます。
mail-email-changed-name = アカウントのユーザー名: { $username }
