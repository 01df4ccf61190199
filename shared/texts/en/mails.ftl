# What mails say. `{ $site }` is what the site is called, `{ $lifetime }` for how long the link works. Plain text is written
# as it stands here, with its line breaks, at most 80 characters a line; HTML has the same texts but for `…-plain`.

## What several say.

mail-not-you = Not you?
mail-once = The link works once, within { $lifetime }.
mail-copy = If the button does nothing, copy this address into your browser:
mail-sign-in-as = You sign in as { $username }
mail-sign-in-as-plain = You sign in as: { $username }
mail-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
mail-hours = { $count ->
    [one] { $count } hour
   *[other] { $count } hours
}
mail-minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
}
mail-seconds = { $count ->
    [one] { $count } second
   *[other] { $count } seconds
}

## The account waits for its address to be confirmed.

mail-activation-subject = Account activation on { $site }
mail-activation-lead = One step left: confirm that this is your email address.
mail-activation-heading = Activate your account
mail-activation-text =
    One step left: please confirm that this is your email address, and your
    account on { $site } is ready.
mail-activation-button = Activate my account
mail-activation-not-you =
    Then somebody probably mistyped their own address. Ignore this
    email: unless you confirm it, the account stays closed.

## The account is active.

mail-confirmation-subject = { $site } - Your account has been successfully created and activated!
mail-confirmation-lead = You can sign in now.
mail-confirmation-heading = Your account is ready
mail-confirmation-text =
    Welcome! Your account on { $site } has been created and activated.
    You can sign in now.
mail-confirmation-not-you =
    Then somebody signed up with your address. Ask for a password
    reset on { $site } to make the account yours and shut them out.

## An account that somebody else made.

mail-invitation-subject = Your account on { $site }
mail-invitation-lead = Choose your password within { $lifetime }.
mail-invitation-heading = An account for{"\u00A0"}you
mail-invitation-text =
    Somebody made an account for you on { $site }. Choose your password,
    and it is yours.
mail-invitation-plain =
    Somebody made an account for you on { $site }. Choose your password,
    and it is yours:
mail-invitation-after-plain =
    After that, ask whoever invited
    you for another.
mail-invitation-button = Choose your password
mail-invitation-not-for-you-plain = Not for you?
mail-invitation-not-you =
    Then ignore this email: nobody can sign in to the account before
    a password is chosen.

## A forgotten password.

mail-password-reset-subject = Password reset on { $site }
mail-password-reset-lead = Choose a new password within { $lifetime }.
mail-password-reset-heading = Choose a new{"\u00A0"}password
mail-password-reset-text =
    Somebody, hopefully you, asked for a new password for your account on
    { $site }.
mail-password-reset-here-plain = Choose one here:
mail-password-reset-button = Choose a new password
mail-password-reset-not-you = Then ignore this email: your password stays as it is.

## Another user name.

mail-username-reset-subject = Username reset on { $site }
mail-username-reset-lead = Choose a new user name within { $lifetime }.
mail-username-reset-heading = Choose a new user{"\u00A0"}name
mail-username-reset-text =
    Somebody, hopefully you, asked to change the user name of your account
    on { $site }.
mail-username-reset-here-plain = Choose a new one here:
mail-username-reset-today = Today you sign in as { $username }
mail-username-reset-today-plain = Today you sign in as: { $username }
mail-username-reset-button = Choose a new user name
mail-username-reset-not-you = Then ignore this email: your user name stays as it is.

## An address that is to be the account's.

mail-email-change-subject = Confirm your new email address on { $site }
mail-email-change-lead = One step left: confirm that this address is yours.
mail-email-change-heading = Confirm your new email{"\u00A0"}address
mail-email-change-text =
    Somebody, hopefully you, wants to use this email address for an account
    on { $site }. Please confirm that it is yours. Until then, the account keeps the address that it has.
mail-email-change-plain =
    Somebody, hopefully you, wants to use this email address for an account
    on { $site }. Please confirm that it is yours:
mail-email-change-after-plain =
    Until you confirm it, the
    account keeps the address that it has.
mail-email-change-button = Confirm this address
mail-email-change-not-you =
    Then somebody probably mistyped their own address. Ignore this
    email: unless you confirm it, nothing changes.

## Word of that to the address that the account has.

mail-email-change-requested-subject = { $site } - A new email address was asked for
mail-email-change-requested-lead = If it was not you, stop the change here.
mail-email-change-requested-heading = A new email address was asked{"\u00A0"}for
mail-email-change-requested-text =
    Somebody, hopefully you, asked for another email address for your account
    on { $site }. It takes the place of this one as soon as it is
    confirmed from there. If it was you, there is nothing to do here.
mail-email-change-requested-button = Stop the change
mail-email-change-requested-not-you =
    Then stop the change with the button above. Whoever asked knows your
    password, so choose a new one right away; the people who run { $site } will never ask for it.
mail-email-change-requested-here-plain = Then stop the change:
mail-email-change-requested-after-plain =
    Whoever asked knows your
    password, so choose a new one right away.

## Notices of what was changed.

mail-changed-lead = If it was you, there is nothing left to do.
mail-changed-also = Its { $also } changed at the same time.
mail-changed-password = password
mail-changed-username = user name
mail-changed-email = email address
mail-changed-and = { $one } and { $other }
mail-changed-undo = Undo the change
mail-changed-not-you =
    Then undo the change with the button above: your account gets back the
    email address and user name that it had, everybody who is signed in is
    signed out, and we send you a link to choose a new password.
mail-changed-here-plain = Then undo it:
mail-changed-after-plain =
    Your account gets back the
    email address and user name that it had, everybody who is signed in is
    signed out, and we send you a link to choose a new password.
mail-changed-by-others =
    The people who run { $site } did this. If you did not expect it,
    ask them.

mail-password-changed-subject = { $site } - Your password has been successfully changed!
mail-password-changed-heading = Your password was{"\u00A0"}changed
mail-password-changed-text =
    The password of your account on { $site } has just been changed.
    Other devices that were signed in have been signed out.

mail-username-changed-subject = { $site } - Your username has been successfully changed!
mail-username-changed-heading = Your user name was{"\u00A0"}changed
mail-username-changed-text = The user name of your account on { $site } has just been changed.
mail-username-changed-now = From now on, sign in as { $username }.
mail-username-changed-now-plain = From now on, sign in as
mail-username-changed-rest =
    Your password is still the same. If it was you, there is nothing left
    to do.

mail-email-changed-subject = { $site } - Your email address has been changed!
mail-email-changed-heading = Your email address was{"\u00A0"}changed
mail-email-changed-text =
    Your account on { $site } now uses another email address. Messages
    about it go there from now on.
mail-email-changed-name = The account's user name: { $username }
