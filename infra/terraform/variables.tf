# Printed from infra/template.yaml by .ci/terraform; what is changed here is lost.

variable "name" {
  description = "What the stage's resources are named by; another for each stage of an account."
  type        = string
  default     = "latchkey"
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,17}$", var.name))
    error_message = "name must be at most 18 lower-case letters, digits and hyphens, the first a letter."
  }
}

variable "functions" {
  description = "The folder with the functions' zips, of a release; by default the one beside the module, as in the archive."
  type        = string
  default     = null
}

variable "mail_from_address" {
  description = "The address that all mails come from. SES sends in its name once MailIdentity is verified."
  type        = string

  validation {
    condition     = can(regex("^[^@\\s<>\"]+@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+$", var.mail_from_address))
    error_message = "mail_from_address must be a mail address."
  }
}

variable "mail_from_name" {
  description = "The name beside that address."
  type        = string
  default     = "Latchkey"
  nullable    = false

  validation {
    condition     = can(regex("^[^<>\"@,;\\r\\n]+$", var.mail_from_name))
    error_message = "mail_from_name must match ^[^<>\"@,;\\r\\n]+$."
  }
}

variable "mail_identity" {
  description = "What SES is to verify: the one `address`, by a mail with a link; its `domain`, by the DNS records in the outputs, and then it signs the mails (DKIM); or nothing, since this account has verified either: `existing`."
  type        = string
  default     = "address"
  nullable    = false

  validation {
    condition     = contains(["address", "domain", "existing"], var.mail_identity)
    error_message = "mail_identity must be one of address, domain, existing."
  }
}

variable "alarm_email" {
  description = "Who is told of alarms, and of mails that bounced or were complained about; empty for nobody yet."
  type        = string
  default     = ""
  nullable    = false

  validation {
    condition     = can(regex("^([^@\\s]+@[^@\\s]+\\.[^@\\s]+)?$", var.alarm_email))
    error_message = "alarm_email must be a mail address, or empty."
  }
}

variable "domain_name" {
  description = "The host that the service has to itself, e.g. accounts.example.org. Empty for the one that API Gateway gives; with a name of its own, that one is switched off."
  type        = string
  default     = ""
  nullable    = false

  validation {
    condition     = can(regex("^([a-z0-9-]+(\\.[a-z0-9-]+)+)?$", var.domain_name))
    error_message = "domain_name must be a host's name in lower case, or empty."
  }
}

variable "certificate_arn" {
  description = "ARN of the certificate for DomainName, in the stack's own region."
  type        = string
  default     = ""
  nullable    = false

  validation {
    condition     = can(regex("^(arn:aws[a-z-]*:acm:[a-z0-9-]+:[0-9]{12}:certificate/[A-Za-z0-9-]+)?$", var.certificate_arn))
    error_message = "certificate_arn must be the ARN of a certificate, or empty."
  }
}

variable "hosted_zone_id" {
  description = "The Route 53 zone in which DomainName is to be set. Empty to set it elsewhere, from the outputs."
  type        = string
  default     = ""
  nullable    = false

  validation {
    condition     = can(regex("^([A-Z0-9]+)?$", var.hosted_zone_id))
    error_message = "hosted_zone_id must be the zone's id without /hostedzone/, or empty."
  }
}

variable "table_key_arn" {
  description = "ARN of a customer-managed KMS key that encrypts the table. Empty means the key that AWS owns, which costs nothing."
  type        = string
  default     = ""
  nullable    = false

  validation {
    condition     = can(regex("^(arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+)?$", var.table_key_arn))
    error_message = "table_key_arn must be the ARN of a KMS key, or empty."
  }
}

variable "existing_table" {
  description = "A table of Latchkey's that the stack is to use instead of one of its own: one that was kept, or restored (docs/operations.md). Its own, if the stack had one, leaves the stack then, and is kept."
  type        = string
  default     = ""
  nullable    = false

  validation {
    condition     = can(regex("^([A-Za-z0-9_.-]{3,255})?$", var.existing_table))
    error_message = "existing_table must be a table's name, or empty."
  }
}

variable "existing_stream" {
  description = "The label of that table's stream, which has keys only (`LatestStreamLabel` of `describe-table`)."
  type        = string
  default     = ""
  nullable    = false

  validation {
    condition     = can(regex("^([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z?)?$", var.existing_stream))
    error_message = "existing_stream must be a stream's label, or empty."
  }
}

variable "existing_secret_arn" {
  description = "A secret with `key` and `fallbacks` that the stack is to use instead of one of its own; as above."
  type        = string
  default     = ""
  nullable    = false

  validation {
    condition     = can(regex("^(arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:[A-Za-z0-9/_+=.@-]+)?$", var.existing_secret_arn))
    error_message = "existing_secret_arn must be the ARN of a secret, or empty."
  }
}

