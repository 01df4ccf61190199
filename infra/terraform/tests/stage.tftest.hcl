# Plans without a cloud: what CloudFormation's rules and conditions are there, must be so here. `just terraform` runs it.

mock_provider "aws" {
  mock_data "aws_caller_identity" {
    defaults = { account_id = "123456789012" }
  }
  mock_data "aws_partition" {
    defaults = { partition = "aws", dns_suffix = "amazonaws.com" }
  }
  mock_data "aws_region" {
    defaults = { id = "eu-central-1" }
  }
  mock_data "aws_secretsmanager_secret_version" {
    defaults = { secret_string = "{\"key\":\"k\",\"fallbacks\":\",\"}" }
  }
  mock_resource "aws_dynamodb_table" {
    defaults = { arn = "arn:aws:dynamodb:eu-central-1:123456789012:table/t", stream_arn = "arn:aws:dynamodb:eu-central-1:123456789012:table/t/stream/s" }
  }
  mock_resource "aws_lambda_function" {
    defaults = { arn = "arn:aws:lambda:eu-central-1:123456789012:function:f" }
  }
  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::123456789012:role/r" }
  }
  mock_resource "aws_iam_policy" {
    defaults = { arn = "arn:aws:iam::123456789012:policy/p" }
  }
  mock_resource "aws_sqs_queue" {
    defaults = { arn = "arn:aws:sqs:eu-central-1:123456789012:q" }
  }
  mock_resource "aws_sns_topic" {
    defaults = { arn = "arn:aws:sns:eu-central-1:123456789012:t" }
  }
  mock_resource "aws_cloudwatch_event_rule" {
    defaults = { arn = "arn:aws:events:eu-central-1:123456789012:rule/r" }
  }
  mock_resource "aws_cloudwatch_log_group" {
    defaults = { arn = "arn:aws:logs:eu-central-1:123456789012:log-group:l" }
  }
}

variables {
  mail_from_address = "accounts@example.org"
}

run "nothing_but_the_sender" {
  command = plan

  assert {
    condition     = length(aws_dynamodb_table.table) == 1 && length(aws_secretsmanager_secret.secret_key) == 1
    error_message = "A stage makes its table and its secret."
  }
  assert {
    condition     = length(aws_lambda_function.function) == 12 && length(aws_apigatewayv2_domain_name.own_domain) == 0
    error_message = "Twelve functions, no domain."
  }
}

run "everything_otherwise" {
  command = plan

  variables {
    alarm_email               = "ops@example.org"
    domain_name               = "accounts.example.org"
    certificate_arn           = "arn:aws:acm:eu-central-1:123456789012:certificate/0a1b"
    hosted_zone_id            = "Z0A1B"
    table_key_arn             = "arn:aws:kms:eu-central-1:123456789012:key/0a1b"
    environment_key_arn       = "arn:aws:kms:eu-central-1:123456789012:key/0a1b"
    email_templates_layer_arn = "arn:aws:lambda:eu-central-1:123456789012:layer:mails:7"
    monthly_budget            = 500
    access_log                = true
    tracing                   = true
    with_dashboard            = false
    activation_url            = "activate/{uid}/{token}"
  }

  assert {
    condition     = output.url == "https://accounts.example.org" && length(aws_budgets_budget.budget) == 1 && length(aws_cloudwatch_dashboard.dashboard) == 0
    error_message = "A domain, a budget, no dashboard."
  }
  assert {
    condition     = aws_lambda_function.function["Mailer"].layers == tolist(["arn:aws:lambda:eu-central-1:123456789012:layer:mails:7"]) && aws_lambda_function.function["Users"].layers == null
    error_message = "The mails' layer is the mailer's."
  }
}

run "a_table_and_a_secret_that_there_are" {
  command = plan

  variables {
    existing_table      = "latchkey-restored"
    existing_stream     = "2026-11-30T12:00:00.000"
    existing_secret_arn = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:latchkey-0a1b2c"
    mail_identity       = "existing"
  }

  assert {
    condition     = length(aws_dynamodb_table.table) == 0 && output.table_name == "latchkey-restored" && length(aws_sesv2_email_identity.identity) == 0
    error_message = "Nothing is made that there is."
  }
}

run "a_table_without_its_stream" {
  command = plan

  variables {
    existing_table = "latchkey-restored"
  }

  expect_failures = [terraform_data.rules]
}

run "values_that_cannot_be" {
  command = plan

  variables {
    activation_url    = "https://app.example.org/{token}"
    limit_work        = "many"
    throttle_rate     = 0
    mail_from_address = "accounts"
  }

  expect_failures = [var.activation_url, var.limit_work, var.throttle_rate, var.mail_from_address]
}
