## Around every page.

console-title = コンソール
console-lead = { $site } のアカウントと、その権限を管理します。
console-overview = 概要
console-users = ユーザー
console-users-lead = ユーザーの検索、権限の確認、ログインの支援。
console-as-curl = 同じ操作を API で行うには
console-pages = リストのページ
console-first = 最初のページ
console-next = 次のページ
console-lost = ご指定のページは期限が切れました。リストの先頭を表示しています。
console-save = 保存

## Finding users.

console-find = ユーザーを検索
console-find-hint = ユーザー名またはメールアドレスの先頭部分、または番号 (id)。
console-find-button = 検索
console-by = 検索対象
console-by-either = 自動判別
console-state = 状態
console-state-all = すべて
console-state-active = ログイン可
console-state-inactive = ログイン不可
console-order = 並び順
console-order-newest = 新しい順
console-order-oldest = 古い順
console-order-name = ユーザー名順
console-order-name-down = ユーザー名の逆順
console-order-email = メールアドレス順
console-order-email-down = メールアドレスの逆順
console-in-group = { $group } のメンバー
console-everybody = 全員を表示
console-nobody = 該当するユーザーはいません。
console-none-here = このページに該当者はいません。リストは続きます。
console-user = ユーザー
console-joined = 登録日時
console-last-login = 最終ログイン
console-never = なし

## A user.

console-disabled = 無効
console-waiting = 未有効化
console-superuser = スーパーユーザー
console-staff = スタッフ
console-profile = プロフィール
console-groups = グループ
console-permissions = 権限
console-sessions = セッション
console-facts = アカウント
console-no-password = 未設定
flash-console-saved = プロフィールを保存しました。
console-no-groups = グループに属していません。
console-no-permissions = 直接にもグループからも、権限は与えられていません。
console-may-all = スーパーユーザーは、この一覧にかかわらず、すべてを行えます。
console-may-nothing = ログインできないユーザーは、これらを行えません。
console-direct = 直接
console-by-group = { $group } から
console-more-groups = ほか { $count } 件
console-no-sessions = ログイン中のセッションはありません。

## What can be done to a user.

console-deeds = 操作
console-oneself = これはご自身のアカウントです。アカウントのページで操作してください。
console-leave = やめて戻る
console-own-password = あなた自身のパスワード
console-no-mail = このユーザーには送信できません。無効になっているか、アドレスがありません。
console-reset = パスワード設定のリンクを送る
console-reset-lead = { $name } に、新しいパスワードを設定するリンクをメールで送ります。未設定の場合は改めて招待します。それまでは何も変わりません。
console-reset-button = リンクを送る
flash-console-reset = リンクを送信しました。
console-activation = 有効化メールを再送する
console-activation-lead = { $name } に、アカウントを有効にするリンクを改めて送ります。以前のリンクは使えなくなります。
console-activation-button = 再送する
flash-console-activation = 有効化メールを送信しました。
console-password = パスワードを設定する
console-password-lead = { $name } のパスワードを置き換え、すべてのログインを終了します。本人が設定するリンクを送るほうが安全です。
console-password-button = 設定する
flash-console-password = パスワードを設定し、すべてのログインを終了しました。
console-email = メールアドレスを変更する
console-email-lead = { $name } のアドレスを直ちに置き換えます。確認は行われないため、本人のものであることに責任を負ってください。以前のアドレスに通知されます。
console-email-button = 変更する
flash-console-email = メールアドレスを変更しました。
console-end = すべてのセッションを終了する
console-end-lead = { $name } は直ちにすべての端末からログアウトされます。再びログインできます。
console-end-button = 終了する
flash-console-ended = すべてのセッションを終了しました。
console-promote = スタッフにする
console-promote-lead = { $name } は、スーパーユーザー以外のすべてのユーザーを閲覧・変更できるようになります。
console-promote-button = スタッフにする
flash-console-promoted = スタッフになりました。
console-demote = スタッフから外す
console-demote-lead = { $name } は、権限で許された範囲を除き、他のユーザーを閲覧・変更できなくなります。
console-demote-button = 外す
flash-console-demoted = スタッフから外しました。
console-enable = アカウントを有効にする
console-enable-lead = { $name } は直ちにログインでき、メールアドレスは確認済みとして扱われます。
console-enable-button = 有効にする
flash-console-enabled = アカウントを有効にしました。
console-disable = アカウントを無効にする
console-disable-lead = { $name } は直ちにすべてログアウトされ、ログインできなくなり、リンクも使えません。何も失われず、再び有効にできます。
console-disable-button = 無効にする
flash-console-disabled = アカウントを無効にしました。
console-delete = アカウントを削除する
console-delete-lead = { $name } のすべての情報（プロフィール、グループ、権限、セッション）を直ちに削除します。元に戻せません。締め出すだけなら無効にしてください。
console-delete-button = 完全に削除する
flash-console-deleted = アカウントを削除しました。
console-typed = 確認のため名前を入力してください
console-typed-hint = 名前は { $name } です。
console-typed-wrong = 名前が違います。
