// What a deployment tells: the values that docs/operations.md asks for.

import { CfnOutput } from 'aws-cdk-lib';
import type { Latchkey } from './latchkey';

/** Tells of the service, of what its domain's record leads to, and of the records that prove the sender's domain. */
export function makeOutputs(latchkey: Latchkey, domainTarget: string | undefined, dkim: readonly string[]): void {
  const tell = (id: string, description: string, value: string) => new CfnOutput(latchkey, id, { description, value });
  const { table, secretKey, functions, api, undelivered, alarms, mailFeedback } = latchkey;

  tell('Url', 'Where clients reach the service; the issuer of its access tokens', latchkey.url);
  tell('Audience', 'The audience of its access tokens', latchkey.audience);
  tell('TableName', 'Name of the table, for `LATCHKEY_TABLE` and the `latchkey` command', table.tableName);
  tell(
    'SecretKeyArn',
    'The secret with `key` and `fallbacks`, for `LATCHKEY_SECRET_KEY` and `LATCHKEY_SECRET_KEY_FALLBACKS`',
    secretKey.secretArn,
  );
  tell('TokensFunction', 'The function whose call sees to the signing keys', functions.tokens.functionName);
  tell('MailerFunction', 'The function whose call sends the owed mails that are due', functions.mailer.functionName);
  tell('ApiId', 'The HTTP API', api.apiId);
  tell('UndeliveredQueue', 'The queue of what the stream could not deliver', undelivered.queueUrl);
  tell('AlarmsTopic', 'Where alarms are told', alarms.topicArn);
  tell('MailFeedbackTopic', 'Where bounces and complaints are told', mailFeedback.topicArn);
  if (domainTarget) {
    tell('DomainTarget', "What DomainName's DNS record leads to, where no HostedZoneId was given", domainTarget);
  }
  for (const [index, record] of dkim.entries()) {
    tell(`DkimRecord${index + 1}`, "A CNAME record that proves the sender's domain to SES", record);
  }
}