variable "environment_key_arn" {
  description = "ARN of a customer-managed KMS key for the functions' environment, in which the secret key is: nobody reads it then without a right to this key. Empty means Lambda's own, with which whoever may look at functions reads it."
  type        = string
  default     = ""
  nullable    = false

  validation {
    condition     = can(regex("^(arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+)?$", var.environment_key_arn))
    error_message = "environment_key_arn must be the ARN of a KMS key, or empty."
  }
}

variable "secret_key_version" {
  description = "The version of the secret that the functions use: what `put-secret-value` answered (docs/operations.md). Empty for the newest when a function was last changed."
  type        = string
  default     = ""
  nullable    = false

  validation {
    condition     = can(regex("^([A-Za-z0-9-]{32,64})?$", var.secret_key_version))
    error_message = "secret_key_version must match ^([A-Za-z0-9-]{32,64})?$."
  }
}

variable "email_templates_layer_arn" {
  description = "A layer whose folder `templates` replaces the built-in mails, file by file; empty for none."
  type        = string
  default     = ""
  nullable    = false

  validation {
    condition     = can(regex("^(arn:aws[a-z-]*:lambda:[a-z0-9-]+:[0-9]{12}:layer:[A-Za-z0-9_-]+:[0-9]+)?$", var.email_templates_layer_arn))
    error_message = "email_templates_layer_arn must match ^(arn:aws[a-z-]*:lambda:[a-z0-9-]+:[0-9]{12}:layer:[A-Za-z0-9_-]+:[0-9]+)?$."
  }
}

variable "log_retention_days" {
  description = "Days for which logs are kept; the security events in them are worth a year, and they name nobody."
  type        = number
  default     = 365
  nullable    = false

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 3653], var.log_retention_days)
    error_message = "log_retention_days must be one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 3653."
  }
}

variable "access_log" {
  description = "Whether API Gateway logs each request, too, those that it refuses itself (429) among them. The functions log theirs."
  type        = bool
  default     = false
  nullable    = false
}

variable "tracing" {
  description = "Whether X-Ray traces the functions; at a million users that is as dear as the table."
  type        = bool
  default     = false
  nullable    = false
}

variable "with_dashboard" {
  description = "Whether there is a dashboard; an account's first three cost nothing."
  type        = bool
  default     = true
  nullable    = false
}

variable "monthly_budget" {
  description = "Dollars a month for the whole account, of whose use AlarmEmail is told: at four fifths, and when AWS expects more. 0 for no budget."
  type        = number
  default     = 0
  nullable    = false

  validation {
    condition     = var.monthly_budget >= 0 && var.monthly_budget <= 1000000
    error_message = "monthly_budget must be a number from 0 to 1000000."
  }
}

variable "throttle_rate" {
  description = "Requests a second to a route, of all clients together, beyond which API Gateway answers 429, as far as it can."
  type        = number
  default     = 100
  nullable    = false

  validation {
    condition     = var.throttle_rate >= 1 && var.throttle_rate <= 10000
    error_message = "throttle_rate must be a number from 1 to 10000."
  }
}

variable "throttle_burst" {
  description = "Requests at once above that rate."
  type        = number
  default     = 200
  nullable    = false

  validation {
    condition     = var.throttle_burst >= 1 && var.throttle_burst <= 5000
    error_message = "throttle_burst must be a number from 1 to 5000."
  }
}

variable "dialects" {
  description = "The wire formats served, separated by commas: `djoser`, `users-api` (django-users-api), `accounts` (a DRF endpoint), `wiki` (the users wiki), `native`. One that is left out answers 404."
  type        = string
  default     = "djoser,users-api,accounts,wiki,native"
  nullable    = false

  validation {
    condition     = can(regex("^(djoser|users-api|accounts|wiki|native)(,(djoser|users-api|accounts|wiki|native))*$", var.dialects))
    error_message = "dialects must match ^(djoser|users-api|accounts|wiki|native)(,(djoser|users-api|accounts|wiki|native))*$."
  }
}

variable "users_api_resources" {
  description = "The resources of django-users-api that are served, separated by commas, out of `users`, `groups`, `permissions`, `contenttypes`. A nested list belongs to what it lists."
  type        = string
  default     = "users,groups,permissions,contenttypes"
  nullable    = false

  validation {
    condition     = can(regex("^(users|groups|permissions|contenttypes)(,(users|groups|permissions|contenttypes))*$", var.users_api_resources))
    error_message = "users_api_resources must match ^(users|groups|permissions|contenttypes)(,(users|groups|permissions|contenttypes))*$."
  }
}

variable "users_api_read" {
  description = "Who may read in django-users-api: `permission` for oneself, staff, and whoever has the model's `view_` or `change_` permission; `session` for everybody who is signed in, as in the original."
  type        = string
  default     = "permission"
  nullable    = false

  validation {
    condition     = contains(["permission", "session"], var.users_api_read)
    error_message = "users_api_read must be one of permission, session."
  }
}

