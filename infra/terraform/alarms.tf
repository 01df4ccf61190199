# Printed from infra/template.yaml by .ci/terraform; what is changed here is lost.

resource "aws_sns_topic" "mail_feedback" {
  name_prefix = "${var.name}-MailFeedback-"
}

resource "aws_sns_topic_subscription" "mail_feedback" {
  count = local.has_alarm_email ? 1 : 0

  topic_arn = aws_sns_topic.mail_feedback.arn
  protocol  = "email"
  endpoint  = var.alarm_email
}

resource "aws_sns_topic_policy" "mail_feedback_policy" {
  arn = aws_sns_topic.mail_feedback.arn
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Principal = {
          Service = "ses.amazonaws.com"
        }
        Action   = "sns:Publish"
        Resource = aws_sns_topic.mail_feedback.arn
        Condition = {
          StringEquals = {
            "aws:SourceAccount" = local.account
            "aws:SourceArn"     = "arn:${local.partition}:ses:${local.region}:${local.account}:configuration-set/${aws_sesv2_configuration_set.mail_events.configuration_set_name}"
          }
        }
      },
    ]
  })
}

resource "aws_sns_topic" "alarms" {
  name_prefix = "${var.name}-Alarms-"
}

resource "aws_sns_topic_subscription" "alarms" {
  count = local.has_alarm_email ? 1 : 0

  topic_arn = aws_sns_topic.alarms.arn
  protocol  = "email"
  endpoint  = var.alarm_email
}

resource "aws_sns_topic_policy" "alarms_policy" {
  arn = aws_sns_topic.alarms.arn
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Principal = {
          Service = "cloudwatch.amazonaws.com"
        }
        Action   = "sns:Publish"
        Resource = aws_sns_topic.alarms.arn
        Condition = {
          StringEquals = {
            "aws:SourceAccount" = local.account
          }
          ArnLike = {
            "aws:SourceArn" = "arn:${local.partition}:cloudwatch:${local.region}:${local.account}:alarm:*"
          }
        }
      },
    ]
  })
}

resource "aws_cloudwatch_metric_alarm" "undelivered_alarm" {
  alarm_name        = "${var.name}-UndeliveredAlarm"
  alarm_description = "Warning: Records of the stream ended in the queue. docs/operations.md#what-each-alarm-means"
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateNumberOfMessagesVisible"
  dimensions = {
    QueueName = aws_sqs_queue.undelivered.name
  }
  statistic           = "Maximum"
  period              = 300
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  evaluation_periods  = 1
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]
}

resource "aws_cloudwatch_metric_alarm" "stream_age_alarm" {
  alarm_name          = "${var.name}-StreamAgeAlarm"
  alarm_description   = "Urgent: The stream has not been read for 15 minutes. docs/operations.md#what-each-alarm-means"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 900000
  evaluation_periods  = 1
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]

  metric_query {
    id          = "all"
    expression  = "MAX(METRICS())"
    label       = "all"
    return_data = true
  }

  metric_query {
    id          = "m1"
    return_data = false

    metric {
      namespace   = "AWS/Lambda"
      metric_name = "IteratorAge"
      dimensions = {
        FunctionName = aws_lambda_function.function["Mailer"].function_name
      }
      stat   = "Maximum"
      period = 300
    }
  }

  metric_query {
    id          = "m2"
    return_data = false

    metric {
      namespace   = "AWS/Lambda"
      metric_name = "IteratorAge"
      dimensions = {
        FunctionName = aws_lambda_function.function["Janitor"].function_name
      }
      stat   = "Maximum"
      period = 300
    }
  }
}

