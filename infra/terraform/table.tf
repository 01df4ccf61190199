# Printed from infra/template.yaml by .ci/terraform; what is changed here is lost.

resource "aws_dynamodb_table" "table" {
  count = local.makes_table ? 1 : 0

  name                        = "${var.name}-Table"
  billing_mode                = "PAY_PER_REQUEST"
  hash_key                    = "pk"
  range_key                   = "sk"
  stream_enabled              = true
  stream_view_type            = "KEYS_ONLY"
  deletion_protection_enabled = true

  attribute {
    name = "pk"
    type = "S"
  }

  attribute {
    name = "sk"
    type = "S"
  }

  attribute {
    name = "gsi1pk"
    type = "S"
  }

  attribute {
    name = "gsi1sk"
    type = "S"
  }

  global_secondary_index {
    name            = "GSI1"
    hash_key        = "gsi1pk"
    range_key       = "gsi1sk"
    projection_type = "KEYS_ONLY"
  }

  ttl {
    attribute_name = "ttl"
    enabled        = true
  }

  point_in_time_recovery {
    enabled = true
  }

  server_side_encryption {
    enabled     = local.has_table_key ? true : false
    kms_key_arn = local.has_table_key ? var.table_key_arn : null
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_secretsmanager_secret" "secret_key" {
  count = local.makes_secret ? 1 : 0

  name_prefix = "${var.name}-SecretKey-"
  description = "Latchkey's secret key; links, refresh tokens and the stored halves of the signing keys hang on it"

  lifecycle {
    prevent_destroy = true
  }
}

data "aws_secretsmanager_random_password" "secret_key" {
  count = local.makes_secret ? 1 : 0

  password_length     = 64
  exclude_punctuation = true
}

resource "aws_secretsmanager_secret_version" "secret_key" {
  count = local.makes_secret ? 1 : 0

  secret_id = aws_secretsmanager_secret.secret_key[0].id
  secret_string = jsonencode({
    fallbacks = ","
    key       = data.aws_secretsmanager_random_password.secret_key[0].random_password
  })

  lifecycle {
    prevent_destroy = true
    ignore_changes  = [secret_string, version_stages]
  }
}
