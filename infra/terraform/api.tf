# Printed from infra/template.yaml by .ci/terraform; what is changed here is lost.

resource "aws_apigatewayv2_api" "api" {
  name                         = var.name
  description                  = "Latchkey"
  protocol_type                = "HTTP"
  disable_execute_api_endpoint = local.has_domain
}

resource "aws_apigatewayv2_stage" "stage" {
  api_id      = aws_apigatewayv2_api.api.id
  name        = "$default"
  auto_deploy = true

  default_route_settings {
    throttling_rate_limit    = var.throttle_rate
    throttling_burst_limit   = var.throttle_burst
    detailed_metrics_enabled = false
  }

  dynamic "access_log_settings" {
    for_each = local.logs_access ? [true] : []

    content {
      destination_arn = "${aws_cloudwatch_log_group.access_logs[0].arn}:*"
      format          = "{\"requestId\": \"$context.requestId\", \"time\": \"$context.requestTime\", \"method\": \"$context.httpMethod\", \"route\": \"$context.routeKey\", \"status\": \"$context.status\", \"latency\": \"$context.responseLatency\", \"integrationLatency\": \"$context.integrationLatency\", \"length\": \"$context.responseLength\", \"error\": \"$context.integrationErrorMessage\", \"gatewayError\": \"$context.error.responseType\"}"
    }
  }
}

resource "aws_apigatewayv2_domain_name" "own_domain" {
  count = local.has_domain ? 1 : 0

  domain_name = var.domain_name

  domain_name_configuration {
    certificate_arn = var.certificate_arn
    endpoint_type   = "REGIONAL"
    security_policy = "TLS_1_2"
  }
}

resource "aws_apigatewayv2_api_mapping" "domain_mapping" {
  count = local.has_domain ? 1 : 0

  api_id      = aws_apigatewayv2_api.api.id
  domain_name = aws_apigatewayv2_domain_name.own_domain[0].id
  stage       = aws_apigatewayv2_stage.stage.id
}

resource "aws_route53_record" "domain_records_a" {
  count = local.has_zone ? 1 : 0

  zone_id = var.hosted_zone_id
  name    = var.domain_name
  type    = "A"

  alias {
    name                   = aws_apigatewayv2_domain_name.own_domain[0].domain_name_configuration[0].target_domain_name
    zone_id                = aws_apigatewayv2_domain_name.own_domain[0].domain_name_configuration[0].hosted_zone_id
    evaluate_target_health = false
  }
}

resource "aws_route53_record" "domain_records_aaaa" {
  count = local.has_zone ? 1 : 0

  zone_id = var.hosted_zone_id
  name    = var.domain_name
  type    = "AAAA"

  alias {
    name                   = aws_apigatewayv2_domain_name.own_domain[0].domain_name_configuration[0].target_domain_name
    zone_id                = aws_apigatewayv2_domain_name.own_domain[0].domain_name_configuration[0].hosted_zone_id
    evaluate_target_health = false
  }
}

resource "aws_apigatewayv2_integration" "function" {
  for_each = toset([
    "Users",
    "Groups",
    "Permissions",
    "Activation",
    "PasswordReset",
    "SignIn",
    "Tokens",
    "Operator",
    "Account",
    "Console",
  ])

  api_id                 = aws_apigatewayv2_api.api.id
  integration_type       = "AWS_PROXY"
  integration_uri        = aws_lambda_function.function[each.key].arn
  payload_format_version = "2.0"
}

resource "aws_lambda_permission" "api" {
  for_each = toset([
    "Users",
    "Groups",
    "Permissions",
    "Activation",
    "PasswordReset",
    "SignIn",
    "Tokens",
    "Operator",
    "Account",
    "Console",
  ])

  function_name = aws_lambda_function.function[each.key].function_name
  action        = "lambda:InvokeFunction"
  principal     = "apigateway.amazonaws.com"
  source_arn    = "arn:${local.partition}:execute-api:${local.region}:${local.account}:${aws_apigatewayv2_api.api.id}/*/*"
}

