# ページの文言。`{ $site }` はサイトの名前。

## どのページにもあるもの。

frame-skip = 本文へ移動
frame-sign-out = ログアウト
frame-signed-in-as = { $name } としてログイン中
frame-show = 表示
frame-hide = 隠す
frame-show-password = パスワードを表示
frame-hide-password = パスワードを隠す
frame-terms = 利用規約
frame-privacy = プライバシー
frame-support = ヘルプ

## 入力欄。

field-optional = 任意
field-username = ユーザー名
field-email = メールアドレス
field-password = パスワード
field-username-hint = 文字、数字、@ . + - _ が使えます。空白は使えません。150文字まで。
field-current-password = 現在のパスワード
field-new-password = 新しいパスワード
field-password-again = パスワードをもう一度
field-password-hint = { $least ->
   *[other] { $least }文字以上
}。関係のない単語をいくつか並べるのがおすすめです。よくあるもの、数字だけのもの、名前やメールアドレスに近いものは使えません。
field-again = もう一度
field-locale = 言語
field-locale-hint = このページと、お送りするメールの言語です。
field-locale-browser = ブラウザーの設定に合わせる

## フォームや入力欄の問題。

fault-required = 入力してください。
fault-characters = 使えない文字が含まれています。
fault-too-long = { $most ->
   *[other] { $most }文字以内で入力してください。
}
fault-username = 文字、数字、@ . + - _ だけが使えます。空白は使えません。
fault-username-taken = このユーザー名はすでに使われています。別のものを選んでください。
fault-email = メールアドレスの形になっていません。name@example.org のように入力してください。
fault-email-taken = このメールアドレスは別のアカウントで使われています。
fault-foreign-domain = このドメインのアドレスは使えません。
fault-taken = すでに他の人が使っています。
fault-not-there = もう存在しません。
fault-credentials = 正しくありません。両方をもう一度確認してください。パスワードは大文字と小文字を区別します。
fault-wrong-password = パスワードが違います。
fault-mismatch = 二つが一致しません。
fault-bad-link = このリンクはもう使えません。
fault-too-short = { $least ->
   *[other] { $least }文字以上で入力してください。
}
fault-too-common = このパスワードは多くの人が使っています。別のものを選んでください。
fault-only-digits = 数字だけでは推測されやすくなります。文字や単語を加えてください。
fault-like-email = メールアドレスに似すぎています。
fault-like-name = 名前に似すぎています。
fault-too-many = 回数が多すぎます。{ $minutes ->
   *[other] { $minutes }分後にもう一度お試しください。
}
fault-stale = 開いたあとに変更されました。もう一度確認し、変更したい場合はもう一度送信してください。
fault-busy = 問題が発生しました。しばらくしてからもう一度お試しください。
fault-url = https://example.org/ のようなページのアドレスを入力してください。
fault-slug = 英字、数字、アンダースコア、ハイフンだけが使えます。
fault-integer = 整数を入力してください。
fault-number = 数を入力してください。
fault-digits = { $most }桁以内で入力してください。
fault-places = 小数点以下は{ $most }桁以内で入力してください。
fault-whole-digits = 小数点より前は{ $most }桁以内で入力してください。
fault-above = { $limit } 以下にしてください。
fault-below = { $limit } 以上にしてください。
fault-choice = この中から選んでください。
fault-date = 1990-05-17 のような日付を入力してください。
fault-moment = 2026-05-17T09:30:00Z のような日時を入力してください。
fault-uuid = 123e4567-e89b-12d3-a456-426614174000 のような UUID を入力してください。
fault-json = JSON を入力してください。
fault-too-much = 全体として長すぎます。

## ページを表示できないとき。

trouble-back = アカウントへ
trouble-not-found = ページがありません
trouble-not-found-text = アドレスが途中で切れているか、ここにあったものがなくなりました。
trouble-forbidden = この操作はできません
trouble-forbidden-text = このアカウントには権限がありません。必要な場合は { $site } の管理者に問い合わせてください。
trouble-foreign = このフォームは受け付けられません
trouble-foreign-text = { $site } のページから送られていないか、セッションが変わりました。前に戻り、ページを読み込み直してもう一度送信してください。何も変更されていません。
trouble-method = このページではできません
trouble-method-text = 何も変更されていません。
trouble-stale = 先に変更されました
trouble-stale-text = 開いたあとに変更されました。前に戻り、ページを読み込み直して、まだ変更したいか確認してください。何も上書きされていません。
trouble-last-superuser = このアカウントは残す必要があります
trouble-last-superuser-text = { $site } のすべてを行える最後のアカウントです。
trouble-busy = 問題が発生しました
trouble-busy-text = しばらくしてからもう一度お試しください。操作は完全に行われたか、まったく行われていません。
trouble-unreadable = このフォームは読み取れません
trouble-unreadable-text = 長すぎるか、途中で切れました。何も変更されていません。
trouble-too-many = 回数が多すぎます
trouble-too-many-text = { $minutes ->
   *[other] { $minutes }分後にもう一度お試しください。
}