variable "ufdl_by_name" {
  description = "What `GET /v1/users/{name}` answers: `object`; or `array` of one or none, for clients of UFDL's own server."
  type        = string
  default     = "object"
  nullable    = false

  validation {
    condition     = contains(["object", "array"], var.ufdl_by_name)
    error_message = "ufdl_by_name must be one of object, array."
  }
}

variable "cors_allowed_origins" {
  description = "The origins, separated by commas, whose browser pages may call the service, e.g. `https://app.example.org`, or `capacitor://localhost` for an app."
  type        = string
  default     = ""
  nullable    = false

  validation {
    condition     = can(regex("^([a-z][a-z0-9+.-]*://[A-Za-z0-9.-]+(:[0-9]{1,5})?(,[a-z][a-z0-9+.-]*://[A-Za-z0-9.-]+(:[0-9]{1,5})?)*)?$", var.cors_allowed_origins))
    error_message = "cors_allowed_origins must be origins such as https://app.example.org, separated by commas."
  }
}

variable "trusted_proxy_secret" {
  description = "The secret that your CDN or back end sends as `X-Latchkey-Proxy-Secret`; make it long and random. Only with it is the client's address taken from `CloudFront-Viewer-Address`, or else from the last entry of `X-Forwarded-For`. Empty: these headers are ignored."
  type        = string
  default     = ""
  nullable    = false
  sensitive   = true
}

variable "audience" {
  description = "The `aud` of access tokens: what an API Gateway JWT authorizer is told to expect."
  type        = string
  default     = "latchkey"
  nullable    = false

  validation {
    condition     = can(regex("^\\S+$", var.audience))
    error_message = "audience must match ^\\S+$."
  }
}

variable "token_claims" {
  description = "What rides in access tokens beside who it is, for one's own APIs: out of `groups` (names), `permissions` (written `app_label.codename`; `*` alone for a superuser), `is_staff`, `username`, `email`, and declared fields that only administrators write (`read_only`). They are as old as the token. All together take at most 4 KiB: beyond, `permissions` stay away, then `groups`, and `omitted_claims` names them."
  type        = string
  default     = ""
  nullable    = false

  validation {
    condition     = can(regex("^([A-Za-z][A-Za-z0-9_]*(,[A-Za-z][A-Za-z0-9_]*)*)?$", var.token_claims))
    error_message = "token_claims must match ^([A-Za-z][A-Za-z0-9_]*(,[A-Za-z][A-Za-z0-9_]*)*)?$."
  }
}

variable "username_field" {
  description = "`username`, or `email` for projects whose user model signs in by address: djoser's paths, keys and fields follow it."
  type        = string
  default     = "username"
  nullable    = false

  validation {
    condition     = contains(["username", "email"], var.username_field)
    error_message = "username_field must be one of username, email."
  }
}

variable "user_fields" {
  description = "The fields of users beside Django's own: a JSON array of objects, at most 40 in 1600 bytes, in the form of `docs/contracts/custom-fields.md`, e.g. `[{\"name\":\"phone\",\"type\":\"char\",\"max_length\":20,\"unique\":true}]`. What is stored stays when a field is taken out again, and is not shown; one that is added shows its default."
  type        = string
  default     = "[]"
  nullable    = false

  validation {
    condition     = can(regex("^\\s*\\[[\\s\\S]*\\]\\s*$", var.user_fields))
    error_message = "user_fields must match ^\\s*\\[[\\s\\S]*\\]\\s*$."
  }
}

variable "required_fields" {
  description = "Out of `email`, `first_name`, `last_name` and the declared fields (Django's `REQUIRED_FIELDS`): what djoser's user object shows first, in this order, and the profile edits, beside the field that one signs in with. Blank is accepted, as in Django's stock user."
  type        = string
  default     = "email"
  nullable    = false

  validation {
    condition     = can(regex("^([A-Za-z][A-Za-z0-9_]*(,[A-Za-z][A-Za-z0-9_]*)*)?$", var.required_fields))
    error_message = "required_fields must match ^([A-Za-z][A-Za-z0-9_]*(,[A-Za-z][A-Za-z0-9_]*)*)?$."
  }
}

variable "login_field" {
  description = "Which index djoser's sign-in consults and which key its login body has: `username` or `email`; empty for the same as `LATCHKEY_USERNAME_FIELD`."
  type        = string
  default     = ""
  nullable    = false

  validation {
    condition     = contains(["", "username", "email"], var.login_field)
    error_message = "login_field must be empty or one of username, email."
  }
}

variable "user_ids" {
  description = "The ids of new users: `time` for large ones that grow with time; `sequence` for the next free number from 1, as Django has them, for clients whose ids have 32 bits. The latter tell how many users there are, and cost one write and a wave more a sign-up."
  type        = string
  default     = "time"
  nullable    = false

  validation {
    condition     = contains(["time", "sequence"], var.user_ids)
    error_message = "user_ids must be one of time, sequence."
  }
}

variable "user_id_field" {
  description = "What djoser's user object has for an id, and `/users/{id}/` looks up: `id` or `username`."
  type        = string
  default     = "id"
  nullable    = false

  validation {
    condition     = contains(["id", "username"], var.user_id_field)
    error_message = "user_id_field must be one of id, username."
  }
}

