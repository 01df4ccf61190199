# What the console says. `{ $site }` is what the site is called.

## Around every page.

console-title = Console
console-lead = Who has an account on { $site }, and what they may do.
console-overview = Overview
console-users = Users
console-users-lead = Find somebody, see what they may do, help them sign in.
console-as-curl = The same as an API call
console-copy = Copy
console-copied = Copied
console-pages = Pages of the list
console-first = First page
console-next = Next page
console-files = As a file:
console-lost = That page of the list is no longer there. This is the first one.
console-save = Save

## Finding users.

console-find = Find users
console-find-hint = How a user name or an email address begins, or a number (id).
console-find-button = Search
console-by = Search in
console-by-either = Either
console-state = State
console-state-all = All
console-state-active = May sign in
console-state-inactive = May not sign in
console-order = Order
console-order-newest = Newest first
console-order-oldest = Oldest first
console-order-name = By user name
console-order-name-down = By user name, descending
console-order-email = By email address
console-order-email-down = By email address, descending
console-in-group = Members of { $group }
console-everybody = Show all users
console-nobody = No user matches.
console-none-here = No user on this page matches; the list goes on.
console-found = { $count ->
    [0] Nobody is shown.
    [one] One user is shown.
   *[other] { $count } users are shown.
}
console-user = User
console-joined = Joined
console-last-login = Last sign-in
console-never = Never

## A user.

console-disabled = Disabled
console-waiting = Not activated
console-superuser = Superuser
console-staff = Staff
console-profile = Profile
console-groups = Groups
console-permissions = Permissions
console-sessions = Sessions
console-facts = Account
console-no-password = None yet
console-locale-hint = Of the pages that they see, and of mails to them. Without a choice, mails are in English.
flash-console-saved = The profile is saved.
console-no-groups = In no group.
console-no-permissions = None, neither directly nor from a group.
console-may-all = A superuser may do everything, whatever is listed here.
console-may-nothing = A user who may not sign in may do none of this.
console-direct = Direct
console-by-group = from { $group }
console-more-groups = and { $count } more
console-no-sessions = Not signed in anywhere.

## What can be done to a user.

console-deeds = Actions
console-oneself = This is your own account. Change it on your account pages.
console-leave = Cancel
console-own-password = Your own password
console-no-mail = This user gets no such email: the account is disabled, or has no address.
console-reset = Send a link to set the password
console-reset-lead = { $name } gets an email with a link to set a new password; a user who has none yet is invited again. Until then nothing changes.
console-reset-button = Send the link
flash-console-reset = The link is on its way.
console-activation = Send the activation email again
console-activation-lead = { $name } gets another email with a link that activates the account. The old link stops working.
console-activation-button = Send it again
flash-console-activation = The activation email is on its way.
console-password = Set the password
console-password-lead = It replaces the password of { $name } and ends all their sessions. It is safer to send them a link to set it themselves.
console-password-button = Set the password
flash-console-password = The password is set, and all sessions are ended.
console-email = Change the email address
console-email-lead = It replaces the address of { $name } at once, without a confirmation: make sure that it is theirs. The old address gets a notice.
console-email-button = Change the address
flash-console-email = The email address is changed.
console-end = End all sessions
console-end-lead = { $name } is signed out everywhere at once, and can sign in again.
console-end-button = End all sessions
flash-console-ended = All sessions are ended.
console-promote = Add to the staff
console-promote-lead = { $name } may then see and change all users but superusers.
console-promote-button = Make staff
flash-console-promoted = They are staff now.
console-demote = Remove from the staff
console-demote-lead = { $name } may then no longer see and change other users, except as permissions allow.
console-demote-button = Remove
flash-console-demoted = They are no longer staff.
console-enable = Enable the account
console-enable-lead = { $name } can sign in at once, and the email address counts as verified.
console-enable-button = Enable
flash-console-enabled = The account is enabled.
console-disable = Disable the account
console-disable-lead = { $name } is signed out everywhere at once and cannot sign in, and no link to the account works. Nothing is lost: it can be enabled again.
console-disable-button = Disable
flash-console-disabled = The account is disabled.
console-delete = Delete the account
console-delete-lead = Everything about { $name } is deleted at once: profile, groups, permissions, sessions. This cannot be undone. To keep somebody out, disable the account.
console-delete-button = Delete permanently
flash-console-deleted = The account is deleted.
console-typed = Type the name to confirm
console-typed-hint = It is { $name }.
console-typed-wrong = This is not the name.

## Making users, and the same for many.