resource "aws_cloudwatch_log_metric_filter" "line" {
  for_each = {
    MailsNotSent = {
      function = "Mailer"
      pattern  = "{ $.level = \"ERROR\" }"
      metric   = "MailsNotSent"
    }
    MailQuota = {
      function = "Mailer"
      pattern  = "{ ($.sending = \"paused\") || ($.sending = \"nearly_used_up\") }"
      metric   = "MailQuota"
    }
    CleaningStopped = {
      function = "Janitor"
      pattern  = "{ $.level = \"ERROR\" }"
      metric   = "CleaningStopped"
    }
    TokenReused = {
      function = "Tokens"
      pattern  = "{ $.event = \"authn_token_reuse\" }"
      metric   = "TokenReused"
    }
    SignInTooMany = {
      function = "SignIn"
      pattern  = "{ $.status = 429 }"
      metric   = "TooMany"
    }
    UsersTooMany = {
      function = "Users"
      pattern  = "{ $.status = 429 }"
      metric   = "TooMany"
    }
    ActivationTooMany = {
      function = "Activation"
      pattern  = "{ $.status = 429 }"
      metric   = "TooMany"
    }
    PasswordResetTooMany = {
      function = "PasswordReset"
      pattern  = "{ $.status = 429 }"
      metric   = "TooMany"
    }
    AccountTooMany = {
      function = "Account"
      pattern  = "{ $.status = 429 }"
      metric   = "TooMany"
    }
    GroupsTooMany = {
      function = "Groups"
      pattern  = "{ $.status = 429 }"
      metric   = "TooMany"
    }
    PermissionsTooMany = {
      function = "Permissions"
      pattern  = "{ $.status = 429 }"
      metric   = "TooMany"
    }
    TokensTooMany = {
      function = "Tokens"
      pattern  = "{ $.status = 429 }"
      metric   = "TooMany"
    }
    ConsoleTooMany = {
      function = "Console"
      pattern  = "{ $.status = 429 }"
      metric   = "TooMany"
    }
    OperatorTooMany = {
      function = "Operator"
      pattern  = "{ $.status = 429 }"
      metric   = "TooMany"
    }
  }

  name           = "${var.name}-${each.key}"
  log_group_name = aws_cloudwatch_log_group.function[each.value.function].name
  pattern        = each.value.pattern

  metric_transformation {
    name      = each.value.metric
    namespace = "Latchkey/${var.name}"
    value     = "1"
  }
}

resource "aws_cloudwatch_metric_alarm" "mails_alarm" {
  alarm_name          = "${var.name}-MailsAlarm"
  alarm_description   = "Urgent: Mails do not go out: SES refuses them or does not answer. docs/operations.md#what-each-alarm-means"
  namespace           = "Latchkey/${var.name}"
  metric_name         = "MailsNotSent"
  statistic           = "Sum"
  period              = 900
  comparison_operator = "GreaterThanThreshold"
  threshold           = 4
  evaluation_periods  = 1
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]
}

resource "aws_cloudwatch_metric_alarm" "mail_quota_alarm" {
  alarm_name          = "${var.name}-MailQuotaAlarm"
  alarm_description   = "Urgent: SES has paused the account, or will take no more mails for a day soon: four fifths are used. docs/operations.md#what-each-alarm-means"
  namespace           = "Latchkey/${var.name}"
  metric_name         = "MailQuota"
  statistic           = "Sum"
  period              = 900
  comparison_operator = "GreaterThanThreshold"
  threshold           = 4
  evaluation_periods  = 1
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]
}