variable "token_model" {
  description = "`rest_framework.authtoken.models.Token`, or `none` for JWTs only: there is no `token/login` then (djoser crashes)."
  type        = string
  default     = "rest_framework.authtoken.models.Token"
  nullable    = false

  validation {
    condition     = contains(["rest_framework.authtoken.models.Token", "none"], var.token_model)
    error_message = "token_model must be one of rest_framework.authtoken.models.Token, none."
  }
}

variable "registration" {
  description = "`open`, or `closed` for no sign-ups: they answer 403 in every dialect, and administrators still make users."
  type        = string
  default     = "open"
  nullable    = false

  validation {
    condition     = contains(["open", "closed"], var.registration)
    error_message = "registration must be one of open, closed."
  }
}

variable "registration_domains" {
  description = "The domains, separated by commas, whose addresses users may sign up with, and may change theirs to, e.g. `example.org`; empty for all. Wants `LATCHKEY_SEND_ACTIVATION_EMAIL`, since anybody can claim an address. Administrators are free to set any for others."
  type        = string
  default     = ""
  nullable    = false

  validation {
    condition     = can(regex("^([A-Za-z0-9.-]+(,[A-Za-z0-9.-]+)*)?$", var.registration_domains))
    error_message = "registration_domains must match ^([A-Za-z0-9.-]+(,[A-Za-z0-9.-]+)*)?$."
  }
}

variable "send_activation_email" {
  description = "Whether a new account, and one whose owner changed its address, waits for a link in a mail."
  type        = bool
  default     = true
  nullable    = false
}

variable "send_confirmation_email" {
  description = "Whether a mail says that the account is active now."
  type        = bool
  default     = false
  nullable    = false
}

variable "password_changed_email_confirmation" {
  description = "Has no effect here: a change of password is always told, to the address that was proven before, with a link that undoes it."
  type        = bool
  default     = false
  nullable    = false
}

variable "username_changed_email_confirmation" {
  description = "Has no effect here: a change of user name is always told, as above."
  type        = bool
  default     = false
  nullable    = false
}

variable "user_create_password_retype" {
  description = "Whether registration asks for `re_password`."
  type        = bool
  default     = false
  nullable    = false
}

variable "set_password_retype" {
  description = "Whether a change of password asks for `re_new_password`."
  type        = bool
  default     = false
  nullable    = false
}

variable "password_reset_confirm_retype" {
  description = "Whether the confirmation of a password reset asks for `re_new_password`."
  type        = bool
  default     = false
  nullable    = false
}

variable "set_username_retype" {
  description = "Whether a change of user name asks for `re_new_username`."
  type        = bool
  default     = false
  nullable    = false
}

variable "username_reset_confirm_retype" {
  description = "Whether the confirmation of a user name reset asks for `re_new_username`."
  type        = bool
  default     = false
  nullable    = false
}

variable "password_reset_show_email_not_found" {
  description = "Whether a reset request says that it does not know the address. It tells strangers who has an account."
  type        = bool
  default     = false
  nullable    = false
}

variable "username_reset_show_email_not_found" {
  description = "The same as the setting above: either acts on both resets and on resending activation, as in djoser."
  type        = bool
  default     = false
  nullable    = false
}

variable "wiki_show_email_not_found" {
  description = "Whether the wiki's reset request answers 404 when nobody has the address, as its page has it. It tells strangers who has an account."
  type        = bool
  default     = true
  nullable    = false
}

variable "logout_on_password_change" {
  description = "Whether a change of password also ends the session or token that asked for it. All others end always."
  type        = bool
  default     = false
  nullable    = false
}

variable "create_session_on_login" {
  description = "Whether `token/login` also opens a browser session."
  type        = bool
  default     = false
  nullable    = false
}

variable "hide_users" {
  description = "Whether other users look absent (404) instead of forbidden (403) to those who may not see them."
  type        = bool
  default     = true
  nullable    = false
}

variable "page_size" {
  description = "How many objects a page of djoser's user list has (DRF's page-number pagination); 0 for no pages."
  type        = string
  default     = "0"
  nullable    = false

  validation {
    condition     = can(regex("^(0|[1-9][0-9]{0,3}|10000)$", var.page_size))
    error_message = "page_size must be a whole number from 0 to 10000."
  }
}

variable "account_pages" {
  description = "`on` for pages at `/account/` on which people sign up, sign in and see to their accounts, in a browser of their own; `off` where a front end does all that. The pages behind mails are there all the same."
  type        = string
  default     = "on"
  nullable    = false

  validation {
    condition     = contains(["on", "off"], var.account_pages)
    error_message = "account_pages must be one of on, off."
  }
}

variable "console_pages" {
  description = "`on` for the administrators' console at `/console/`, for whoever may see something there; `off` for none. People sign in to it at `/account/sign_in`, which is there while either is on."
  type        = string
  default     = "on"
  nullable    = false

  validation {
    condition     = contains(["on", "off"], var.console_pages)
    error_message = "console_pages must be one of on, off."
  }
}

