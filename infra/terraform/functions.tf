# Printed from infra/template.yaml by .ci/terraform; what is changed here is lost.

locals {
  environment = {
    LATCHKEY_PUBLIC_URL                          = local.url
    LATCHKEY_TABLE                               = local.table_name
    LATCHKEY_SECRET_KEY                          = local.secret.key
    LATCHKEY_SECRET_KEY_FALLBACKS                = local.secret.fallbacks
    LATCHKEY_DIALECTS                            = var.dialects
    LATCHKEY_USERS_API_RESOURCES                 = var.users_api_resources
    LATCHKEY_USERS_API_READ                      = var.users_api_read
    LATCHKEY_UFDL_BY_NAME                        = var.ufdl_by_name
    LATCHKEY_CORS_ALLOWED_ORIGINS                = var.cors_allowed_origins
    LATCHKEY_TRUSTED_PROXY_SECRET                = var.trusted_proxy_secret
    LATCHKEY_AUDIENCE                            = var.audience
    LATCHKEY_TOKEN_CLAIMS                        = var.token_claims
    LATCHKEY_USERNAME_FIELD                      = var.username_field
    LATCHKEY_USER_FIELDS                         = var.user_fields
    LATCHKEY_REQUIRED_FIELDS                     = var.required_fields
    LATCHKEY_LOGIN_FIELD                         = var.login_field
    LATCHKEY_USER_IDS                            = var.user_ids
    LATCHKEY_USER_ID_FIELD                       = var.user_id_field
    LATCHKEY_TOKEN_MODEL                         = var.token_model
    LATCHKEY_REGISTRATION                        = var.registration
    LATCHKEY_REGISTRATION_DOMAINS                = var.registration_domains
    LATCHKEY_SEND_ACTIVATION_EMAIL               = var.send_activation_email
    LATCHKEY_SEND_CONFIRMATION_EMAIL             = var.send_confirmation_email
    LATCHKEY_PASSWORD_CHANGED_EMAIL_CONFIRMATION = var.password_changed_email_confirmation
    LATCHKEY_USERNAME_CHANGED_EMAIL_CONFIRMATION = var.username_changed_email_confirmation
    LATCHKEY_USER_CREATE_PASSWORD_RETYPE         = var.user_create_password_retype
    LATCHKEY_SET_PASSWORD_RETYPE                 = var.set_password_retype
    LATCHKEY_PASSWORD_RESET_CONFIRM_RETYPE       = var.password_reset_confirm_retype
    LATCHKEY_SET_USERNAME_RETYPE                 = var.set_username_retype
    LATCHKEY_USERNAME_RESET_CONFIRM_RETYPE       = var.username_reset_confirm_retype
    LATCHKEY_PASSWORD_RESET_SHOW_EMAIL_NOT_FOUND = var.password_reset_show_email_not_found
    LATCHKEY_USERNAME_RESET_SHOW_EMAIL_NOT_FOUND = var.username_reset_show_email_not_found
    LATCHKEY_WIKI_SHOW_EMAIL_NOT_FOUND           = var.wiki_show_email_not_found
    LATCHKEY_LOGOUT_ON_PASSWORD_CHANGE           = var.logout_on_password_change
    LATCHKEY_CREATE_SESSION_ON_LOGIN             = var.create_session_on_login
    LATCHKEY_HIDE_USERS                          = var.hide_users
    LATCHKEY_PAGE_SIZE                           = var.page_size
    LATCHKEY_ACCOUNT_PAGES                       = var.account_pages
    LATCHKEY_CONSOLE_PAGES                       = var.console_pages
    LATCHKEY_ACTIVATION_URL                      = var.activation_url
    LATCHKEY_PASSWORD_RESET_CONFIRM_URL          = var.password_reset_confirm_url
    LATCHKEY_USERNAME_RESET_CONFIRM_URL          = var.username_reset_confirm_url
    LATCHKEY_EMAIL_CHANGE_CONFIRM_URL            = var.email_change_confirm_url
    LATCHKEY_EMAIL_CHANGE_CANCEL_URL             = var.email_change_cancel_url
    LATCHKEY_UNDO_URL                            = var.undo_url
    LATCHKEY_EMAIL_FRONTEND_DOMAIN               = var.email_frontend_domain
    LATCHKEY_EMAIL_FRONTEND_PROTOCOL             = var.email_frontend_protocol
    LATCHKEY_EMAIL_FRONTEND_SITE_NAME            = var.email_frontend_site_name
    LATCHKEY_DOMAIN                              = var.domain
    LATCHKEY_SITE_NAME                           = var.site_name
    LATCHKEY_BRAND_COLOR                         = var.brand_color
    LATCHKEY_BRAND_LOGO                          = var.brand_logo
    LATCHKEY_TERMS_URL                           = var.terms_url
    LATCHKEY_PRIVACY_URL                         = var.privacy_url
    LATCHKEY_SUPPORT_URL                         = var.support_url
    LATCHKEY_DEFAULT_FROM_EMAIL                  = "${var.mail_from_name} <${var.mail_from_address}>"
    LATCHKEY_EMAIL_TEMPLATES                     = local.has_email_templates ? "/opt/templates" : ""
    LATCHKEY_PASSWORD_RESET_TIMEOUT              = var.password_reset_timeout
    LATCHKEY_ACTIVATION_TIMEOUT                  = var.activation_timeout
    LATCHKEY_UNVERIFIED_ACCOUNT_DAYS             = var.unverified_account_days
    LATCHKEY_ACCESS_TOKEN_LIFETIME               = var.access_token_lifetime
    LATCHKEY_REFRESH_TOKEN_LIFETIME              = var.refresh_token_lifetime
    LATCHKEY_ROTATE_REFRESH_TOKENS               = var.rotate_refresh_tokens
    LATCHKEY_SESSION_COOKIE_NAME                 = var.session_cookie_name
    LATCHKEY_CSRF_COOKIE_NAME                    = var.csrf_cookie_name
    LATCHKEY_COOKIE_DOMAIN                       = var.cookie_domain
    LATCHKEY_COOKIE_SAMESITE                     = var.cookie_samesite
    LATCHKEY_SESSION_COOKIE_AGE                  = var.session_cookie_age
    LATCHKEY_SESSION_IDLE_TIMEOUT                = var.session_idle_timeout
    LATCHKEY_SIGNING_KEY_DAYS                    = var.signing_key_days
    LATCHKEY_PASSWORD_MIN_LENGTH                 = var.password_min_length
    LATCHKEY_ARGON2_MEMORY                       = var.argon2_memory
    LATCHKEY_ARGON2_ITERATIONS                   = var.argon2_iterations
    LATCHKEY_ARGON2_PARALLELISM                  = var.argon2_parallelism
    LATCHKEY_THROTTLE                            = var.throttle
    LATCHKEY_NOT_BEFORE                          = var.not_before
    LATCHKEY_LIMIT_REGISTRATIONS                 = var.limit_registrations
    LATCHKEY_LIMIT_TAKEN                         = var.limit_taken
    LATCHKEY_LIMIT_MAIL_REQUESTS                 = var.limit_mail_requests
    LATCHKEY_LIMIT_BAD_LINKS                     = var.limit_bad_links
    LATCHKEY_LIMIT_FAILED_SIGN_INS               = var.limit_failed_sign_ins
    LATCHKEY_LIMIT_GUESSES                       = var.limit_guesses
    LATCHKEY_LIMIT_EMAIL_CHANGES                 = var.limit_email_changes
    LATCHKEY_LIMIT_WORK                          = var.limit_work
    LATCHKEY_LIMIT_MAILS_HOURLY                  = var.limit_mails_hourly
    LATCHKEY_LIMIT_MAILS_DAILY                   = var.limit_mails_daily
    LATCHKEY_LIMIT_CAUSED_MAILS                  = var.limit_caused_mails
  }
}

