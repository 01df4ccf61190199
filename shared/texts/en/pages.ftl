# What pages say. `{ $site }` is what the site is called.

## What stands around every page.

frame-skip = Skip to the content
frame-sign-out = Sign out
frame-signed-in-as = Signed in as { $name }
frame-show = Show
frame-hide = Hide
frame-show-password = Show password
frame-hide-password = Hide password
frame-terms = Terms
frame-privacy = Privacy
frame-support = Help

## Fields.

field-optional = optional
field-username = User name
field-email = Email address
field-password = Password
field-username-hint = Letters, digits and @ . + - _ without spaces, up to 150 characters.
field-current-password = Your password
field-new-password = New password
field-password-again = The same password again
field-password-hint = At least { $least ->
    [one] one character
   *[other] { $least } characters
}; a few unrelated words do well. Nothing common, only digits, or close to your name or email address.
field-again = The same again
field-locale = Language
field-locale-hint = Of these pages, and of mails to you.
field-locale-browser = What the browser asks for

## What is wrong with a form or with one of its fields.

fault-required = Please fill this in.
fault-characters = This has characters that are not allowed here.
fault-too-long = Use at most { $most ->
    [one] one character.
   *[other] { $most } characters.
}
fault-username = Use only letters, digits and @ . + - _, without spaces.
fault-username-taken = This user name is taken. Please choose another.
fault-email = This does not look like an email address. It should be like name@example.org.
fault-email-taken = Another account has this email address.
fault-foreign-domain = Addresses of this domain cannot be used here.
fault-taken = Somebody else has this already.
fault-not-there = There is no such thing any more.
fault-credentials = The name or the password is wrong. Passwords are case-sensitive.
fault-wrong-password = This is not your password.
fault-mismatch = The two are not the same.
fault-bad-link = This link no longer works.
fault-too-short = Use at least { $least ->
    [one] one character.
   *[other] { $least } characters.
}
fault-too-common = This password is too common. Please choose another.
fault-only-digits = Digits alone are easy to guess. Add some letters or words.
fault-like-email = This is too close to your email address.
fault-like-name = This is too close to your name.
fault-too-many = That was too often. Please try again in { $minutes ->
    [one] a minute.
   *[other] { $minutes } minutes.
}
fault-stale = This was changed since you opened it. Look at it again: if you still want your change, send it once more.
fault-busy = Something went wrong on our side. Please try again in a moment.
fault-url = This should be the address of a page, like https://example.org/.
fault-slug = Use only letters, digits, underscores and hyphens.
fault-integer = This should be a whole number.
fault-number = This should be a number.
fault-digits = Use at most { $most } digits.
fault-places = Use at most { $most } digits after the decimal point.
fault-whole-digits = Use at most { $most } digits before the decimal point.
fault-above = This should be at most { $limit }.
fault-below = This should be at least { $limit }.
fault-choice = Please choose one of these.
fault-date = This should be a date, like 1990-05-17.
fault-moment = This should be a date and a time, like 2026-05-17T09:30:00Z.
fault-uuid = This should be a UUID, like 123e4567-e89b-12d3-a456-426614174000.
fault-json = This should be JSON.
fault-too-much = All of this together is too long.

## What keeps a page from being shown.

trouble-back = Go to your account
trouble-not-found = There is no such page
trouble-not-found-text = The address may have been cut off, or what was here is gone.
trouble-forbidden = You may not do this
trouble-forbidden-text = Your account does not have the right to. If it should, ask whoever looks after { $site }.
trouble-foreign = This form cannot be accepted
trouble-foreign-text = It did not come from a page of { $site }, or your session has changed. Go back, load the page again, and send it once more. Nothing was changed.
trouble-method = This page does not do that
trouble-method-text = Nothing was changed.
trouble-stale = Somebody else has changed this
trouble-stale-text = This was changed since you opened it. Go back, load the page again, and look whether you still want your change. Nothing was overwritten.
trouble-last-superuser = This account cannot go
trouble-last-superuser-text = It is the last superuser of { $site }.
trouble-busy = Something went wrong on our side
trouble-busy-text = Please try again in a moment. What you wanted is done wholly or not at all.
trouble-unreadable = This form cannot be read
trouble-unreadable-text = It may be too long, or it was cut off on its way. Nothing was changed.
trouble-too-many = That was too often
trouble-too-many-text = Please try again in { $minutes ->
    [one] a minute.
   *[other] { $minutes } minutes.
}

## Signing in, and out.

sign-in-title = Sign in
sign-in-lead = Welcome back to { $site }.
sign-in-kept = You were signed out meanwhile. Sign in again, and what you typed is still there.
sign-in-cookies = Your browser keeps no cookies of { $site }. Signing in needs them: please allow them, and try again.
sign-in-button = Sign in
sign-in-forgotten = I forgot my password
sign-in-new-here = New here?
sign-in-sign-up = Create an account
sign-in-resend = I did not get the activation email
flash-signed-out = You are signed out.

## A form that was interrupted.

resumed-title = Continue where you left off?
resumed-text = What you typed is still there, but it has not been saved yet. Passwords have to be typed again.
resumed-button = Continue
resumed-leave = Discard it, and go to your account

## One's account.

account-title = Your account
account-profile = Profile
account-security = Sign-in
account-sessions = Devices
account-data = Your data
account-back = Back

profile-lead = What { $site } calls you.
profile-button = Save
profile-facts = Not changed here
flash-profile-saved = Your profile is saved.