## ログインとログアウト。

sign-in-title = ログイン
sign-in-lead = { $site } へおかえりなさい。
sign-in-kept = その間にログアウトされました。もう一度ログインしてください。入力した内容は残っています。
sign-in-cookies = ブラウザーが { $site } の Cookie を保存していません。ログインには必要です。許可してからもう一度お試しください。
sign-in-button = ログイン
sign-in-forgotten = パスワードを忘れた
sign-in-new-here = はじめてですか？
sign-in-sign-up = アカウントを作る
sign-in-resend = 有効化のメールが届かない
flash-signed-out = ログアウトしました。

## 中断されたフォーム。

resumed-title = 続けますか？
resumed-text = 入力した内容は残っていますが、まだ保存されていません。パスワードはもう一度入力してください。
resumed-button = 続ける
resumed-leave = やめてアカウントへ

## 自分のアカウント。

account-title = アカウント
account-profile = プロフィール
account-security = ログイン情報
account-sessions = 端末
account-data = データ
account-back = 戻る

profile-lead = { $site } での呼び名です。
profile-button = 保存
profile-facts = ここでは変わらないもの
flash-profile-saved = プロフィールを保存しました。

security-lead = { $site } へのログインに使うものです。
security-change = 変更
security-awaited = 確認待ち
security-awaited-text = { $email } に送ったリンクを開いてください。それまでは何も変わりません。
security-withdraw = 取り消す

email-title = メールアドレスの変更
email-lead = 新しいアドレスにリンクを送ります。開くと、今のアドレスと入れ替わります。
email-new = 新しいメールアドレス
email-button = リンクを送る
flash-email-asked = 新しいアドレスの受信トレイを確認してください。届いたリンクで確認が済みます。
flash-email-changed = メールアドレスを変更しました。
flash-email-withdrawn = メールアドレスはそのままです。

username-title = ユーザー名の変更
username-lead = 次からは新しい名前でログインします。パスワードは変わりません。
username-new = 新しいユーザー名
username-button = 保存
flash-username-changed = ユーザー名を変更しました。

password-title = パスワードの変更
password-lead = 他の端末ではログアウトされます。
password-button = 保存
flash-password-changed = パスワードを変更しました。

sessions-lead = { $site } にログインしている端末です。
sessions-device = { $system } の { $browser }
sessions-unknown = 不明な端末
sessions-this = この端末
sessions-browser = ブラウザー
sessions-app = アプリ
sessions-token = アクセストークン
sessions-used = 最後の利用
sessions-since = ログイン
sessions-end = ログアウト
sessions-end-others = 他のすべてでログアウト
sessions-more = さらに表示
flash-session-ended = その端末をログアウトしました。
flash-sessions-ended = 他のすべてでログアウトしました。

data-lead = 見ることも持ち出すこともできる、あなたのデータです。
data-export-title = データのコピー
data-export = { $site } が持つあなたの情報（プロフィール、グループ、ログイン、リンク）をすべて収めた JSON ファイルです。パスワードは含まれません。
data-export-button = コピーをダウンロード
data-delete = { $site } が持つあなたの情報をすべて削除します。元には戻せません。

delete-title = アカウントの削除
delete-lead = プロフィール、ユーザー名、メールアドレスはすぐに消え、誰にも戻せません。よろしければパスワードを入力してください。
delete-button = アカウントを削除
flash-account-deleted = アカウントを削除しました。

## はじめに。

ask-known = アカウントをお持ちですか？
mailed-title = 受信トレイを確認してください

sign-up-title = アカウントを作る
sign-up-lead = 1 分ほどで { $site } のアカウントができます。
sign-up-button = アカウントを作る
sign-up-mailed = あと一歩です
sign-up-mailed-text = メールを送りました。中のリンクを開くと、アカウントが使えるようになります。
flash-signed-up = アカウントができました。ログインしてください。