resource "aws_lambda_function" "function" {
  for_each = {
    Users = {
      code        = "users"
      layers      = null
      timeout     = 10
      memory_size = 1769
    }
    Groups = {
      code        = "groups"
      layers      = null
      timeout     = 10
      memory_size = 512
    }
    Permissions = {
      code        = "permissions"
      layers      = null
      timeout     = 10
      memory_size = 512
    }
    Activation = {
      code        = "activation"
      layers      = null
      timeout     = 10
      memory_size = 512
    }
    PasswordReset = {
      code        = "password_reset"
      layers      = null
      timeout     = 10
      memory_size = 1769
    }
    SignIn = {
      code        = "sign_in"
      layers      = null
      timeout     = 10
      memory_size = 1769
    }
    Tokens = {
      code        = "tokens"
      layers      = null
      timeout     = 30
      memory_size = 512
    }
    Account = {
      code        = "account"
      layers      = null
      timeout     = 10
      memory_size = 1769
    }
    Console = {
      code        = "console"
      layers      = null
      timeout     = 10
      memory_size = 1769
    }
    Operator = {
      code        = "operator"
      layers      = null
      timeout     = 10
      memory_size = 512
    }
    Mailer = {
      code        = "mailer"
      layers      = local.has_email_templates ? [var.email_templates_layer_arn] : null
      timeout     = 60
      memory_size = 256
    }
    Janitor = {
      code        = "janitor"
      layers      = null
      timeout     = 300
      memory_size = 256
    }
  }

  function_name    = "${var.name}-${each.key}"
  filename         = "${local.functions}/${each.value.code}.zip"
  source_code_hash = filebase64sha256("${local.functions}/${each.value.code}.zip")
  runtime          = "provided.al2023"
  architectures    = ["arm64"]
  handler          = "bootstrap"
  timeout          = each.value.timeout
  kms_key_arn      = local.has_environment_key ? var.environment_key_arn : null
  role             = aws_iam_role.function[each.key].arn
  memory_size      = each.value.memory_size
  layers           = each.value.layers

  environment {
    variables = local.environment
  }

  logging_config {
    log_format       = "JSON"
    system_log_level = "WARN"
    log_group        = aws_cloudwatch_log_group.function[each.key].name
  }

  tracing_config {
    mode = local.traces ? "Active" : "PassThrough"
  }

  depends_on = [
    aws_iam_role_policy.function,
    aws_iam_role_policy_attachment.table_key_use,
    aws_iam_role_policy_attachment.tracing_use,
  ]
}

resource "aws_cloudwatch_log_group" "function" {
  for_each = toset([
    "Users",
    "Groups",
    "Permissions",
    "Activation",
    "PasswordReset",
    "SignIn",
    "Tokens",
    "Account",
    "Console",
    "Operator",
    "Mailer",
    "Janitor",
  ])

  name_prefix       = "${var.name}-${each.key}Logs-"
  retention_in_days = var.log_retention_days
  skip_destroy      = true
}

resource "aws_cloudwatch_log_group" "access_logs" {
  count = local.logs_access ? 1 : 0

  name              = "/aws/vendedlogs/${var.name}/api"
  retention_in_days = var.log_retention_days
}

resource "aws_lambda_invocation" "signing_keys" {
  function_name = aws_lambda_function.function["Tokens"].function_name
  input = jsonencode({
    source        = "aws.events"
    "detail-type" = "Scheduled Event"
    detail        = {}
  })
  triggers = {
    table              = local.table_name
    secret             = local.secret_arn
    secret_key_version = var.secret_key_version
    table_key_use      = local.has_table_key ? aws_iam_policy.table_key_use[0].arn : ""
  }

  depends_on = [aws_iam_role_policy.function, aws_iam_role_policy_attachment.table_key_use]
}