resource "aws_cloudwatch_metric_alarm" "errors_alarm" {
  alarm_name          = "${var.name}-ErrorsAlarm"
  alarm_description   = "Warning: What no client sees failed: mails, cleaning or signing keys. docs/operations.md#what-each-alarm-means"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  evaluation_periods  = 1
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]

  metric_query {
    id          = "all"
    expression  = "SUM(METRICS())"
    label       = "all"
    return_data = true
  }

  metric_query {
    id          = "m1"
    return_data = false

    metric {
      namespace   = "AWS/Lambda"
      metric_name = "Errors"
      dimensions = {
        FunctionName = aws_lambda_function.function["Tokens"].function_name
      }
      stat   = "Sum"
      period = 300
    }
  }

  metric_query {
    id          = "m2"
    return_data = false

    metric {
      namespace   = "AWS/Lambda"
      metric_name = "Errors"
      dimensions = {
        FunctionName = aws_lambda_function.function["Mailer"].function_name
      }
      stat   = "Sum"
      period = 300
    }
  }

  metric_query {
    id          = "m3"
    return_data = false

    metric {
      namespace   = "AWS/Lambda"
      metric_name = "Errors"
      dimensions = {
        FunctionName = aws_lambda_function.function["Janitor"].function_name
      }
      stat   = "Sum"
      period = 300
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "throttles_alarm" {
  alarm_name          = "${var.name}-ThrottlesAlarm"
  alarm_description   = "Urgent: Lambda refused to start functions, ours or others: the account's concurrency is used up. docs/operations.md#what-each-alarm-means"
  namespace           = "AWS/Lambda"
  metric_name         = "Throttles"
  statistic           = "Sum"
  period              = 300
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  evaluation_periods  = 1
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]
}

resource "aws_cloudwatch_metric_alarm" "server_errors_alarm" {
  alarm_name          = "${var.name}-ServerErrorsAlarm"
  alarm_description   = "Urgent: Clients got 5xx: more than five in five minutes, or half of a quiet stage's requests. docs/operations.md#what-each-alarm-means"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  evaluation_periods  = 12
  datapoints_to_alarm = 2
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]

  metric_query {
    id          = "all"
    expression  = "IF(m1 > 5 OR (m1 > 0 AND m1 * 2 >= m2), 1, 0)"
    label       = "all"
    return_data = true
  }

  metric_query {
    id          = "m1"
    return_data = false

    metric {
      namespace   = "AWS/ApiGateway"
      metric_name = "5xx"
      dimensions = {
        ApiId = aws_apigatewayv2_api.api.id
      }
      stat   = "Sum"
      period = 300
    }
  }

  metric_query {
    id          = "m2"
    return_data = false

    metric {
      namespace   = "AWS/ApiGateway"
      metric_name = "Count"
      dimensions = {
        ApiId = aws_apigatewayv2_api.api.id
      }
      stat   = "Sum"
      period = 300
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "table_throttles_alarm" {
  alarm_name          = "${var.name}-TableThrottlesAlarm"
  alarm_description   = "Warning: DynamoDB throttled the table, or what it writes to its index. docs/operations.md#what-each-alarm-means"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  evaluation_periods  = 1
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]

  metric_query {
    id          = "all"
    expression  = "SUM(METRICS())"
    label       = "all"
    return_data = true
  }

  metric_query {
    id          = "m1"
    return_data = false

    metric {
      namespace   = "AWS/DynamoDB"
      metric_name = "ReadThrottleEvents"
      dimensions = {
        TableName = local.table_name
      }
      stat   = "Sum"
      period = 300
    }
  }

  metric_query {
    id          = "m2"
    return_data = false

    metric {
      namespace   = "AWS/DynamoDB"
      metric_name = "WriteThrottleEvents"
      dimensions = {
        TableName = local.table_name
      }
      stat   = "Sum"
      period = 300
    }
  }

  metric_query {
    id          = "m3"
    return_data = false

    metric {
      namespace   = "AWS/DynamoDB"
      metric_name = "WriteThrottleEvents"
      dimensions = {
        TableName                = local.table_name
        GlobalSecondaryIndexName = "GSI1"
      }
      stat   = "Sum"
      period = 300
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "bounce_rate_alarm" {
  alarm_name          = "${var.name}-BounceRateAlarm"
  alarm_description   = "Urgent: Many mails bounce: SES stops the account at 10 %. docs/operations.md#what-each-alarm-means"
  namespace           = "AWS/SES"
  metric_name         = "Reputation.BounceRate"
  statistic           = "Maximum"
  period              = 3600
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0.05
  evaluation_periods  = 1
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]
}

resource "aws_cloudwatch_metric_alarm" "complaint_rate_alarm" {
  alarm_name          = "${var.name}-ComplaintRateAlarm"
  alarm_description   = "Urgent: Recipients complain: SES stops the account at 0.5 %. docs/operations.md#what-each-alarm-means"
  namespace           = "AWS/SES"
  metric_name         = "Reputation.ComplaintRate"
  statistic           = "Maximum"
  period              = 3600
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0.001
  evaluation_periods  = 1
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]
}

resource "aws_cloudwatch_metric_alarm" "cleaning_alarm" {
  alarm_name          = "${var.name}-CleaningAlarm"
  alarm_description   = "Warning: the cleaning or the nightly walk stops half-way, again and again. docs/operations.md#what-each-alarm-means"
  namespace           = "Latchkey/${var.name}"
  metric_name         = "CleaningStopped"
  statistic           = "Sum"
  period              = 3600
  comparison_operator = "GreaterThanThreshold"
  threshold           = 2
  evaluation_periods  = 1
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]
}

resource "aws_cloudwatch_metric_alarm" "token_reuse_alarm" {
  alarm_name          = "${var.name}-TokenReuseAlarm"
  alarm_description   = "Urgent: refresh tokens are used again after they were replaced: somebody has copies. docs/operations.md#what-each-alarm-means"
  namespace           = "Latchkey/${var.name}"
  metric_name         = "TokenReused"
  statistic           = "Sum"
  period              = 3600
  comparison_operator = "GreaterThanThreshold"
  threshold           = 4
  evaluation_periods  = 1
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]
}

resource "aws_cloudwatch_metric_alarm" "too_many_alarm" {
  alarm_name          = "${var.name}-TooManyAlarm"
  alarm_description   = "Warning: our limits answer 429 a hundred times in five minutes: an attack, or a proxy that counts as one client. docs/operations.md#what-each-alarm-means"
  namespace           = "Latchkey/${var.name}"
  metric_name         = "TooMany"
  statistic           = "Sum"
  period              = 300
  comparison_operator = "GreaterThanThreshold"
  threshold           = 100
  evaluation_periods  = 1
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]
}