console-new = New user
console-new-lead = Without a password they get an email to choose one.
console-new-button = Create the account
console-new-password-hint = Leave it empty to invite them.
flash-console-invited = The account is created, and the invitation is on its way.
flash-console-made = The account is created.
console-pick = Select { $name }
console-pick-all = Select all
console-bulk = With the selected users
console-bulk-group = Group to add to
console-bulk-go = Continue
console-bulk-enable = Enable accounts
console-bulk-enable-lead = They can sign in at once, and their addresses count as verified ({ $count }):
console-bulk-disable = Disable accounts
console-bulk-disable-lead = They are signed out everywhere at once and cannot sign in ({ $count }):
console-bulk-join = Add to a group
console-bulk-join-lead = They join { $group } and may do what its members may ({ $count }):
flash-console-bulk = Done for { $count ->
    [one] one user.
   *[other] { $count } users.
}
flash-console-nobody = No user was selected: nothing was changed.
flash-console-no-group = There is no group of that name: nothing was changed.
console-undone = Not everything could be done
console-undone-text = It was done for { $count }. These you may not change, or they have changed meanwhile:
console-unproven-text = It was done for { $count }. Your password changed meanwhile, so these are left:

## Groups, permissions and content types.

console-groups-lead = Users who may do the same.
console-groups-none = There is no group yet.
console-groups-new = New group
console-groups-delete = Delete the group
console-groups-delete-lead = The members of { $name } lose at once what it gives them. This cannot be undone.
console-permissions-lead = What code asks whether somebody may do it.
console-permissions-none = There is no permission.
console-permissions-new = New permission
console-permissions-delete = Delete the permission
console-permissions-delete-lead = Users and groups that have { $name } lose it at once. This cannot be undone.
console-content-types = Content types
console-content-types-lead = What permissions are about, as Django has it.
console-content-types-none = There is no content type.
console-content-types-new = New content type
console-content-types-delete = Delete the content type
console-content-types-delete-lead = All permissions about { $name } are deleted with it, and everybody loses them. This cannot be undone.
console-thing = Name
console-change = Change
console-create = Create
console-name = Name
console-codename = Codename
console-app = App
console-model = Model
console-label-wrong = Only letters, digits and underscores, and no digit first.
console-content-type = Content type
console-content-type-hint = As in code, like auth.user; or # and its id.
console-members = Members
console-no-members = It has no members.
console-members-nothing = It gives its members no permission yet.
console-add-member = Add a member
console-member = User name
console-member-hint = The whole name; or # and the id.
console-no-such-user = No user has this name.
console-add = Add
console-remove = Remove
console-give = Give a permission
console-permission = Permission
console-permission-hint = As in code, like auth.view_user; or # and its id.
console-no-such-permission = There is no permission of this name.
console-several-permissions = Several have this name. Type # and the id.
console-join = Add to a group
console-group = Group
console-group-hint = The whole name; or # and the id.
console-no-such-group = There is no group of this name.
fault-full = No more fit here.
flash-console-created = It is created.
flash-console-changed = The change is saved.
flash-console-thing-deleted = It is deleted.
flash-console-given = The permission is given.
flash-console-taken = The permission is removed.
flash-console-joined = They are in the group now.
flash-console-left = They are no longer in the group.

## How the service runs.

console-keys = Signing keys
console-keys-lead = What access tokens are signed with.
console-key-waits = Signs later
console-key-signs = Signs
console-key-verifies = Still good
console-key-from = signs from
console-key-until = signs until
console-key-removed = removed after
console-rotate = Rotate the keys
console-rotate-lead = A new key is published, and signs three hours later. Tokens that were signed before stay good. While a key waits to sign, asking again makes no other.
console-rotate-where = The console cannot make keys: only one function of the service may. This call does:
console-owed = Owed work
console-owed-lead = Mails that are not sent yet, and what is still to be cleaned away.
console-owed-none = Nothing is owed.
console-owed-none-here = Nothing on this page fits; the list goes on.
console-owed-kind = Kind
console-owed-mail = Mail
console-owed-cleaning = Cleaning
console-owed-since = owed since
console-owed-due = not before
console-owed-tries = Tries: { $count }
console-late = Late
console-retry = Try again
console-retry-lead = Trying again ends the pause after a failure: a mail is tried within a minute, cleaning within five.
flash-console-retried = It is tried again within minutes.
flash-console-not-owed = It is no longer owed.
console-settings = Settings
console-settings-lead = How this deployment behaves. Secrets are not shown.
console-setting = Setting
console-setting-value = In force
console-setting-secret = Secret
console-setting-unset = None
console-setting-default = Default
console-health = Health
console-health-lead = Whether the service does what it should.
console-health-good = All is well.
console-health-bad = Something is wrong.
console-health-table = Table
console-health-answers = It answers.
console-health-fresh = The newest one is up to date.
console-health-overdue = The newest one should have been replaced.
console-health-missing = There is none: nobody can sign in.
console-health-on-time = Nothing is late.
console-health-late = Late: { $count }
console-counts = Counts
console-counts-lead = How many of each there are.
console-counts-about = { $count }, as counted within the last day