security-lead = What you sign in to { $site } with.
security-change = Change
security-awaited = Waiting to be confirmed
security-awaited-text = Open the link that we sent to { $email }. Until then everything stays as it is.
security-withdraw = Cancel the change

email-title = Change your email address
email-lead = We send a link to the new address. It replaces the old one as soon as you open that.
email-new = New email address
email-button = Send the link
flash-email-asked = Check your new mailbox: the link there confirms the address.
flash-email-changed = Your email address is changed.
flash-email-withdrawn = Your email address stays as it is.

username-title = Change your user name
username-lead = From then on you sign in with the new one. Your password stays the same.
username-new = New user name
username-button = Save
flash-username-changed = Your user name is changed.

password-title = Change your password
password-lead = Everywhere else you are signed out.
password-button = Save
flash-password-changed = Your password is changed.

sessions-lead = Where you are signed in to { $site }.
sessions-device = { $browser } on { $system }
sessions-unknown = Unknown device
sessions-this = This device
sessions-browser = Browser
sessions-app = App
sessions-token = Access token
sessions-used = last used
sessions-since = signed in
sessions-end = Sign out
sessions-end-others = Sign out everywhere else
sessions-more = More
flash-session-ended = That device is signed out.
flash-sessions-ended = You are signed out everywhere else.

data-lead = See what is stored about you, take it with you, or delete it.
data-export-title = A copy of your data
data-export = A file (JSON) with everything that { $site } knows of you: profile, groups, sign-ins and links. No passwords are in it.
data-export-button = Download the copy
data-delete = Everything that { $site } knows of you is deleted. This cannot be undone.

delete-title = Delete your account
delete-lead = Your profile, your user name and your email address are deleted at once. This cannot be undone. Type your password to confirm.
delete-button = Delete my account
flash-account-deleted = Your account is deleted.

## Becoming known.

ask-known = Do you have an account?
mailed-title = Check your mailbox

sign-up-title = Create an account
sign-up-lead = A minute, and you have an account on { $site }.
sign-up-button = Create my account
sign-up-mailed = One more step
sign-up-mailed-text = We have sent you an email. Open the link in it, and your account is ready.
flash-signed-up = Your account is ready. Sign in with it.

forgotten-title = Forgotten your password?
forgotten-lead = Tell us your email address, and we send you a link to choose a new one.
forgotten-button = Send the link
forgotten-mailed-text = If that is the address of an account on { $site }, an email with a link to choose a new password is on its way to it.

resend-title = Send the activation email again
resend-lead = Tell us the address that you signed up with.
resend-button = Send it again
resend-mailed-text = If an account on { $site } waits to be activated from that address, an email with a new link is on its way to it.

## The pages behind the links in mails.

link-go-on = Go to your account

dead-title = This link no longer works
dead-text = It may have expired, been used already, or been replaced: only the link in the latest email works.
dead-email = Your email address
dead-button = Send me a new link
dead-sent = A new link is on its way
dead-sent-text = If that is the address of an account on { $site }, an email with a new link is on its way to it. You can close this page.

activate-title = Activate your account
activate-lead = One press, and your account on { $site } is ready.
activate-button = Activate my account
activate-done = Your account is active
activate-done-text = Welcome to { $site }. You can close this page and sign in.
activate-dead-text = If you can sign in, your account is active and there is nothing left to do. If not, where shall a new activation link go?

reset-password-title = Choose a new password
reset-password-lead = It replaces your old password on { $site } and signs you out on every device.
reset-password-button = Save new password
reset-password-done = Your password is changed
reset-password-done-text = You can close this page and sign in with your new password. Everything that was signed in before has been signed out.
reset-password-dead-text = Where shall a new link to reset your password go? If you were invited, ask whoever invited you for another.

invited-title = Welcome
invited-lead = Somebody made an account for you on { $site }. Choose a password, and it is yours.
invited-button = Save password
invited-done = The account is yours
invited-done-text = You can close this page and sign in with your new password.

reset-username-title = Choose a new login
reset-username-lead = From now on you sign in to { $site } with it. Your password stays the same.
reset-username-button = Save
reset-username-done = Your login is changed
reset-username-done-text = You can close this page. Next time, sign in with your new login and the password you already have.
reset-username-dead-text = Where shall a new link to change your login go?

confirm-email-title = Confirm your new email address
confirm-email-lead = One press, and your account on { $site } uses this address instead of the old one.
confirm-email-button = Confirm this address
confirm-email-done = Your email address is changed
confirm-email-done-text = You can close this page. From now on, messages from { $site } go to your new address.
confirm-email-dead-text = If your account shows the new address, there is nothing left to do. If not, ask { $site } for the change again.

cancel-email-title = Keep your email address
cancel-email-lead = One press, and the new address that was asked for does not replace yours on { $site }.
cancel-email-button = Stop the change
cancel-email-done = Your email address stays
cancel-email-done-text = Nothing was changed. If you did not ask for another address, somebody knows your password: choose a new one on { $site } right away.
cancel-email-dead-text = If your account shows another address than yours, contact the people who run { $site }. If it shows yours, and no other that waits, there is nothing left to do.

undo-title = Undo the change
undo-lead = One press, and your account on { $site } has this email address again. Everybody who is signed in is signed out, and we send you a link to choose a new password.
undo-button = Undo the change
undo-done = The change is undone
undo-done-text = Your account has its old email address again, and nobody is signed in. Look into your mailbox for the link to choose a new password: until then, no password works.
undo-dead-text = A change can be undone for seven days. If your account is not yours any more, contact the people who run { $site }.