variable "activation_url" {
  description = "The link in the activation mail, with `{uid}` and `{token}`, relative to the front end, e.g. `activate/{uid}/{token}`; empty for the page that Latchkey serves itself."
  type        = string
  default     = ""
  nullable    = false

  validation {
    condition     = can(regex("^(.*\\{token\\}.*)?$", var.activation_url)) && !strcontains(var.activation_url, "://")
    error_message = "activation_url must be a path with {token}, such as activate/{uid}/{token}."
  }
}

variable "password_reset_confirm_url" {
  description = "The link in the password reset mail; as above."
  type        = string
  default     = ""
  nullable    = false

  validation {
    condition     = can(regex("^(.*\\{token\\}.*)?$", var.password_reset_confirm_url)) && !strcontains(var.password_reset_confirm_url, "://")
    error_message = "password_reset_confirm_url must be a path with {token}, such as activate/{uid}/{token}."
  }
}

variable "username_reset_confirm_url" {
  description = "The link in the user name reset mail; as above."
  type        = string
  default     = ""
  nullable    = false

  validation {
    condition     = can(regex("^(.*\\{token\\}.*)?$", var.username_reset_confirm_url)) && !strcontains(var.username_reset_confirm_url, "://")
    error_message = "username_reset_confirm_url must be a path with {token}, such as activate/{uid}/{token}."
  }
}

variable "email_change_confirm_url" {
  description = "The link in the mail to a new address that confirms it; as above."
  type        = string
  default     = ""
  nullable    = false

  validation {
    condition     = can(regex("^(.*\\{token\\}.*)?$", var.email_change_confirm_url)) && !strcontains(var.email_change_confirm_url, "://")
    error_message = "email_change_confirm_url must be a path with {token}, such as activate/{uid}/{token}."
  }
}

variable "email_change_cancel_url" {
  description = "The link in the mail to the old address that calls the change off; as above."
  type        = string
  default     = ""
  nullable    = false

  validation {
    condition     = can(regex("^(.*\\{token\\}.*)?$", var.email_change_cancel_url)) && !strcontains(var.email_change_cancel_url, "://")
    error_message = "email_change_cancel_url must be a path with {token}, such as activate/{uid}/{token}."
  }
}

variable "undo_url" {
  description = "The link in a notice of a changed password, address or user name that undoes the change; as above."
  type        = string
  default     = ""
  nullable    = false

  validation {
    condition     = can(regex("^(.*\\{token\\}.*)?$", var.undo_url)) && !strcontains(var.undo_url, "://")
    error_message = "undo_url must be a path with {token}, such as activate/{uid}/{token}."
  }
}

variable "email_frontend_domain" {
  description = "The host of the links above; empty for `LATCHKEY_DOMAIN`."
  type        = string
  default     = ""
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9.:-]*$", var.email_frontend_domain))
    error_message = "email_frontend_domain must match ^[A-Za-z0-9.:-]*$."
  }
}

variable "email_frontend_protocol" {
  description = "The scheme of the links above, `https` or `http`; empty for that of `LATCHKEY_PUBLIC_URL`."
  type        = string
  default     = ""
  nullable    = false

  validation {
    condition     = contains(["", "https", "http"], var.email_frontend_protocol)
    error_message = "email_frontend_protocol must be empty or one of https, http."
  }
}

variable "email_frontend_site_name" {
  description = "What mails and pages call the site; empty for `LATCHKEY_SITE_NAME`."
  type        = string
  default     = ""
  nullable    = false
}

variable "domain" {
  description = "The host of the links where the front end has no host of its own; empty for that of `LATCHKEY_PUBLIC_URL`."
  type        = string
  default     = ""
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9.:-]*$", var.domain))
    error_message = "domain must match ^[A-Za-z0-9.:-]*$."
  }
}

variable "site_name" {
  description = "What mails and pages call the site where the front end has no name of its own; empty for the host of the links."
  type        = string
  default     = ""
  nullable    = false
}

variable "brand_color" {
  description = "A team's own colour on pages and in mails, such as `#00aa77`: darker by day and lighter by night where it could not be read (WCAG AA). Empty for ours."
  type        = string
  default     = ""
  nullable    = false

  validation {
    condition     = can(regex("^(#([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6}))?$", var.brand_color))
    error_message = "brand_color must match ^(#([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6}))?$."
  }
}

variable "brand_logo" {
  description = "The `https://` address of a team's logo for pages and mails, without a query; browsers may load this one file from elsewhere, and tell its server nothing of the page. Empty for our mark."
  type        = string
  default     = ""
  nullable    = false

  validation {
    condition     = can(regex("^(https://[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*(:[1-9][0-9]{0,3})?/[!$%&(-+\\--:=@A-Z\\[\\]_a-z~]*[!$%&(-+\\-.0-:=@A-Z\\[\\]_a-z~])?$", var.brand_logo))
    error_message = "brand_logo must match ^(https://[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*(:[1-9][0-9]{0,3})?/[!$%&(-+\\--:=@A-Z\\[\\]_a-z~]*[!$%&(-+\\-.0-:=@A-Z\\[\\]_a-z~])?$."
  }
}

