# Printed from infra/template.yaml by .ci/terraform; what is changed here is lost.

resource "terraform_data" "rules" {
  lifecycle {
    precondition {
      condition     = var.existing_table == "" || var.existing_stream != ""
      error_message = "existing_table needs existing_stream."
    }

    precondition {
      condition     = var.existing_stream == "" || var.existing_table != ""
      error_message = "existing_stream needs existing_table."
    }

    precondition {
      condition     = var.domain_name == "" || var.certificate_arn != ""
      error_message = "domain_name needs certificate_arn."
    }

    precondition {
      condition     = var.certificate_arn == "" || var.domain_name != ""
      error_message = "certificate_arn needs domain_name."
    }

    precondition {
      condition     = var.hosted_zone_id == "" || var.domain_name != ""
      error_message = "hosted_zone_id needs domain_name."
    }

    precondition {
      condition     = var.monthly_budget == 0 || var.alarm_email != ""
      error_message = "monthly_budget needs alarm_email, who is told."
    }
  }
}

data "aws_caller_identity" "current" {
}

data "aws_partition" "current" {
}

data "aws_region" "current" {
}

data "aws_secretsmanager_secret_version" "secret_key" {
  secret_id  = local.secret_arn
  version_id = var.secret_key_version != "" ? var.secret_key_version : null

  depends_on = [aws_secretsmanager_secret_version.secret_key]
}

locals {
  account    = data.aws_caller_identity.current.account_id
  partition  = data.aws_partition.current.partition
  dns_suffix = data.aws_partition.current.dns_suffix
  region     = data.aws_region.current.id
  functions  = coalesce(var.functions, "${path.module}/../functions")
  dkim_domain = contains([
    "af-south-1",
    "ap-northeast-3",
    "ap-south-2",
    "ap-southeast-3",
    "ap-southeast-5",
    "ca-west-1",
    "eu-central-2",
    "eu-south-1",
    "il-central-1",
    "me-central-1",
    "us-gov-east-1",
  ], local.region) ? "dkim.${local.region}.amazonses.com" : "dkim.amazonses.com"
  has_environment_key = var.environment_key_arn != ""
  makes_table         = var.existing_table == ""
  makes_secret        = var.existing_secret_arn == ""
  has_table_key       = var.table_key_arn != ""
  makes_identity      = var.mail_identity != "existing"
  verifies_domain     = var.mail_identity == "domain"
  has_alarm_email     = var.alarm_email != ""
  has_domain          = var.domain_name != ""
  has_zone            = local.has_domain && var.hosted_zone_id != ""
  logs_access         = var.access_log
  traces              = var.tracing
  has_dashboard       = var.with_dashboard
  has_email_templates = var.email_templates_layer_arn != ""
  has_budget          = local.has_alarm_email && var.monthly_budget != 0
  url                 = local.has_domain ? "https://${var.domain_name}" : aws_apigatewayv2_api.api.api_endpoint
  table_name          = local.makes_table ? aws_dynamodb_table.table[0].name : var.existing_table
  table_arn           = local.makes_table ? aws_dynamodb_table.table[0].arn : "arn:${local.partition}:dynamodb:${local.region}:${local.account}:table/${var.existing_table}"
  stream_arn          = local.makes_table ? aws_dynamodb_table.table[0].stream_arn : "arn:${local.partition}:dynamodb:${local.region}:${local.account}:table/${var.existing_table}/stream/${var.existing_stream}"
  secret_arn          = local.makes_secret ? aws_secretsmanager_secret.secret_key[0].arn : var.existing_secret_arn
  secret              = jsondecode(data.aws_secretsmanager_secret_version.secret_key.secret_string)
}
