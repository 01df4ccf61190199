# One stage: its state holds the secret key, so it is kept where state is encrypted and few may read it.
terraform {
  # backend "s3" {
  #   bucket       = "…"
  #   key          = "accounts.tfstate"
  #   encrypt      = true
  #   use_lockfile = true
  # }
}

provider "aws" {
  region = "eu-central-1"
}

# What `latchkey rotate-secret` deploys with; the module's variable is out of its reach.
variable "secret_key_version" {
  type    = string
  default = ""
}

module "latchkey" {
  source = "../.."

  name               = "accounts"
  mail_from_address  = "accounts@example.org"
  alarm_email        = "ops@example.org"
  dialects           = "native"
  token_claims       = "groups"
  secret_key_version = var.secret_key_version
}

# An API of one's own behind API Gateway's stock authorizer: no code of yours checks a token.
resource "aws_apigatewayv2_api" "orders" {
  name          = "orders"
  protocol_type = "HTTP"
}

resource "aws_apigatewayv2_authorizer" "latchkey" {
  api_id           = aws_apigatewayv2_api.orders.id
  name             = "latchkey"
  authorizer_type  = "JWT"
  identity_sources = ["$request.header.Authorization"]

  jwt_configuration {
    issuer   = module.latchkey.url
    audience = [module.latchkey.audience]
  }
}

output "url" {
  value = module.latchkey.url
}