variable "terms_url" {
  description = "The `https://` address of the terms of use, to which all pages then lead."
  type        = string
  default     = ""
  nullable    = false

  validation {
    condition     = can(regex("^(https://[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*(:[1-9][0-9]{0,3})?([/?#][!#-&(-;=?-\\[\\]_a-z~]*)?)?$", var.terms_url))
    error_message = "terms_url must match ^(https://[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*(:[1-9][0-9]{0,3})?([/?#][!#-&(-;=?-\\[\\]_a-z~]*)?)?$."
  }
}

variable "privacy_url" {
  description = "The same of what is said about privacy."
  type        = string
  default     = ""
  nullable    = false

  validation {
    condition     = can(regex("^(https://[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*(:[1-9][0-9]{0,3})?([/?#][!#-&(-;=?-\\[\\]_a-z~]*)?)?$", var.privacy_url))
    error_message = "privacy_url must match ^(https://[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*(:[1-9][0-9]{0,3})?([/?#][!#-&(-;=?-\\[\\]_a-z~]*)?)?$."
  }
}

variable "support_url" {
  description = "Where pages send who needs help: an `https://` or `mailto:` address."
  type        = string
  default     = ""
  nullable    = false

  validation {
    condition     = can(regex("^(https://[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*(:[1-9][0-9]{0,3})?([/?#][!#-&(-;=?-\\[\\]_a-z~]*)?|mailto:[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+)?$", var.support_url))
    error_message = "support_url must match ^(https://[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*(:[1-9][0-9]{0,3})?([/?#][!#-&(-;=?-\\[\\]_a-z~]*)?|mailto:[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+)?$."
  }
}

variable "password_reset_timeout" {
  description = "Seconds for which a password or user name reset link works."
  type        = string
  default     = "172800"
  nullable    = false

  validation {
    condition     = can(regex("^([1-9][0-9]{0,7}|[1-2][0-9]{8}|3(0[0-9]{7}|1([0-4][0-9]{6}|5([0-2][0-9]{5}|3([0-5][0-9]{4}|60000)))))$", var.password_reset_timeout))
    error_message = "password_reset_timeout must be a whole number from 1 to 315360000."
  }
}

variable "activation_timeout" {
  description = "Seconds for which an activation link works, and the two links of a change of address."
  type        = string
  default     = "259200"
  nullable    = false

  validation {
    condition     = can(regex("^([1-9][0-9]{0,7}|[1-2][0-9]{8}|3(0[0-9]{7}|1([0-4][0-9]{6}|5([0-2][0-9]{5}|3([0-5][0-9]{4}|60000)))))$", var.activation_timeout))
    error_message = "activation_timeout must be a whole number from 1 to 315360000."
  }
}

variable "unverified_account_days" {
  description = "Days after which an account that was never active is deleted; 0 for never."
  type        = string
  default     = "7"
  nullable    = false

  validation {
    condition     = can(regex("^(0|[1-9][0-9]{0,2}|[1-2][0-9]{3}|3([0-5][0-9]{2}|6([0-4][0-9]|50)))$", var.unverified_account_days))
    error_message = "unverified_account_days must be a whole number from 0 to 3650."
  }
}

variable "access_token_lifetime" {
  description = "Seconds for which an access token is valid."
  type        = string
  default     = "300"
  nullable    = false

  validation {
    condition     = can(regex("^([1-9][0-9]{0,7}|[1-2][0-9]{8}|3(0[0-9]{7}|1([0-4][0-9]{6}|5([0-2][0-9]{5}|3([0-5][0-9]{4}|60000)))))$", var.access_token_lifetime))
    error_message = "access_token_lifetime must be a whole number from 1 to 315360000."
  }
}

variable "refresh_token_lifetime" {
  description = "Seconds for which a refresh token is valid."
  type        = string
  default     = "86400"
  nullable    = false

  validation {
    condition     = can(regex("^([1-9][0-9]{0,7}|[1-2][0-9]{8}|3(0[0-9]{7}|1([0-4][0-9]{6}|5([0-2][0-9]{5}|3([0-5][0-9]{4}|60000)))))$", var.refresh_token_lifetime))
    error_message = "refresh_token_lifetime must be a whole number from 1 to 315360000."
  }
}

variable "rotate_refresh_tokens" {
  description = "Whether `jwt/refresh` answers a new refresh token and ends the old one."
  type        = bool
  default     = false
  nullable    = false
}

variable "session_cookie_name" {
  description = "The name of the session cookie (Django's `SESSION_COOKIE_NAME`). One that begins with `__Host-` cannot be set by a subdomain; it needs `https` and an empty `LATCHKEY_COOKIE_DOMAIN`."
  type        = string
  default     = "sessionid"
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9_.-]+$", var.session_cookie_name))
    error_message = "session_cookie_name must match ^[A-Za-z0-9_.-]+$."
  }
}