forgotten-title = パスワードを忘れましたか？
forgotten-lead = メールアドレスを入力してください。新しいパスワードを選ぶリンクを送ります。
forgotten-button = リンクを送る
forgotten-mailed-text = { $site } のアカウントのアドレスであれば、新しいパスワードを選ぶリンクがメールで届きます。

resend-title = 有効化のメールをもう一度送る
resend-lead = 登録に使ったアドレスを入力してください。
resend-button = もう一度送る
resend-mailed-text = { $site } のアカウントがそのアドレスでの有効化を待っていれば、新しいリンクがメールで届きます。

## メールのリンクのページ。

link-go-on = アカウントへ

dead-title = このリンクはもう使えません
dead-text = 期限が切れたか、すでに使われたか、新しいものに替わりました。最後に届いたメールのリンクだけが使えます。
dead-email = メールアドレス
dead-button = 新しいリンクを送る
dead-sent = 新しいリンクを送りました
dead-sent-text = { $site } のアカウントのアドレスであれば、新しいリンクがメールで届きます。このページは閉じてかまいません。

activate-title = アカウントを有効にする
activate-lead = ボタンを押すと、{ $site } のアカウントが使えるようになります。
activate-button = 有効にする
activate-done = アカウントが有効になりました
activate-done-text = { $site } へようこそ。このページを閉じてログインできます。
activate-dead-text = ログインできるなら、アカウントは有効で、することはありません。できない場合は、新しいリンクの送り先を入力してください。

reset-password-title = 新しいパスワードを選ぶ
reset-password-lead = { $site } の今のパスワードと入れ替わり、すべての端末でログアウトします。
reset-password-button = 新しいパスワードを保存
reset-password-done = パスワードを変更しました
reset-password-done-text = このページを閉じて、新しいパスワードでログインできます。それまでのログインはすべて終わりました。
reset-password-dead-text = パスワードの新しいリンクの送り先を入力してください。招待された場合は、招待した人にもう一度頼んでください。

invited-title = ようこそ
invited-lead = { $site } にあなたのアカウントが用意されました。パスワードを選ぶと、あなたのものになります。
invited-button = パスワードを保存
invited-done = アカウントはあなたのものです
invited-done-text = このページを閉じて、新しいパスワードでログインできます。

reset-username-title = 新しいログイン名を選ぶ
reset-username-lead = これからは { $site } にこの名前でログインします。パスワードは変わりません。
reset-username-button = 保存
reset-username-done = ログイン名を変更しました
reset-username-done-text = このページは閉じてかまいません。次からは新しいログイン名と今のパスワードでログインしてください。
reset-username-dead-text = ログイン名の新しいリンクの送り先を入力してください。

confirm-email-title = 新しいメールアドレスの確認
confirm-email-lead = ボタンを押すと、{ $site } のアカウントはこのアドレスを使います。
confirm-email-button = このアドレスを確認
confirm-email-done = メールアドレスを変更しました
confirm-email-done-text = このページは閉じてかまいません。これから { $site } のお知らせは新しいアドレスに届きます。
confirm-email-dead-text = アカウントに新しいアドレスが表示されていれば、することはありません。そうでなければ、{ $site } でもう一度変更してください。

cancel-email-title = 今のメールアドレスを残す
cancel-email-lead = ボタンを押すと、{ $site } で求められた新しいアドレスには替わりません。
cancel-email-button = 変更を止める
cancel-email-done = メールアドレスはそのままです
cancel-email-done-text = 何も変更されていません。変更を求めた覚えがなければ、誰かがパスワードを知っています。すぐに { $site } で新しいパスワードを選んでください。
cancel-email-dead-text = アカウントに別のアドレスが表示されていれば、{ $site } の運営者に連絡してください。自分のアドレスだけが表示されていれば、することはありません。

undo-title = 変更を元に戻す
undo-lead = ボタンを押すと、{ $site } のアカウントはこのメールアドレスに戻ります。すべてのログインが終わり、新しいパスワードを選ぶリンクを送ります。
undo-button = 元に戻す
undo-done = 変更を元に戻しました
undo-done-text = アカウントは前のメールアドレスに戻り、誰もログインしていません。受信トレイのリンクから新しいパスワードを選んでください。それまではどのパスワードも使えません。
undo-dead-text = 変更は 7 日間元に戻せます。アカウントがもう自分のものでなければ、{ $site } の運営者に連絡してください。
