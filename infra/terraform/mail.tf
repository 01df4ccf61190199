# Printed from infra/template.yaml by .ci/terraform; what is changed here is lost.

resource "aws_sesv2_email_identity" "identity" {
  count = local.makes_identity ? 1 : 0

  email_identity         = local.verifies_domain ? split("@", var.mail_from_address)[1] : var.mail_from_address
  configuration_set_name = aws_sesv2_configuration_set.mail_events.configuration_set_name

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_sesv2_configuration_set" "mail_events" {
  configuration_set_name = "${var.name}-MailEvents"

  delivery_options {
    tls_policy = "REQUIRE"
  }

  reputation_options {
    reputation_metrics_enabled = true
  }

  suppression_options {
    suppressed_reasons = ["BOUNCE", "COMPLAINT"]
  }
}

resource "aws_sesv2_configuration_set_event_destination" "mail_events_out" {
  configuration_set_name = aws_sesv2_configuration_set.mail_events.configuration_set_name
  event_destination_name = "${var.name}-MailEventsOut"

  event_destination {
    enabled              = true
    matching_event_types = ["BOUNCE", "COMPLAINT", "REJECT"]

    sns_destination {
      topic_arn = aws_sns_topic.mail_feedback.arn
    }
  }

  depends_on = [aws_sns_topic_policy.mail_feedback_policy]
}