variable "csrf_cookie_name" {
  description = "The name of the CSRF cookie (Django's `CSRF_COOKIE_NAME`); as above."
  type        = string
  default     = "csrftoken"
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9_.-]+$", var.csrf_cookie_name))
    error_message = "csrf_cookie_name must match ^[A-Za-z0-9_.-]+$."
  }
}

variable "cookie_domain" {
  description = "The domain that both cookies are set for, e.g. `example.org` (Django's `SESSION_COOKIE_DOMAIN`); empty for the service's own host only."
  type        = string
  default     = ""
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9.-]*$", var.cookie_domain))
    error_message = "cookie_domain must match ^[A-Za-z0-9.-]*$."
  }
}

variable "cookie_samesite" {
  description = "The `SameSite` of both cookies: `Lax`, `Strict` or `None` (Django's `SESSION_COOKIE_SAMESITE`). Pages of another site need `None`, which needs `https`."
  type        = string
  default     = "Lax"
  nullable    = false

  validation {
    condition     = contains(["Lax", "Strict", "None"], var.cookie_samesite)
    error_message = "cookie_samesite must be one of Lax, Strict, None."
  }
}

variable "session_cookie_age" {
  description = "Seconds after which a browser session ends, however busy (Django's `SESSION_COOKIE_AGE`)."
  type        = string
  default     = "1209600"
  nullable    = false

  validation {
    condition     = can(regex("^([1-9][0-9]{0,7}|[1-2][0-9]{8}|3(0[0-9]{7}|1([0-4][0-9]{6}|5([0-2][0-9]{5}|3([0-5][0-9]{4}|60000)))))$", var.session_cookie_age))
    error_message = "session_cookie_age must be a whole number from 1 to 315360000."
  }
}

variable "session_idle_timeout" {
  description = "Seconds of silence after which a browser session ends."
  type        = string
  default     = "86400"
  nullable    = false

  validation {
    condition     = can(regex("^([1-9][0-9]{0,7}|[1-2][0-9]{8}|3(0[0-9]{7}|1([0-4][0-9]{6}|5([0-2][0-9]{5}|3([0-5][0-9]{4}|60000)))))$", var.session_idle_timeout))
    error_message = "session_idle_timeout must be a whole number from 1 to 315360000."
  }
}

variable "signing_key_days" {
  description = "Days after which the key that signs access tokens is replaced; 0 for only by hand."
  type        = string
  default     = "90"
  nullable    = false

  validation {
    condition     = can(regex("^(0|[1-9][0-9]{0,2}|[1-2][0-9]{3}|3([0-5][0-9]{2}|6([0-4][0-9]|50)))$", var.signing_key_days))
    error_message = "signing_key_days must be a whole number from 0 to 3650."
  }
}

variable "password_min_length" {
  description = "The least length of a password, in characters."
  type        = string
  default     = "8"
  nullable    = false

  validation {
    condition     = can(regex("^([1-9][0-9]{0,1}|1[0-9]{2}|2([0-4][0-9]|5[0-6]))$", var.password_min_length))
    error_message = "password_min_length must be a whole number from 1 to 256."
  }
}

variable "argon2_memory" {
  description = "Argon2id memory in KiB, at least 19456."
  type        = string
  default     = "19456"
  nullable    = false

  validation {
    condition     = can(regex("^(1(9(4(5[6-9]|[6-9][0-9])|[5-9][0-9]{2}))|[2-9][0-9]{4}|1(0([0-1][0-9]{3}|2([0-3][0-9]{2}|400))))$", var.argon2_memory))
    error_message = "argon2_memory must be a whole number from 19456 to 102400."
  }
}

variable "argon2_iterations" {
  description = "Argon2id passes, from 2 to 7."
  type        = string
  default     = "2"
  nullable    = false

  validation {
    condition     = can(regex("^([2-7])$", var.argon2_iterations))
    error_message = "argon2_iterations must be a whole number from 2 to 7."
  }
}

variable "argon2_parallelism" {
  description = "Argon2id lanes, at least 1."
  type        = string
  default     = "1"
  nullable    = false

  validation {
    condition     = can(regex("^([1-8])$", var.argon2_parallelism))
    error_message = "argon2_parallelism must be a whole number from 1 to 8."
  }
}

variable "throttle" {
  description = "`off` switches the limits against abuse off, for load tests."
  type        = string
  default     = "on"
  nullable    = false

  validation {
    condition     = contains(["on", "off"], var.throttle)
    error_message = "throttle must be one of on, off."
  }
}

variable "not_before" {
  description = "After a restore: ends every sign-in, link, pending address, undo link and owed mail that was made before this moment, such as `2026-11-30T12:00:00Z`; empty for none."
  type        = string
  default     = ""
  nullable    = false

  validation {
    condition     = can(regex("^([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z)?$", var.not_before))
    error_message = "not_before must be a moment in UTC, such as 2026-11-30T12:00:00Z."
  }
}