resource "aws_cloudwatch_metric_alarm" "refused_alarm" {
  alarm_name          = "${var.name}-RefusedAlarm"
  alarm_description   = "Urgent: most of over 500 requests in five minutes got 4xx: 429 of ThrottleRate, or a client that is broken. docs/operations.md#what-each-alarm-means"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  evaluation_periods  = 1
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]

  metric_query {
    id          = "all"
    expression  = "IF(m1 > 500 AND m1 * 2 > m2, 1, 0)"
    label       = "all"
    return_data = true
  }

  metric_query {
    id          = "m1"
    return_data = false

    metric {
      namespace   = "AWS/ApiGateway"
      metric_name = "4xx"
      dimensions = {
        ApiId = aws_apigatewayv2_api.api.id
      }
      stat   = "Sum"
      period = 300
    }
  }

  metric_query {
    id          = "m2"
    return_data = false

    metric {
      namespace   = "AWS/ApiGateway"
      metric_name = "Count"
      dimensions = {
        ApiId = aws_apigatewayv2_api.api.id
      }
      stat   = "Sum"
      period = 300
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "silence_alarm" {
  alarm_name        = "${var.name}-SilenceAlarm"
  alarm_description = "Urgent: for a quarter of an hour not even the schedules have called a function. docs/operations.md#what-each-alarm-means"
  namespace         = "AWS/Lambda"
  metric_name       = "Invocations"
  dimensions = {
    FunctionName = aws_lambda_function.function["Mailer"].function_name
  }
  statistic                 = "Sum"
  period                    = 300
  comparison_operator       = "LessThanThreshold"
  threshold                 = 1
  evaluation_periods        = 3
  treat_missing_data        = "missing"
  alarm_actions             = [aws_sns_topic.alarms.arn]
  insufficient_data_actions = [aws_sns_topic.alarms.arn]
  ok_actions                = [aws_sns_topic.alarms.arn]
}

resource "aws_budgets_budget" "budget" {
  count = local.has_budget ? 1 : 0

  name_prefix  = "${var.name}-Budget-"
  budget_type  = "COST"
  time_unit    = "MONTHLY"
  limit_amount = var.monthly_budget
  limit_unit   = "USD"

  notification {
    notification_type          = "ACTUAL"
    comparison_operator        = "GREATER_THAN"
    threshold                  = 80
    threshold_type             = "PERCENTAGE"
    subscriber_email_addresses = [var.alarm_email]
  }

  notification {
    notification_type          = "FORECASTED"
    comparison_operator        = "GREATER_THAN"
    threshold                  = 100
    threshold_type             = "PERCENTAGE"
    subscriber_email_addresses = [var.alarm_email]
  }
}

resource "aws_cloudwatch_dashboard" "dashboard" {
  count = local.has_dashboard ? 1 : 0

  dashboard_name = "${var.name}-${local.region}"
  dashboard_body = <<-EOT
    {"widgets": [
      {"type": "metric", "x": 0, "y": 0, "width": 12, "height": 6, "properties": {"title": "Requests", "region": "${local.region}", "stat": "Sum", "period": 300, "metrics": [["AWS/ApiGateway", "Count", "ApiId", "${aws_apigatewayv2_api.api.id}"], ["AWS/ApiGateway", "4xx", "ApiId", "${aws_apigatewayv2_api.api.id}"], ["AWS/ApiGateway", "5xx", "ApiId", "${aws_apigatewayv2_api.api.id}"]]}},
      {"type": "metric", "x": 12, "y": 0, "width": 12, "height": 6, "properties": {"title": "Latency, p99", "region": "${local.region}", "stat": "p99", "period": 300, "metrics": [["AWS/ApiGateway", "Latency", "ApiId", "${aws_apigatewayv2_api.api.id}"], ["AWS/ApiGateway", "IntegrationLatency", "ApiId", "${aws_apigatewayv2_api.api.id}"]]}},
      {"type": "metric", "x": 0, "y": 6, "width": 12, "height": 6, "properties": {"title": "Invocations", "region": "${local.region}", "stat": "Sum", "period": 300, "metrics": [["AWS/Lambda", "Invocations", "FunctionName", "${aws_lambda_function.function["Users"].function_name}"], ["AWS/Lambda", "Invocations", "FunctionName", "${aws_lambda_function.function["Groups"].function_name}"], ["AWS/Lambda", "Invocations", "FunctionName", "${aws_lambda_function.function["Permissions"].function_name}"], ["AWS/Lambda", "Invocations", "FunctionName", "${aws_lambda_function.function["Activation"].function_name}"], ["AWS/Lambda", "Invocations", "FunctionName", "${aws_lambda_function.function["PasswordReset"].function_name}"], ["AWS/Lambda", "Invocations", "FunctionName", "${aws_lambda_function.function["SignIn"].function_name}"], ["AWS/Lambda", "Invocations", "FunctionName", "${aws_lambda_function.function["Tokens"].function_name}"], ["AWS/Lambda", "Invocations", "FunctionName", "${aws_lambda_function.function["Account"].function_name}"], ["AWS/Lambda", "Invocations", "FunctionName", "${aws_lambda_function.function["Console"].function_name}"], ["AWS/Lambda", "Invocations", "FunctionName", "${aws_lambda_function.function["Operator"].function_name}"], ["AWS/Lambda", "Invocations", "FunctionName", "${aws_lambda_function.function["Mailer"].function_name}"], ["AWS/Lambda", "Invocations", "FunctionName", "${aws_lambda_function.function["Janitor"].function_name}"]]}},
      {"type": "metric", "x": 12, "y": 6, "width": 12, "height": 6, "properties": {"title": "Errors and throttles", "region": "${local.region}", "stat": "Sum", "period": 300, "metrics": [["AWS/Lambda", "Errors", "FunctionName", "${aws_lambda_function.function["Users"].function_name}"], ["AWS/Lambda", "Errors", "FunctionName", "${aws_lambda_function.function["Groups"].function_name}"], ["AWS/Lambda", "Errors", "FunctionName", "${aws_lambda_function.function["Permissions"].function_name}"], ["AWS/Lambda", "Errors", "FunctionName", "${aws_lambda_function.function["Activation"].function_name}"], ["AWS/Lambda", "Errors", "FunctionName", "${aws_lambda_function.function["PasswordReset"].function_name}"], ["AWS/Lambda", "Errors", "FunctionName", "${aws_lambda_function.function["SignIn"].function_name}"], ["AWS/Lambda", "Errors", "FunctionName", "${aws_lambda_function.function["Tokens"].function_name}"], ["AWS/Lambda", "Errors", "FunctionName", "${aws_lambda_function.function["Account"].function_name}"], ["AWS/Lambda", "Errors", "FunctionName", "${aws_lambda_function.function["Console"].function_name}"], ["AWS/Lambda", "Errors", "FunctionName", "${aws_lambda_function.function["Operator"].function_name}"], ["AWS/Lambda", "Errors", "FunctionName", "${aws_lambda_function.function["Mailer"].function_name}"], ["AWS/Lambda", "Errors", "FunctionName", "${aws_lambda_function.function["Janitor"].function_name}"], ["AWS/Lambda", "Throttles"]]}},
      {"type": "metric", "x": 0, "y": 12, "width": 12, "height": 6, "properties": {"title": "Duration, p99", "region": "${local.region}", "stat": "p99", "period": 300, "metrics": [["AWS/Lambda", "Duration", "FunctionName", "${aws_lambda_function.function["Users"].function_name}"], ["AWS/Lambda", "Duration", "FunctionName", "${aws_lambda_function.function["Groups"].function_name}"], ["AWS/Lambda", "Duration", "FunctionName", "${aws_lambda_function.function["Permissions"].function_name}"], ["AWS/Lambda", "Duration", "FunctionName", "${aws_lambda_function.function["Activation"].function_name}"], ["AWS/Lambda", "Duration", "FunctionName", "${aws_lambda_function.function["PasswordReset"].function_name}"], ["AWS/Lambda", "Duration", "FunctionName", "${aws_lambda_function.function["SignIn"].function_name}"], ["AWS/Lambda", "Duration", "FunctionName", "${aws_lambda_function.function["Tokens"].function_name}"], ["AWS/Lambda", "Duration", "FunctionName", "${aws_lambda_function.function["Account"].function_name}"], ["AWS/Lambda", "Duration", "FunctionName", "${aws_lambda_function.function["Console"].function_name}"], ["AWS/Lambda", "Duration", "FunctionName", "${aws_lambda_function.function["Operator"].function_name}"], ["AWS/Lambda", "Duration", "FunctionName", "${aws_lambda_function.function["Mailer"].function_name}"], ["AWS/Lambda", "Duration", "FunctionName", "${aws_lambda_function.function["Janitor"].function_name}"]]}},
      {"type": "metric", "x": 12, "y": 12, "width": 12, "height": 6, "properties": {"title": "Concurrent executions", "region": "${local.region}", "stat": "Maximum", "period": 300, "metrics": [["AWS/Lambda", "ConcurrentExecutions"]]}},
      {"type": "metric", "x": 0, "y": 18, "width": 12, "height": 6, "properties": {"title": "Table", "region": "${local.region}", "stat": "Sum", "period": 300, "metrics": [["AWS/DynamoDB", "ConsumedReadCapacityUnits", "TableName", "${local.table_name}"], ["AWS/DynamoDB", "ConsumedWriteCapacityUnits", "TableName", "${local.table_name}"], ["AWS/DynamoDB", "ReadThrottleEvents", "TableName", "${local.table_name}"], ["AWS/DynamoDB", "WriteThrottleEvents", "TableName", "${local.table_name}"]]}},
      {"type": "metric", "x": 12, "y": 18, "width": 12, "height": 6, "properties": {"title": "Stream and queue", "region": "${local.region}", "stat": "Maximum", "period": 300, "metrics": [["AWS/Lambda", "IteratorAge", "FunctionName", "${aws_lambda_function.function["Mailer"].function_name}"], ["AWS/Lambda", "IteratorAge", "FunctionName", "${aws_lambda_function.function["Janitor"].function_name}"], ["AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName", "${aws_sqs_queue.undelivered.name}"]]}}
    ]}
  EOT
}
