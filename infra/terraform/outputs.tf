# Printed from infra/template.yaml by .ci/terraform; what is changed here is lost.

output "url" {
  description = "Where clients reach the service; the issuer of its access tokens"
  value       = local.url

  depends_on = [
    aws_apigatewayv2_stage.stage,
    aws_apigatewayv2_route.to,
    aws_apigatewayv2_api_mapping.domain_mapping,
    aws_route53_record.domain_records_a,
    aws_route53_record.domain_records_aaaa,
    aws_lambda_permission.api,
    aws_lambda_invocation.signing_keys,
  ]
}

output "audience" {
  description = "The audience of its access tokens"
  value       = var.audience
}

output "table_name" {
  description = "Name of the table, for `LATCHKEY_TABLE` and the `latchkey` command"
  value       = local.table_name
}

output "secret_key_arn" {
  description = "The secret with `key` and `fallbacks`, for `LATCHKEY_SECRET_KEY` and `LATCHKEY_SECRET_KEY_FALLBACKS`"
  value       = local.secret_arn
}

output "tokens_function" {
  description = "The function whose call sees to the signing keys"
  value       = aws_lambda_function.function["Tokens"].function_name
}

output "mailer_function" {
  description = "The function whose call sends the owed mails that are due"
  value       = aws_lambda_function.function["Mailer"].function_name
}

output "api_id" {
  description = "The HTTP API"
  value       = aws_apigatewayv2_api.api.id
}

output "undelivered_queue" {
  description = "The queue of what the stream could not deliver"
  value       = aws_sqs_queue.undelivered.url
}

output "alarms_topic" {
  description = "Where alarms are told"
  value       = aws_sns_topic.alarms.arn
}

output "mail_feedback_topic" {
  description = "Where bounces and complaints are told"
  value       = aws_sns_topic.mail_feedback.arn
}

output "domain_target" {
  description = "What DomainName's DNS record leads to, where no HostedZoneId was given"
  value       = local.has_domain ? aws_apigatewayv2_domain_name.own_domain[0].domain_name_configuration[0].target_domain_name : null
}

output "dkim_record1" {
  description = "A CNAME record that proves the sender's domain to SES"
  value       = local.verifies_domain ? "${aws_sesv2_email_identity.identity[0].dkim_signing_attributes[0].tokens[0]}._domainkey.${aws_sesv2_email_identity.identity[0].email_identity} CNAME ${aws_sesv2_email_identity.identity[0].dkim_signing_attributes[0].tokens[0]}.${local.dkim_domain}" : null
}

output "dkim_record2" {
  description = "A CNAME record that proves the sender's domain to SES"
  value       = local.verifies_domain ? "${aws_sesv2_email_identity.identity[0].dkim_signing_attributes[0].tokens[1]}._domainkey.${aws_sesv2_email_identity.identity[0].email_identity} CNAME ${aws_sesv2_email_identity.identity[0].dkim_signing_attributes[0].tokens[1]}.${local.dkim_domain}" : null
}

output "dkim_record3" {
  description = "A CNAME record that proves the sender's domain to SES"
  value       = local.verifies_domain ? "${aws_sesv2_email_identity.identity[0].dkim_signing_attributes[0].tokens[2]}._domainkey.${aws_sesv2_email_identity.identity[0].email_identity} CNAME ${aws_sesv2_email_identity.identity[0].dkim_signing_attributes[0].tokens[2]}.${local.dkim_domain}" : null
}
