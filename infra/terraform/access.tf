# Printed from infra/template.yaml by .ci/terraform; what is changed here is lost.

resource "aws_iam_role" "function" {
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

  name_prefix = "${var.name}-${each.key}-"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Principal = {
          Service = "lambda.amazonaws.com"
        }
        Action = "sts:AssumeRole"
      },
    ]
  })
}

resource "aws_iam_role_policy" "function" {
  for_each = {
    Users = [
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.function["Users"].arn}:*"
      },
      {
        Effect   = "Allow"
        Action   = "dynamodb:BatchGetItem"
        Resource = local.table_arn
        Condition = {
          "ForAllValues:StringLike" = {
            "dynamodb:LeadingKeys" = ["U#*", "S#*", "R#*", "L#*", "O#*", "N#*", "E#*", "F#*", "G#*", "P#*", "LIM#*"]
          }
          Null = {
            "dynamodb:LeadingKeys" = "false"
          }
        }
      },
      {
        Effect   = "Allow"
        Action   = "dynamodb:Query"
        Resource = local.table_arn
        Condition = {
          "ForAllValues:StringLike" = {
            "dynamodb:LeadingKeys" = ["S#*", "G#*", "N#*", "E#*", "JWKS"]
          }
          Null = {
            "dynamodb:LeadingKeys" = "false"
          }
        }
      },
      {
        Effect   = "Allow"
        Action   = "dynamodb:Query"
        Resource = "${local.table_arn}/index/GSI1"
        Condition = {
          "ForAllValues:StringLike" = {
            "dynamodb:LeadingKeys" = ["UID#*"]
          }
          Null = {
            "dynamodb:LeadingKeys" = "false"
          }
        }
      },
      {
        Effect   = "Allow"
        Action   = "dynamodb:ConditionCheckItem"
        Resource = local.table_arn
        Condition = {
          "ForAllValues:StringLike" = {
            "dynamodb:LeadingKeys" = ["U#*", "E#*"]
          }
          Null = {
            "dynamodb:LeadingKeys" = "false"
          }
        }
      },
      {
        Effect   = "Allow"
        Action   = "dynamodb:PutItem"
        Resource = local.table_arn
        Condition = {
          "ForAllValues:StringLike" = {
            "dynamodb:LeadingKeys" = ["U#*", "S#*", "N#*", "E#*", "F#*", "G#*", "MAIL#*", "WORK#*"]
          }
          Null = {
            "dynamodb:LeadingKeys" = "false"
          }
        }
      },
      {
        Effect   = "Allow"
        Action   = "dynamodb:UpdateItem"
        Resource = local.table_arn
        Condition = {
          "ForAllValues:StringLike" = {
            "dynamodb:LeadingKeys" = ["U#*", "R#*", "L#*", "O#*", "LIM#*", "SU", "SEQ#user"]
          }
          Null = {
            "dynamodb:LeadingKeys" = "false"
          }
        }
      },
      {
        Effect   = "Allow"
        Action   = "dynamodb:UpdateItem"
        Resource = local.table_arn
        Condition = {
          "ForAllValues:StringLike" = {
            "dynamodb:LeadingKeys" = ["S#*"]
          }
          "ForAllValues:StringEquals" = {
            "dynamodb:Attributes" = ["pk", "sk", "seen_at", "ended_at", "deleted_at"]
          }
          Null = {
            "dynamodb:LeadingKeys" = "false"
            "dynamodb:Attributes"  = "false"
          }
        }
      },
      {
        Effect   = "Allow"
        Action   = "dynamodb:DeleteItem"
        Resource = local.table_arn
        Condition = {
          "ForAllValues:StringLike" = {
            "dynamodb:LeadingKeys" = ["N#*", "E#*", "F#*", "G#*"]
          }
          Null = {
            "dynamodb:LeadingKeys" = "false"
          }
        }
      },
      {
        Effect   = "Allow"
        Action   = "dynamodb:DescribeTable"
        Resource = local.table_arn
      },
      {
        Effect   = "Deny"
        Action   = "dynamodb:*"
        Resource = [local.table_arn, "${local.table_arn}/index/*"]
        Condition = {
          "ForAnyValue:StringLike" = {
            "dynamodb:LeadingKeys" = ["PRIV#*"]
          }
        }
      },
    ]
    Groups = [
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.function["Groups"].arn}:*"
      },
      {
        Effect   = "Allow"
        Action   = "dynamodb:BatchGetItem"
        Resource = local.table_arn
        Condition = {
          "ForAllValues:StringLike" = {
            "dynamodb:LeadingKeys" = ["U#*", "S#*", "R#*", "G#*", "GN#*", "P#*", "TOTAL#group"]
          }
          Null = {
            "dynamodb:LeadingKeys" = "false"
          }
        }
      },
      {
        Effect   = "Allow"
        Action   = "dynamodb:Query"
        Resource = local.table_arn
        Condition = {
          "ForAllValues:StringLike" = {
            "dynamodb:LeadingKeys" = ["CAT#group#*", "JWKS"]
          }
          Null = {
            "dynamodb:LeadingKeys" = "false"
          }
        }
      },
      {
        Effect   = "Allow"
        Action   = "dynamodb:ConditionCheckItem"
        Resource = local.table_arn
        Condition = {
          "ForAllValues:StringLike" = {
            "dynamodb:LeadingKeys" = ["U#*"]
          }
          Null = {
            "dynamodb:LeadingKeys" = "false"
          }
        }
      },
      {
        Effect   = "Allow"
        Action   = "dynamodb:PutItem"
        Resource = local.table_arn
        Condition = {
          "ForAllValues:StringLike" = {
            "dynamodb:LeadingKeys" = ["G#*", "GN#*", "CAT#group#*", "WORK#*"]
          }
          Null = {
            "dynamodb:LeadingKeys" = "false"
          }
        }
      },
      {
        Effect   = "Allow"
        Action   = "dynamodb:UpdateItem"
        Resource = local.table_arn
        Condition = {
          "ForAllValues:StringLike" = {
            "dynamodb:LeadingKeys" = ["R#*", "G#*", "LIM#*", "SEQ#group"]
          }
          Null = {
            "dynamodb:LeadingKeys" = "false"
          }
        }
      },
      {
        Effect   = "Allow"
        Action   = "dynamodb:UpdateItem"
        Resource = local.table_arn
        Condition = {
          "ForAllValues:StringLike" = {
            "dynamodb:LeadingKeys" = ["S#*"]
          }
          "ForAllValues:StringEquals" = {
            "dynamodb:Attributes" = ["pk", "sk", "seen_at", "ended_at", "deleted_at"]
          }
          Null = {
            "dynamodb:LeadingKeys" = "false"
            "dynamodb:Attributes"  = "false"
          }
        }
      },
      {
        Effect   = "Allow"
        Action   = "dynamodb:DeleteItem"
        Resource = local.table_arn
        Condition = {
          "ForAllValues:StringLike" = {
            "dynamodb:LeadingKeys" = ["G#*", "GN#*", "CAT#group#*"]
          }
          Null = {
            "dynamodb:LeadingKeys" = "false"
          }
        }
      },
      {
        Effect   = "Deny"
        Action   = "dynamodb:*"
        Resource = [local.table_arn, "${local.table_arn}/index/*"]
        Condition = {
          "ForAnyValue:StringLike" = {
            "dynamodb:LeadingKeys" = ["PRIV#*"]
          }
        }
      },
    ]
    Permissions = [
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.function["Permissions"].arn}:*"
      },
      {
        Effect   = "Allow"
        Action   = "dynamodb:BatchGetItem"
        Resource = local.table_arn
        Condition = {
          "ForAllValues:StringLike" = {
            "dynamodb:LeadingKeys" = ["U#*", "S#*", "R#*", "G#*", "P#*", "C#*", "CT#*", "PC#*", "TOTAL#perm", "TOTAL#ctype"]
          }
          Null = {
            "dynamodb:LeadingKeys" = "false"
          }
        }
      },
      {
        Effect   = "Allow"
        Action   = "dynamodb:Query"
        Resource = local.table_arn
        Condition = {
          "ForAllValues:StringLike" = {
            "dynamodb:LeadingKeys" = ["PC#*", "CAT#perm#*", "CAT#ctype#*", "JWKS"]
          }
          Null = {
            "dynamodb:LeadingKeys" = "false"
          }
        }
      },
      {
        Effect   = "Allow"
        Action   = "dynamodb:ConditionCheckItem"
        Resource = local.table_arn
        Condition = {
          "ForAllValues:StringLike" = {
            "dynamodb:LeadingKeys" = ["U#*", "C#*"]
          }
          Null = {
            "dynamodb:LeadingKeys" = "false"
          }
        }
      },
      {
        Effect   = "Allow"
        Action   = "dynamodb:PutItem"
        Resource = local.table_arn
        Condition = {
          "ForAllValues:StringLike" = {
            "dynamodb:LeadingKeys" = ["P#*", "C#*", "CT#*", "PC#*", "CAT#perm#*", "CAT#ctype#*", "WORK#*"]
          }
          Null = {
            "dynamodb:LeadingKeys" = "false"
          }
        }
      },
      {
        Effect   = "Allow"
        Action   = "dynamodb:UpdateItem"
        Resource = local.table_arn
        Condition = {
          "ForAllValues:StringLike" = {
            "dynamodb:LeadingKeys" = ["R#*", "G#*", "P#*", "C#*", "LIM#*", "SEQ#perm", "SEQ#ctype"]
          }
          Null = {
            "dynamodb:LeadingKeys" = "false"
          }
        }
      },
      {
        Effect   = "Allow"
        Action   = "dynamodb:UpdateItem"
        Resource = local.table_arn
        Condition = {
          "ForAllValues:StringLike" = {
            "dynamodb:LeadingKeys" = ["S#*"]
          }
          "ForAllValues:StringEquals" = {
            "dynamodb:Attributes" = ["pk", "sk", "seen_at", "ended_at", "deleted_at"]
          }
          Null = {
            "dynamodb:LeadingKeys" = "false"
            "dynamodb:Attributes"  = "false"
          }
        }
      },
      {
        Effect   = "Allow"
        Action   = "dynamodb:DeleteItem"
        Resource = local.table_arn
        Condition = {
          "ForAllValues:StringLike" = {
            "dynamodb:LeadingKeys" = ["P#*", "CT#*", "PC#*", "CAT#perm#*", "CAT#ctype#*"]
          }
          Null = {
            "dynamodb:LeadingKeys" = "false"
          }
        }
      },
      {
        Effect   = "Deny"
        Action   = "dynamodb:*"
        Resource = [local.table_arn, "${local.table_arn}/index/*"]
        Condition = {
          "ForAnyValue:StringLike" = {
            "dynamodb:LeadingKeys" = ["PRIV#*"]
          }
        }
      },
    ]
    Activation = [
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.function["Activation"].arn}:*"
      },
      {
        Effect   = "Allow"
        Action   = "dynamodb:BatchGetItem"
        Resource = local.table_arn
        Condition = {
          "ForAllValues:StringLike" = {
            "dynamodb:LeadingKeys" = ["U#*", "S#*", "O#*", "N#*", "E#*", "LIM#*"]
          }
          Null = {
            "dynamodb:LeadingKeys" = "false"
          }
        }
      },
      {
        Effect   = "Allow"
        Action   = "dynamodb:Query"
        Resource = local.table_arn
        Condition = {
          "ForAllValues:StringLike" = {
            "dynamodb:LeadingKeys" = ["JWKS"]
          }
          Null = {
            "dynamodb:LeadingKeys" = "false"
          }
        }
      },
      {
        Effect   = "Allow"
        Action   = "dynamodb:ConditionCheckItem"
        Resource = local.table_arn
        Condition = {
          "ForAllValues:StringLike" = {
            "dynamodb:LeadingKeys" = ["E#*"]
          }
          Null = {
            "dynamodb:LeadingKeys" = "false"
          }
        }
      },
      {
        Effect   = "Allow"
        Action   = "dynamodb:PutItem"
        Resource = local.table_arn
        Condition = {
          "ForAllValues:StringLike" = {
            "dynamodb:LeadingKeys" = ["N#*", "E#*", "MAIL#*", "WORK#*"]
          }
          Null = {
            "dynamodb:LeadingKeys" = "false"
          }
        }
      },
      {
        Effect   = "Allow"
        Action   = "dynamodb:UpdateItem"
        Resource = local.table_arn
        Condition = {
          "ForAllValues:StringLike" = {
            "dynamodb:LeadingKeys" = ["U#*", "E#*", "L#*", "LIM#*", "SU"]
          }
          Null = {
            "dynamodb:LeadingKeys" = "false"
          }
        }
      },
      {
        Effect   = "Allow"
        Action   = "dynamodb:UpdateItem"
        Resource = local.table_arn
        Condition = {
          "ForAllValues:StringLike" = {
            "dynamodb:LeadingKeys" = ["S#*"]
          }
          "ForAllValues:StringEquals" = {
            "dynamodb:Attributes" = ["pk", "sk", "seen_at", "ended_at", "deleted_at"]
          }
          Null = {
            "dynamodb:LeadingKeys" = "false"
            "dynamodb:Attributes"  = "false"
          }
        }
      },
      {
        Effect   = "Allow"
        Action   = "dynamodb:DeleteItem"
        Resource = local.table_arn
        Condition = {
          "ForAllValues:StringLike" = {
            "dynamodb:LeadingKeys" = ["N#*", "E#*"]
          }
          Null = {
            "dynamodb:LeadingKeys" = "false"
          }
        }
      },
      {
        Effect   = "Deny"
        Action   = "dynamodb:UpdateItem"
        Resource = local.table_arn
        Condition = {
          "ForAnyValue:StringEquals" = {
            "dynamodb:Attributes" = ["is_superuser", "is_staff"]
          }
        }
      },
      {
        Effect   = "Deny"
        Action   = "dynamodb:*"
        Resource = [local.table_arn, "${local.table_arn}/index/*"]
        Condition = {
          "ForAnyValue:StringLike" = {
            "dynamodb:LeadingKeys" = ["PRIV#*"]
          }
        }
      },
    ]
    PasswordReset = [
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.function["PasswordReset"].arn}:*"
      },
      {
        Effect   = "Allow"
        Action   = "dynamodb:BatchGetItem"
        Resource = local.table_arn
        Condition = {
          "ForAllValues:StringLike" = {
            "dynamodb:LeadingKeys" = ["U#*", "S#*", "O#*", "L#*", "E#*", "LIM#*"]
          }
          Null = {
            "dynamodb:LeadingKeys" = "false"
          }
        }
      },
      {
        Effect   = "Allow"
        Action   = "dynamodb:Query"
        Resource = local.table_arn
        Condition = {
          "ForAllValues:StringLike" = {
            "dynamodb:LeadingKeys" = ["JWKS"]
          }
          Null = {
            "dynamodb:LeadingKeys" = "false"
          }
        }
      },
      {
        Effect   = "Allow"
        Action   = "dynamodb:PutItem"
        Resource = local.table_arn
        Condition = {
          "ForAllValues:StringLike" = {
            "dynamodb:LeadingKeys" = ["MAIL#*", "WORK#*"]
          }
          Null = {
            "dynamodb:LeadingKeys" = "false"
          }
        }
      },
      {
        Effect   = "Allow"
        Action   = "dynamodb:UpdateItem"
        Resource = local.table_arn
        Condition = {
          "ForAllValues:StringLike" = {
            "dynamodb:LeadingKeys" = ["U#*", "L#*", "LIM#*", "SU"]
          }
          Null = {
            "dynamodb:LeadingKeys" = "false"
          }
        }
      },
      {
        Effect   = "Allow"
        Action   = "dynamodb:UpdateItem"
        Resource = local.table_arn
        Condition = {
          "ForAllValues:StringLike" = {
            "dynamodb:LeadingKeys" = ["S#*"]
          }
          "ForAllValues:StringEquals" = {
            "dynamodb:Attributes" = ["pk", "sk", "seen_at", "ended_at", "deleted_at"]
          }
          Null = {
            "dynamodb:LeadingKeys" = "false"
            "dynamodb:Attributes"  = "false"
          }
        }
      },
      {
        Effect   = "Deny"
        Action   = "dynamodb:UpdateItem"
        Resource = local.table_arn
        Condition = {
          "ForAnyValue:StringEquals" = {
            "dynamodb:Attributes" = ["is_superuser", "is_staff"]
          }
        }
      },
      {
        Effect   = "Deny"
        Action   = "dynamodb:*"
        Resource = [local.table_arn, "${local.table_arn}/index/*"]
        Condition = {
          "ForAnyValue:StringLike" = {
            "dynamodb:LeadingKeys" = ["PRIV#*"]
          }
        }
      },
    ]
    SignIn = [
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.function["SignIn"].arn}:*"
      },
      {
        Effect   = "Allow"
        Action   = "dynamodb:BatchGetItem"
        Resource = local.table_arn
        Condition = {
          "ForAllValues:StringLike" = {
            "dynamodb:LeadingKeys" = ["U#*", "S#*", "R#*", "L#*", "N#*", "E#*", "G#*", "P#*", "LIM#*", "PRIV#*"]
          }
          Null = {
            "dynamodb:LeadingKeys" = "false"
          }
        }
      },
      {
        Effect   = "Allow"
        Action   = "dynamodb:Query"
        Resource = local.table_arn
        Condition = {
          "ForAllValues:StringLike" = {
            "dynamodb:LeadingKeys" = ["S#*", "JWKS"]
          }
          Null = {
            "dynamodb:LeadingKeys" = "false"
          }
        }
      },
      {
        Effect   = "Allow"
        Action   = "dynamodb:ConditionCheckItem"
        Resource = local.table_arn
        Condition = {
          "ForAllValues:StringLike" = {
            "dynamodb:LeadingKeys" = ["U#*"]
          }
          Null = {
            "dynamodb:LeadingKeys" = "false"
          }
        }
      },
      {
        Effect   = "Allow"
        Action   = "dynamodb:PutItem"
        Resource = local.table_arn
        Condition = {
          "ForAllValues:StringLike" = {
            "dynamodb:LeadingKeys" = ["S#*"]
          }
          Null = {
            "dynamodb:LeadingKeys" = "false"
          }
        }
      },
      {
        Effect   = "Allow"
        Action   = "dynamodb:UpdateItem"
        Resource = local.table_arn
        Condition = {
          "ForAllValues:StringLike" = {
            "dynamodb:LeadingKeys" = ["L#*", "LIM#*"]
          }
          Null = {
            "dynamodb:LeadingKeys" = "false"
          }
        }
      },
      {
        Effect   = "Allow"
        Action   = "dynamodb:UpdateItem"
        Resource = local.table_arn
        Condition = {
          "ForAllValues:StringLike" = {
            "dynamodb:LeadingKeys" = ["S#*"]
          }
          "ForAllValues:StringEquals" = {
            "dynamodb:Attributes" = ["pk", "sk", "seen_at", "ended_at", "deleted_at", "ttl"]
          }
          Null = {
            "dynamodb:LeadingKeys" = "false"
            "dynamodb:Attributes"  = "false"
          }
        }
      },
      {
        Effect   = "Allow"
        Action   = "dynamodb:UpdateItem"
        Resource = local.table_arn
        Condition = {
          "ForAllValues:StringLike" = {
            "dynamodb:LeadingKeys" = ["U#*"]
          }
          "ForAllValues:StringEquals" = {
            "dynamodb:Attributes" = ["pk", "sk", "password", "epoch", "kept", "pending", "version", "deleted_at"]
          }
          Null = {
            "dynamodb:LeadingKeys" = "false"
            "dynamodb:Attributes"  = "false"
          }
        }
      },
    ]
    Tokens = [
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.function["Tokens"].arn}:*"
      },
      {
        Effect   = "Allow"
        Action   = "dynamodb:BatchGetItem"
        Resource = local.table_arn
        Condition = {
          "ForAllValues:StringLike" = {
            "dynamodb:LeadingKeys" = ["U#*", "S#*", "R#*", "G#*", "P#*", "PRIV#*"]
          }
          Null = {
            "dynamodb:LeadingKeys" = "false"
          }
        }
      },
      {
        Effect   = "Allow"
        Action   = "dynamodb:Query"
        Resource = local.table_arn
        Condition = {
          "ForAllValues:StringLike" = {
            "dynamodb:LeadingKeys" = ["JWKS"]
          }
          Null = {
            "dynamodb:LeadingKeys" = "false"
          }
        }
      },
      {
        Effect   = "Allow"
        Action   = "dynamodb:PutItem"
        Resource = local.table_arn
        Condition = {
          "ForAllValues:StringLike" = {
            "dynamodb:LeadingKeys" = ["JWKS", "PRIV#*"]
          }
          Null = {
            "dynamodb:LeadingKeys" = "false"
          }
        }
      },
      {
        Effect   = "Allow"
        Action   = "dynamodb:UpdateItem"
        Resource = local.table_arn
        Condition = {
          "ForAllValues:StringLike" = {
            "dynamodb:LeadingKeys" = ["JWKS", "PRIV#*"]
          }
          Null = {
            "dynamodb:LeadingKeys" = "false"
          }
        }
      },
      {
        Effect   = "Allow"
        Action   = "dynamodb:UpdateItem"
        Resource = local.table_arn
        Condition = {
          "ForAllValues:StringLike" = {
            "dynamodb:LeadingKeys" = ["S#*"]
          }
          "ForAllValues:StringEquals" = {
            "dynamodb:Attributes" = [
              "pk",
              "sk",
              "seen_at",
              "ended_at",
              "deleted_at",
              "ttl",
              "gen",
              "rotated_at",
              "kid",
              "used",
              "late",
              "late_at",
            ]
          }
          Null = {
            "dynamodb:LeadingKeys" = "false"
            "dynamodb:Attributes"  = "false"
          }
        }
      },
      {
        Effect   = "Allow"
        Action   = "dynamodb:DeleteItem"
        Resource = local.table_arn
        Condition = {
          "ForAllValues:StringLike" = {
            "dynamodb:LeadingKeys" = ["JWKS", "PRIV#*"]
          }
          Null = {
            "dynamodb:LeadingKeys" = "false"
          }
        }
      },
    ]
    Account = [
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.function["Account"].arn}:*"
      },
      {
        Effect   = "Allow"
        Action   = "dynamodb:BatchGetItem"
        Resource = local.table_arn
        Condition = {
          "ForAllValues:StringLike" = {
            "dynamodb:LeadingKeys" = ["U#*", "S#*", "R#*", "L#*", "O#*", "N#*", "E#*", "F#*", "G#*", "P#*", "LIM#*"]
          }
          Null = {
            "dynamodb:LeadingKeys" = "false"
          }
        }
      },
      {
        Effect   = "Allow"
        Action   = "dynamodb:Query"
        Resource = local.table_arn
        Condition = {
          "ForAllValues:StringLike" = {
            "dynamodb:LeadingKeys" = ["S#*", "JWKS"]
          }
          Null = {
            "dynamodb:LeadingKeys" = "false"
          }
        }
      },
      {
        Effect   = "Allow"
        Action   = "dynamodb:ConditionCheckItem"
        Resource = local.table_arn
        Condition = {
          "ForAllValues:StringLike" = {
            "dynamodb:LeadingKeys" = ["E#*"]
          }
          Null = {
            "dynamodb:LeadingKeys" = "false"
          }
        }
      },
      {
        Effect   = "Allow"
        Action   = "dynamodb:PutItem"
        Resource = local.table_arn
        Condition = {
          "ForAllValues:StringLike" = {
            "dynamodb:LeadingKeys" = ["U#*", "S#*", "N#*", "E#*", "F#*", "MAIL#*", "WORK#*"]
          }
          Null = {
            "dynamodb:LeadingKeys" = "false"
          }
        }
      },
      {
        Effect   = "Allow"
        Action   = "dynamodb:UpdateItem"
        Resource = local.table_arn
        Condition = {
          "ForAllValues:StringLike" = {
            "dynamodb:LeadingKeys" = ["U#*", "L#*", "O#*", "E#*", "LIM#*", "SU", "SEQ#user"]
          }
          Null = {
            "dynamodb:LeadingKeys" = "false"
          }
        }
      },
      {
        Effect   = "Allow"
        Action   = "dynamodb:UpdateItem"
        Resource = local.table_arn
        Condition = {
          "ForAllValues:StringLike" = {
            "dynamodb:LeadingKeys" = ["S#*"]
          }
          "ForAllValues:StringEquals" = {
            "dynamodb:Attributes" = ["pk", "sk", "seen_at", "ended_at", "deleted_at", "ttl"]
          }
          Null = {
            "dynamodb:LeadingKeys" = "false"
            "dynamodb:Attributes"  = "false"
          }
        }
      },
      {
        Effect   = "Allow"
        Action   = "dynamodb:DeleteItem"
        Resource = local.table_arn
        Condition = {
          "ForAllValues:StringLike" = {
            "dynamodb:LeadingKeys" = ["N#*", "E#*", "F#*"]
          }
          Null = {
            "dynamodb:LeadingKeys" = "false"
          }
        }
      },
      {
        Effect   = "Deny"
        Action   = "dynamodb:UpdateItem"
        Resource = local.table_arn
        Condition = {
          "ForAnyValue:StringEquals" = {
            "dynamodb:Attributes" = ["is_superuser", "is_staff"]
          }
        }
      },
      {
        Effect   = "Deny"
        Action   = "dynamodb:*"
        Resource = [local.table_arn, "${local.table_arn}/index/*"]
        Condition = {
          "ForAnyValue:StringLike" = {
            "dynamodb:LeadingKeys" = ["PRIV#*"]
          }
        }
      },
    ]
    Console = [
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.function["Console"].arn}:*"
      },
      {
        Effect   = "Allow"
        Action   = "dynamodb:BatchGetItem"
        Resource = local.table_arn
        Condition = {
          "ForAllValues:StringLike" = {
            "dynamodb:LeadingKeys" = [
              "U#*",
              "S#*",
              "R#*",
              "L#*",
              "N#*",
              "G#*",
              "GN#*",
              "P#*",
              "C#*",
              "CT#*",
              "PC#*",
              "TOTAL#*",
              "MAIL#*",
              "WORK#*",
            ]
          }
          Null = {
            "dynamodb:LeadingKeys" = "false"
          }
        }
      },
      {
        Effect   = "Allow"
        Action   = "dynamodb:Query"
        Resource = local.table_arn
        Condition = {
          "ForAllValues:StringLike" = {
            "dynamodb:LeadingKeys" = [
              "S#*",
              "N#*",
              "E#*",
              "G#*",
              "PC#*",
              "CAT#group#*",
              "CAT#perm#*",
              "CAT#ctype#*",
              "MAIL#*",
              "WORK#*",
              "JWKS",
            ]
          }
          Null = {
            "dynamodb:LeadingKeys" = "false"
          }
        }
      },
      {
        Effect   = "Allow"
        Action   = "dynamodb:Query"
        Resource = "${local.table_arn}/index/GSI1"
        Condition = {
          "ForAllValues:StringLike" = {
            "dynamodb:LeadingKeys" = ["UID#*"]
          }
          Null = {
            "dynamodb:LeadingKeys" = "false"
          }
        }
      },
      {
        Effect   = "Allow"
        Action   = "dynamodb:PutItem"
        Resource = local.table_arn
        Condition = {
          "ForAllValues:StringLike" = {
            "dynamodb:LeadingKeys" = [
              "U#*",
              "N#*",
              "E#*",
              "F#*",
              "G#*",
              "GN#*",
              "P#*",
              "C#*",
              "CT#*",
              "PC#*",
              "CAT#group#*",
              "CAT#perm#*",
              "CAT#ctype#*",
              "MAIL#*",
              "WORK#*",
            ]
          }
          Null = {
            "dynamodb:LeadingKeys" = "false"
          }
        }
      },
      {
        Effect   = "Allow"
        Action   = "dynamodb:UpdateItem"
        Resource = local.table_arn
        Condition = {
          "ForAllValues:StringLike" = {
            "dynamodb:LeadingKeys" = [
              "U#*",
              "R#*",
              "L#*",
              "G#*",
              "P#*",
              "C#*",
              "LIM#*",
              "SU",
              "SEQ#user",
              "SEQ#group",
              "SEQ#perm",
              "SEQ#ctype",
            ]
          }
          Null = {
            "dynamodb:LeadingKeys" = "false"
          }
        }
      },
      {
        Effect   = "Allow"
        Action   = "dynamodb:UpdateItem"
        Resource = local.table_arn
        Condition = {
          "ForAllValues:StringLike" = {
            "dynamodb:LeadingKeys" = ["S#*"]
          }
          "ForAllValues:StringEquals" = {
            "dynamodb:Attributes" = ["pk", "sk", "seen_at", "ended_at", "deleted_at", "ttl"]
          }
          Null = {
            "dynamodb:LeadingKeys" = "false"
            "dynamodb:Attributes"  = "false"
          }
        }
      },
      {
        Effect   = "Allow"
        Action   = "dynamodb:DeleteItem"
        Resource = local.table_arn
        Condition = {
          "ForAllValues:StringLike" = {
            "dynamodb:LeadingKeys" = [
              "N#*",
              "E#*",
              "F#*",
              "G#*",
              "GN#*",
              "P#*",
              "CT#*",
              "PC#*",
              "CAT#group#*",
              "CAT#perm#*",
              "CAT#ctype#*",
            ]
          }
          Null = {
            "dynamodb:LeadingKeys" = "false"
          }
        }
      },
      {
        Effect   = "Allow"
        Action   = "dynamodb:ConditionCheckItem"
        Resource = local.table_arn
        Condition = {
          "ForAllValues:StringLike" = {
            "dynamodb:LeadingKeys" = ["U#*", "E#*", "C#*"]
          }
          Null = {
            "dynamodb:LeadingKeys" = "false"
          }
        }
      },
      {
        Effect   = "Allow"
        Action   = "dynamodb:UpdateItem"
        Resource = local.table_arn
        Condition = {
          "ForAllValues:StringLike" = {
            "dynamodb:LeadingKeys" = ["MAIL#*", "WORK#*"]
          }
          "ForAllValues:StringEquals" = {
            "dynamodb:Attributes" = ["pk", "sk", "due", "deleted_at"]
          }
          Null = {
            "dynamodb:LeadingKeys" = "false"
            "dynamodb:Attributes"  = "false"
          }
        }
      },
      {
        Effect   = "Allow"
        Action   = "dynamodb:DescribeTable"
        Resource = local.table_arn
      },
      {
        Effect   = "Deny"
        Action   = "dynamodb:*"
        Resource = [local.table_arn, "${local.table_arn}/index/*"]
        Condition = {
          "ForAnyValue:StringLike" = {
            "dynamodb:LeadingKeys" = ["PRIV#*"]
          }
        }
      },
    ]
    Operator = [
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.function["Operator"].arn}:*"
      },
      {
        Effect   = "Allow"
        Action   = "dynamodb:BatchGetItem"
        Resource = local.table_arn
        Condition = {
          "ForAllValues:StringLike" = {
            "dynamodb:LeadingKeys" = ["U#*", "S#*", "TOTAL#*", "MAIL#*", "WORK#*"]
          }
          Null = {
            "dynamodb:LeadingKeys" = "false"
          }
        }
      },
      {
        Effect   = "Allow"
        Action   = "dynamodb:Query"
        Resource = local.table_arn
        Condition = {
          "ForAllValues:StringLike" = {
            "dynamodb:LeadingKeys" = ["CAT#*", "MAIL#*", "WORK#*", "JWKS"]
          }
          Null = {
            "dynamodb:LeadingKeys" = "false"
          }
        }
      },
      {
        Effect   = "Allow"
        Action   = "dynamodb:Query"
        Resource = "${local.table_arn}/index/GSI1"
        Condition = {
          "ForAllValues:StringLike" = {
            "dynamodb:LeadingKeys" = ["UID#*"]
          }
          Null = {
            "dynamodb:LeadingKeys" = "false"
          }
        }
      },
      {
        Effect   = "Allow"
        Action   = "dynamodb:UpdateItem"
        Resource = local.table_arn
        Condition = {
          "ForAllValues:StringLike" = {
            "dynamodb:LeadingKeys" = ["LIM#*"]
          }
          Null = {
            "dynamodb:LeadingKeys" = "false"
          }
        }
      },
      {
        Effect   = "Allow"
        Action   = "dynamodb:UpdateItem"
        Resource = local.table_arn
        Condition = {
          "ForAllValues:StringLike" = {
            "dynamodb:LeadingKeys" = ["S#*"]
          }
          "ForAllValues:StringEquals" = {
            "dynamodb:Attributes" = ["pk", "sk", "seen_at", "ended_at", "deleted_at"]
          }
          Null = {
            "dynamodb:LeadingKeys" = "false"
            "dynamodb:Attributes"  = "false"
          }
        }
      },
      {
        Effect   = "Allow"
        Action   = "dynamodb:UpdateItem"
        Resource = local.table_arn
        Condition = {
          "ForAllValues:StringLike" = {
            "dynamodb:LeadingKeys" = ["MAIL#*", "WORK#*"]
          }
          "ForAllValues:StringEquals" = {
            "dynamodb:Attributes" = ["pk", "sk", "due", "deleted_at"]
          }
          Null = {
            "dynamodb:LeadingKeys" = "false"
            "dynamodb:Attributes"  = "false"
          }
        }
      },
      {
        Effect   = "Allow"
        Action   = "dynamodb:DescribeTable"
        Resource = local.table_arn
      },
      {
        Effect   = "Deny"
        Action   = "dynamodb:*"
        Resource = [local.table_arn, "${local.table_arn}/index/*"]
        Condition = {
          "ForAnyValue:StringLike" = {
            "dynamodb:LeadingKeys" = ["PRIV#*"]
          }
        }
      },
    ]
    Mailer = [
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.function["Mailer"].arn}:*"
      },
      {
        Effect   = "Allow"
        Action   = "dynamodb:BatchGetItem"
        Resource = local.table_arn
        Condition = {
          "ForAllValues:StringLike" = {
            "dynamodb:LeadingKeys" = ["U#*", "O#*", "E#*"]
          }
          Null = {
            "dynamodb:LeadingKeys" = "false"
          }
        }
      },
      {
        Effect   = "Allow"
        Action   = "dynamodb:Query"
        Resource = local.table_arn
        Condition = {
          "ForAllValues:StringLike" = {
            "dynamodb:LeadingKeys" = ["MAIL#*", "JWKS"]
          }
          Null = {
            "dynamodb:LeadingKeys" = "false"
          }
        }
      },
      {
        Effect   = "Allow"
        Action   = "dynamodb:PutItem"
        Resource = local.table_arn
        Condition = {
          "ForAllValues:StringLike" = {
            "dynamodb:LeadingKeys" = ["O#*"]
          }
          Null = {
            "dynamodb:LeadingKeys" = "false"
          }
        }
      },
      {
        Effect   = "Allow"
        Action   = "dynamodb:UpdateItem"
        Resource = local.table_arn
        Condition = {
          "ForAllValues:StringLike" = {
            "dynamodb:LeadingKeys" = ["LIM#*", "MAIL#*", "O#*"]
          }
          Null = {
            "dynamodb:LeadingKeys" = "false"
          }
        }
      },
      {
        Effect   = "Allow"
        Action   = "dynamodb:DeleteItem"
        Resource = local.table_arn
        Condition = {
          "ForAllValues:StringLike" = {
            "dynamodb:LeadingKeys" = ["MAIL#*"]
          }
          Null = {
            "dynamodb:LeadingKeys" = "false"
          }
        }
      },
      {
        Effect   = "Deny"
        Action   = "dynamodb:*"
        Resource = [local.table_arn, "${local.table_arn}/index/*"]
        Condition = {
          "ForAnyValue:StringLike" = {
            "dynamodb:LeadingKeys" = ["PRIV#*"]
          }
        }
      },
      {
        Effect   = "Allow"
        Action   = ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"]
        Resource = local.stream_arn
      },
      {
        Effect   = "Allow"
        Action   = "dynamodb:ListStreams"
        Resource = "${local.table_arn}/stream/*"
      },
      {
        Effect   = "Allow"
        Action   = "sqs:SendMessage"
        Resource = aws_sqs_queue.undelivered.arn
      },
      {
        Effect   = "Allow"
        Action   = ["ses:GetAccountSendingEnabled", "ses:GetSendQuota"]
        Resource = "*"
      },
      {
        Effect = "Allow"
        Action = "ses:SendRawEmail"
        Resource = [
          "arn:${local.partition}:ses:${local.region}:${local.account}:identity/*",
          "arn:${local.partition}:ses:${local.region}:${local.account}:configuration-set/*",
        ]
        Condition = {
          StringEquals = {
            "ses:FromAddress" = var.mail_from_address
          }
        }
      },
    ]
    Janitor = [
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.function["Janitor"].arn}:*"
      },
      {
        Effect   = "Allow"
        Action   = "dynamodb:BatchGetItem"
        Resource = local.table_arn
        Condition = {
          "ForAllValues:StringLike" = {
            "dynamodb:LeadingKeys" = ["U#*", "R#*", "G#*", "P#*", "WORK#*"]
          }
          Null = {
            "dynamodb:LeadingKeys" = "false"
          }
        }
      },
      {
        Effect   = "Allow"
        Action   = "dynamodb:Query"
        Resource = local.table_arn
        Condition = {
          "ForAllValues:StringLike" = {
            "dynamodb:LeadingKeys" = ["S#*", "O#*", "L#*", "R#*", "G#*", "P#*", "CAT#*", "WORK#*", "JWKS"]
          }
          Null = {
            "dynamodb:LeadingKeys" = "false"
          }
        }
      },
      {
        Effect   = "Allow"
        Action   = "dynamodb:Query"
        Resource = "${local.table_arn}/index/GSI1"
        Condition = {
          "ForAllValues:StringLike" = {
            "dynamodb:LeadingKeys" = ["UID#*"]
          }
          Null = {
            "dynamodb:LeadingKeys" = "false"
          }
        }
      },
      {
        Effect   = "Allow"
        Action   = "dynamodb:PutItem"
        Resource = local.table_arn
        Condition = {
          "ForAllValues:StringLike" = {
            "dynamodb:LeadingKeys" = ["WORK#*", "TOTAL#*"]
          }
          Null = {
            "dynamodb:LeadingKeys" = "false"
          }
        }
      },
      {
        Effect   = "Allow"
        Action   = "dynamodb:UpdateItem"
        Resource = local.table_arn
        Condition = {
          "ForAllValues:StringLike" = {
            "dynamodb:LeadingKeys" = ["R#*", "G#*", "WALK"]
          }
          Null = {
            "dynamodb:LeadingKeys" = "false"
          }
        }
      },
      {
        Effect   = "Allow"
        Action   = "dynamodb:DeleteItem"
        Resource = local.table_arn
        Condition = {
          "ForAllValues:StringLike" = {
            "dynamodb:LeadingKeys" = ["S#*", "O#*", "L#*", "R#*", "N#*", "E#*", "F#*", "G#*", "P#*", "WORK#*"]
          }
          Null = {
            "dynamodb:LeadingKeys" = "false"
          }
        }
      },
      {
        Effect   = "Allow"
        Action   = "dynamodb:PutItem"
        Resource = local.table_arn
        Condition = {
          "ForAllValues:StringLike" = {
            "dynamodb:LeadingKeys" = ["U#*"]
          }
          "ForAllValues:StringEquals" = {
            "dynamodb:Attributes" = ["pk", "sk", "version", "deleted_at"]
          }
          Null = {
            "dynamodb:LeadingKeys" = "false"
            "dynamodb:Attributes"  = "false"
          }
        }
      },
      {
        Effect   = "Allow"
        Action   = "dynamodb:UpdateItem"
        Resource = local.table_arn
        Condition = {
          "ForAllValues:StringLike" = {
            "dynamodb:LeadingKeys" = ["U#*"]
          }
          "ForAllValues:StringEquals" = {
            "dynamodb:Attributes" = ["pk", "sk", "undo", "version", "deleted_at"]
          }
          Null = {
            "dynamodb:LeadingKeys" = "false"
            "dynamodb:Attributes"  = "false"
          }
        }
      },
      {
        Effect   = "Deny"
        Action   = "dynamodb:*"
        Resource = [local.table_arn, "${local.table_arn}/index/*"]
        Condition = {
          "ForAnyValue:StringLike" = {
            "dynamodb:LeadingKeys" = ["PRIV#*"]
          }
        }
      },
      {
        Effect   = "Allow"
        Action   = ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"]
        Resource = local.stream_arn
      },
      {
        Effect   = "Allow"
        Action   = "dynamodb:ListStreams"
        Resource = "${local.table_arn}/stream/*"
      },
      {
        Effect   = "Allow"
        Action   = "sqs:SendMessage"
        Resource = aws_sqs_queue.undelivered.arn
      },
    ]
  }

  name = "does"
  role = aws_iam_role.function[each.key].name
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = each.value
  })
}

resource "aws_iam_policy" "table_key_use" {
  count = local.has_table_key ? 1 : 0

  name_prefix = "${var.name}-TableKeyUse-"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = "kms:Decrypt"
        Resource = var.table_key_arn
        Condition = {
          StringEquals = {
            "kms:ViaService" = "dynamodb.${local.region}.${local.dns_suffix}"
          }
        }
      },
    ]
  })
}

resource "aws_iam_role_policy_attachment" "table_key_use" {
  for_each = local.has_table_key ? toset([
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
  ]) : toset([])

  role       = aws_iam_role.function[each.key].name
  policy_arn = aws_iam_policy.table_key_use[0].arn
}

resource "aws_iam_policy" "tracing_use" {
  count = local.traces ? 1 : 0

  name_prefix = "${var.name}-TracingUse-"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["xray:PutTraceSegments", "xray:PutTelemetryRecords"]
        Resource = "*"
      },
    ]
  })
}

resource "aws_iam_role_policy_attachment" "tracing_use" {
  for_each = local.traces ? toset([
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
  ]) : toset([])

  role       = aws_iam_role.function[each.key].name
  policy_arn = aws_iam_policy.tracing_use[0].arn
}
