# Printed from infra/template.yaml by .ci/terraform; what is changed here is lost.

resource "aws_lambda_event_source_mapping" "stream" {
  for_each = {
    Mailer  = "{\"eventName\": [\"INSERT\"], \"dynamodb\": {\"Keys\": {\"pk\": {\"S\": [{\"prefix\": \"MAIL#\"}]}}}}"
    Janitor = "{\"eventName\": [\"INSERT\"], \"dynamodb\": {\"Keys\": {\"pk\": {\"S\": [{\"prefix\": \"WORK#\"}]}}}}"
  }

  event_source_arn               = local.stream_arn
  function_name                  = aws_lambda_function.function[each.key].arn
  starting_position              = "TRIM_HORIZON"
  batch_size                     = 10
  parallelization_factor         = 10
  function_response_types        = ["ReportBatchItemFailures"]
  bisect_batch_on_function_error = true
  maximum_retry_attempts         = 5

  destination_config {
    on_failure {
      destination_arn = aws_sqs_queue.undelivered.arn
    }
  }

  filter_criteria {
    filter {
      pattern = each.value
    }
  }
}

resource "aws_sqs_queue" "undelivered" {
  name_prefix               = "${var.name}-Undelivered-"
  message_retention_seconds = 1209600
  sqs_managed_sse_enabled   = true
}

resource "aws_cloudwatch_event_rule" "schedule" {
  for_each = {
    MailerSchedule = {
      description         = "Mails that SES refused, or whose word was not heard"
      schedule_expression = "rate(1 minute)"
    }
    JanitorSchedule = {
      description         = "Cleaning whose word was not heard"
      schedule_expression = "rate(5 minutes)"
    }
    JanitorNightly = {
      description         = "Accounts that never became active, and the counts of lists"
      schedule_expression = "cron(17 3 * * ? *)"
    }
    TokensSchedule = {
      description         = "The signing keys: the next, and which are no longer needed"
      schedule_expression = "rate(1 hour)"
    }
  }

  name                = "${var.name}-${each.key}"
  description         = each.value.description
  schedule_expression = each.value.schedule_expression
}

resource "aws_cloudwatch_event_target" "schedule" {
  for_each = {
    MailerSchedule = {
      function = "Mailer"
      input    = "{\"source\": \"aws.events\", \"detail-type\": \"Scheduled Event\", \"detail\": {}}"
    }
    JanitorSchedule = {
      function = "Janitor"
      input    = "{\"source\": \"aws.events\", \"detail-type\": \"Scheduled Event\", \"detail\": {}}"
    }
    JanitorNightly = {
      function = "Janitor"
      input    = "{\"source\": \"aws.events\", \"detail-type\": \"Scheduled Event\", \"detail\": {\"nightly\": true}}"
    }
    TokensSchedule = {
      function = "Tokens"
      input    = "{\"source\": \"aws.events\", \"detail-type\": \"Scheduled Event\", \"detail\": {}}"
    }
  }

  rule      = aws_cloudwatch_event_rule.schedule[each.key].name
  target_id = "function"
  arn       = aws_lambda_function.function[each.value.function].arn
  input     = each.value.input
}