resource "aws_apigatewayv2_route" "to" {
  for_each = {
    "$default"                                             = "Users"
    "ANY /v1/groups/{id}/users"                            = "Users"
    "ANY /v1/groups/{id}/users/{proxy+}"                   = "Users"
    "ANY /groups"                                          = "Groups"
    "ANY /groups/{proxy+}"                                 = "Groups"
    "ANY /users/{id}/groups"                               = "Groups"
    "ANY /users/{id}/groups/{proxy+}"                      = "Groups"
    "ANY /v1/groups"                                       = "Groups"
    "ANY /v1/groups/{proxy+}"                              = "Groups"
    "ANY /v1/users/{id}/groups"                            = "Groups"
    "ANY /v1/users/{id}/groups/{proxy+}"                   = "Groups"
    "ANY /contenttypes"                                    = "Permissions"
    "ANY /contenttypes/{proxy+}"                           = "Permissions"
    "ANY /groups/{id}/permissions"                         = "Permissions"
    "ANY /groups/{id}/permissions/{proxy+}"                = "Permissions"
    "ANY /permissions"                                     = "Permissions"
    "ANY /permissions/{proxy+}"                            = "Permissions"
    "ANY /users/{id}/permissions"                          = "Permissions"
    "ANY /users/{id}/permissions/{proxy+}"                 = "Permissions"
    "ANY /v1/check"                                        = "Permissions"
    "ANY /v1/check/{proxy+}"                               = "Permissions"
    "ANY /v1/content_types"                                = "Permissions"
    "ANY /v1/content_types/{proxy+}"                       = "Permissions"
    "ANY /v1/groups/{id}/permissions"                      = "Permissions"
    "ANY /v1/groups/{id}/permissions/{proxy+}"             = "Permissions"
    "ANY /v1/permissions"                                  = "Permissions"
    "ANY /v1/permissions/{proxy+}"                         = "Permissions"
    "ANY /v1/users/{id}/check"                             = "Permissions"
    "ANY /v1/users/{id}/check/{proxy+}"                    = "Permissions"
    "ANY /v1/users/{id}/permissions"                       = "Permissions"
    "ANY /v1/users/{id}/permissions/{proxy+}"              = "Permissions"
    "ANY /auth/confirm_email/{proxy+}"                     = "Activation"
    "ANY /auth/users/activate"                             = "Activation"
    "ANY /auth/users/activate/{proxy+}"                    = "Activation"
    "ANY /auth/users/activation"                           = "Activation"
    "ANY /auth/users/activation/{proxy+}"                  = "Activation"
    "ANY /auth/users/activation.json"                      = "Activation"
    "ANY /auth/users/activation.json/{proxy+}"             = "Activation"
    "ANY /auth/users/confirm"                              = "Activation"
    "ANY /auth/users/confirm/{proxy+}"                     = "Activation"
    "ANY /auth/users/confirm.json"                         = "Activation"
    "ANY /auth/users/confirm.json/{proxy+}"                = "Activation"
    "ANY /auth/users/resend"                               = "Activation"
    "ANY /auth/users/resend/{proxy+}"                      = "Activation"
    "ANY /auth/users/resend_activation"                    = "Activation"
    "ANY /auth/users/resend_activation/{proxy+}"           = "Activation"
    "ANY /auth/users/resend_activation.json"               = "Activation"
    "ANY /auth/users/resend_activation.json/{proxy+}"      = "Activation"
    "ANY /users/activate"                                  = "Activation"
    "ANY /users/activate/{proxy+}"                         = "Activation"
    "ANY /users/confirm"                                   = "Activation"
    "ANY /users/confirm/{proxy+}"                          = "Activation"
    "ANY /users/confirm.json"                              = "Activation"
    "ANY /users/confirm.json/{proxy+}"                     = "Activation"
    "ANY /v1/activation"                                   = "Activation"
    "ANY /v1/activation/{proxy+}"                          = "Activation"
    "ANY /v1/email/{proxy+}"                               = "Activation"
    "ANY /v1/undo"                                         = "Activation"
    "ANY /v1/undo/{proxy+}"                                = "Activation"
    "ANY /api/passwords/{proxy+}"                          = "PasswordReset"
    "ANY /auth/password"                                   = "PasswordReset"
    "ANY /auth/password/{proxy+}"                          = "PasswordReset"
    "ANY /auth/users/reset_password"                       = "PasswordReset"
    "ANY /auth/users/reset_password/{proxy+}"              = "PasswordReset"
    "ANY /auth/users/reset_password.json"                  = "PasswordReset"
    "ANY /auth/users/reset_password.json/{proxy+}"         = "PasswordReset"
    "ANY /auth/users/reset_password_confirm"               = "PasswordReset"
    "ANY /auth/users/reset_password_confirm/{proxy+}"      = "PasswordReset"
    "ANY /auth/users/reset_password_confirm.json"          = "PasswordReset"
    "ANY /auth/users/reset_password_confirm.json/{proxy+}" = "PasswordReset"
    "ANY /auth/users/set_password"                         = "PasswordReset"
    "ANY /auth/users/set_password/{proxy+}"                = "PasswordReset"
    "ANY /auth/users/set_password.json"                    = "PasswordReset"
    "ANY /auth/users/set_password.json/{proxy+}"           = "PasswordReset"
    "ANY /password"                                        = "PasswordReset"
    "ANY /password/{proxy+}"                               = "PasswordReset"
    "ANY /v1/me/password"                                  = "PasswordReset"
    "ANY /v1/me/password/{proxy+}"                         = "PasswordReset"
    "ANY /v1/password_reset"                               = "PasswordReset"
    "ANY /v1/password_reset/{proxy+}"                      = "PasswordReset"
    "ANY /v1/users/{id}/send_reset"                        = "PasswordReset"
    "ANY /v1/users/{id}/send_reset/{proxy+}"               = "PasswordReset"
    "ANY /auth/jwt/create"                                 = "SignIn"
    "ANY /auth/jwt/create/{proxy+}"                        = "SignIn"
    "ANY /auth/login"                                      = "SignIn"
    "ANY /auth/login/{proxy+}"                             = "SignIn"
    "ANY /auth/session/login"                              = "SignIn"
    "ANY /auth/session/login/{proxy+}"                     = "SignIn"
    "ANY /auth/token/create"                               = "SignIn"
    "ANY /auth/token/create/{proxy+}"                      = "SignIn"
    "ANY /auth/token/login"                                = "SignIn"
    "ANY /auth/token/login/{proxy+}"                       = "SignIn"
    "ANY /v1/auth/obtain"                                  = "SignIn"
    "ANY /v1/auth/obtain/{proxy+}"                         = "SignIn"
    "ANY /v1/sessions"                                     = "SignIn"
    "ANY /v1/sessions/{proxy+}"                            = "SignIn"
    "ANY /v1/users/{id}/sessions"                          = "SignIn"
    "ANY /v1/users/{id}/sessions/{proxy+}"                 = "SignIn"
    "ANY /.well-known/{proxy+}"                            = "Tokens"
    "ANY /auth/jwt/refresh"                                = "Tokens"
    "ANY /auth/jwt/refresh/{proxy+}"                       = "Tokens"
    "ANY /auth/jwt/verify"                                 = "Tokens"
    "ANY /auth/jwt/verify/{proxy+}"                        = "Tokens"
    "ANY /auth/logout"                                     = "Tokens"
    "ANY /auth/logout/{proxy+}"                            = "Tokens"
    "ANY /auth/session"                                    = "Tokens"
    "ANY /auth/session/{proxy+}"                           = "Tokens"
    "ANY /auth/token/destroy"                              = "Tokens"
    "ANY /auth/token/destroy/{proxy+}"                     = "Tokens"
    "ANY /auth/token/logout"                               = "Tokens"
    "ANY /auth/token/logout/{proxy+}"                      = "Tokens"
    "ANY /docs"                                            = "Tokens"
    "ANY /docs/{proxy+}"                                   = "Tokens"
    "ANY /openapi.json"                                    = "Tokens"
    "ANY /openapi.json/{proxy+}"                           = "Tokens"
    "ANY /v1/auth/refresh"                                 = "Tokens"
    "ANY /v1/auth/refresh/{proxy+}"                        = "Tokens"
    "ANY /v1/auth/verify"                                  = "Tokens"
    "ANY /v1/auth/verify/{proxy+}"                         = "Tokens"
    "ANY /v1/sessions/refresh"                             = "Tokens"
    "ANY /v1/sessions/refresh/{proxy+}"                    = "Tokens"
    "ANY /v1/signing_keys"                                 = "Tokens"
    "ANY /v1/signing_keys/{proxy+}"                        = "Tokens"
    "ANY /v1/counts"                                       = "Operator"
    "ANY /v1/counts/{proxy+}"                              = "Operator"
    "ANY /v1/health"                                       = "Operator"
    "ANY /v1/health/{proxy+}"                              = "Operator"
    "ANY /v1/owed"                                         = "Operator"
    "ANY /v1/owed/{proxy+}"                                = "Operator"
    "ANY /v1/settings"                                     = "Operator"
    "ANY /v1/settings/{proxy+}"                            = "Operator"
    "ANY /account"                                         = "Account"
    "ANY /account/{proxy+}"                                = "Account"
    "ANY /assets/{proxy+}"                                 = "Account"
    "ANY /pages/{proxy+}"                                  = "Account"
    "ANY /console"                                         = "Console"
    "ANY /console/{proxy+}"                                = "Console"
  }

  api_id    = aws_apigatewayv2_api.api.id
  route_key = each.key
  target    = "integrations/${aws_apigatewayv2_integration.function[each.value].id}"
}

resource "aws_lambda_permission" "schedule" {
  for_each = {
    MailerSchedule  = "Mailer"
    JanitorSchedule = "Janitor"
    JanitorNightly  = "Janitor"
    TokensSchedule  = "Tokens"
  }

  function_name = aws_lambda_function.function[each.value].function_name
  action        = "lambda:InvokeFunction"
  principal     = "events.amazonaws.com"
  source_arn    = aws_cloudwatch_event_rule.schedule[each.key].arn
}