variable "limit_registrations" {
  description = "How many accounts one network may sign up: a number, and the time that it is for, such as `10/h` or `30/5m` (`s`, `m`, `h`, `d`). A network is an IPv4 address, or the /64 that an IPv6 client has to itself."
  type        = string
  default     = "10/h"
  nullable    = false

  validation {
    condition     = can(regex("^[1-9][0-9]{0,8}/[1-9]?[0-9]{0,4}[smhd]$", var.limit_registrations))
    error_message = "limit_registrations must be a number and a time of at most a day, such as 10/h or 30/5m."
  }
}

variable "limit_taken" {
  description = "How many answers that tell whether a name or an address is taken one network may get, or one account that signed in."
  type        = string
  default     = "60/h"
  nullable    = false

  validation {
    condition     = can(regex("^[1-9][0-9]{0,8}/[1-9]?[0-9]{0,4}[smhd]$", var.limit_taken))
    error_message = "limit_taken must be a number and a time of at most a day, such as 10/h or 30/5m."
  }
}

variable "limit_mail_requests" {
  description = "How many mails one network may ask for."
  type        = string
  default     = "20/h"
  nullable    = false

  validation {
    condition     = can(regex("^[1-9][0-9]{0,8}/[1-9]?[0-9]{0,4}[smhd]$", var.limit_mail_requests))
    error_message = "limit_mail_requests must be a number and a time of at most a day, such as 10/h or 30/5m."
  }
}

variable "limit_bad_links" {
  description = "How many links that are not good one network may try."
  type        = string
  default     = "30/5m"
  nullable    = false

  validation {
    condition     = can(regex("^[1-9][0-9]{0,8}/[1-9]?[0-9]{0,4}[smhd]$", var.limit_bad_links))
    error_message = "limit_bad_links must be a number and a time of at most a day, such as 10/h or 30/5m."
  }
}

variable "limit_failed_sign_ins" {
  description = "How many sign-ins may fail from one network, of those from where the account was never signed in before."
  type        = string
  default     = "30/5m"
  nullable    = false

  validation {
    condition     = can(regex("^[1-9][0-9]{0,8}/[1-9]?[0-9]{0,4}[smhd]$", var.limit_failed_sign_ins))
    error_message = "limit_failed_sign_ins must be a number and a time of at most a day, such as 10/h or 30/5m."
  }
}

variable "limit_guesses" {
  description = "How many passwords may be guessed for one account on one day (UTC) from where it was never signed in before."
  type        = string
  default     = "100"
  nullable    = false

  validation {
    condition     = can(regex("^([1-9][0-9]{0,5}|1000000)$", var.limit_guesses))
    error_message = "limit_guesses must be a whole number from 1 to 1000000."
  }
}

variable "limit_email_changes" {
  description = "How often one account may ask for another address."
  type        = string
  default     = "5/d"
  nullable    = false

  validation {
    condition     = can(regex("^[1-9][0-9]{0,8}/[1-9]?[0-9]{0,4}[smhd]$", var.limit_email_changes))
    error_message = "limit_email_changes must be a number and a time of at most a day, such as 10/h or 30/5m."
  }
}

variable "limit_work" {
  description = "How many calls that cost an Argon2 or more than ten reads one account may make while signed in: changes and proofs of a password, accounts that it makes, lists, bulk calls, checks of more than ten permissions. Administrators may make ten times as many."
  type        = string
  default     = "100/5m"
  nullable    = false

  validation {
    condition     = can(regex("^[1-9][0-9]{0,8}/[1-9]?[0-9]{0,4}[smhd]$", var.limit_work))
    error_message = "limit_work must be a number and a time of at most a day, such as 10/h or 30/5m."
  }
}

variable "limit_mails_hourly" {
  description = "How many mails of a kind an account may ask for in an hour; the first always goes."
  type        = string
  default     = "5"
  nullable    = false

  validation {
    condition     = can(regex("^([1-9][0-9]{0,5}|1000000)$", var.limit_mails_hourly))
    error_message = "limit_mails_hourly must be a whole number from 1 to 1000000."
  }
}

variable "limit_mails_daily" {
  description = "The same for a day."
  type        = string
  default     = "10"
  nullable    = false

  validation {
    condition     = can(regex("^([1-9][0-9]{0,5}|1000000)$", var.limit_mails_daily))
    error_message = "limit_mails_daily must be a whole number from 1 to 1000000."
  }
}

variable "limit_caused_mails" {
  description = "How many mails a day strangers can cause to an address that nobody has proven. The first of its kind for an account always goes."
  type        = string
  default     = "10"
  nullable    = false

  validation {
    condition     = can(regex("^([1-9][0-9]{0,5}|1000000)$", var.limit_caused_mails))
    error_message = "limit_caused_mails must be a whole number from 1 to 1000000."
  }
}
