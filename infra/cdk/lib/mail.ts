// SES: whom it sends for, and who is told of mails that bounced.

import { Aws, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnConfigurationSet, CfnConfigurationSetEventDestination, CfnEmailIdentity } from 'aws-cdk-lib/aws-ses';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';

const SES = `arn:${Aws.PARTITION}:ses:${Aws.REGION}:${Aws.ACCOUNT_ID}`;

/** What SES is to verify: the one address, by a mail with a link; its domain, by DNS records; or nothing. */
export type MailIdentity = 'address' | 'domain' | 'existing';

/** What of SES others need. */
export interface Mail {
  readonly feedback: Topic;
  /** Where the domain is to be verified, the CNAME records that do. */
  readonly dkim: readonly string[];
}

/** Makes the sender known to SES; who is told of bounces may be nobody yet. */
export function makeMail(
  scope: Construct,
  address: string,
  host: string,
  verified: MailIdentity,
  told: string | undefined,
): Mail {
  // SES itself stops sending to addresses that bounced for good or complained; people are told of them.
  const configurationSet = new CfnConfigurationSet(scope, 'MailEvents', {
    deliveryOptions: { tlsPolicy: 'REQUIRE' },
    reputationOptions: { reputationMetricsEnabled: true },
    suppressionOptions: { suppressedReasons: ['BOUNCE', 'COMPLAINT'] },
  });
  const feedback = makeFeedback(scope, configurationSet, told);
  if (verified === 'existing') {
    return { feedback, dkim: [] };
  }
  const identity = new CfnEmailIdentity(scope, 'Identity', {
    emailIdentity: verified === 'domain' ? host : address,
    configurationSetAttributes: { configurationSetName: configurationSet.ref },
  });
  // Another one takes the owner's time or the DNS's to be verified.
  identity.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
  const records = [
    `${identity.attrDkimDnsTokenName1} CNAME ${identity.attrDkimDnsTokenValue1}`,
    `${identity.attrDkimDnsTokenName2} CNAME ${identity.attrDkimDnsTokenValue2}`,
    `${identity.attrDkimDnsTokenName3} CNAME ${identity.attrDkimDnsTokenValue3}`,
  ];
  return { feedback, dkim: verified === 'domain' ? records : [] };
}

function makeFeedback(scope: Construct, configurationSet: CfnConfigurationSet, told: string | undefined): Topic {
  const topic = makeTopic(scope, 'MailFeedback', told);
  const allowed = topic.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal('ses.amazonaws.com')],
      actions: ['sns:Publish'],
      resources: [topic.topicArn],
      conditions: {
        StringEquals: {
          'aws:SourceAccount': Aws.ACCOUNT_ID,
          'aws:SourceArn': `${SES}:configuration-set/${configurationSet.ref}`,
        },
      },
    }),
  );
  const out = new CfnConfigurationSetEventDestination(scope, 'MailEventsOut', {
    configurationSetName: configurationSet.ref,
    eventDestination: {
      enabled: true,
      matchingEventTypes: ['bounce', 'complaint', 'reject'],
      snsDestination: { topicArn: topic.topicArn },
    },
  });
  out.node.addDependency(allowed.policyDependable!);
  return topic;
}

/** A topic that a service of AWS tells something, and that may have a reader by mail. */
export function makeTopic(scope: Construct, id: string, reader: string | undefined): Topic {
  const topic = new Topic(scope, id);
  if (reader) {
    topic.addSubscription(new EmailSubscription(reader));
  }
  Validations.of(topic).acknowledge({
    id: 'AwsSolutions-SNS3',
    reason: 'Only one service of AWS may publish, and these speak TLS only',
  });
  return topic;
}

/** Statements for who sends mail: in the name of this address, no faster than the account may. */
export function sendsMail(address: string): PolicyStatement[] {
  return [
    new PolicyStatement({ actions: ['ses:GetAccountSendingEnabled', 'ses:GetSendQuota'], resources: ['*'] }),
    new PolicyStatement({
      actions: ['ses:SendRawEmail'],
      resources: [`${SES}:identity/*`, `${SES}:configuration-set/*`],
      conditions: { StringEquals: { 'ses:FromAddress': address } },
    }),
  ];
}

/** Says why who sends mail may do it by any identity. */
export function excuseIdentities(mailer: IFunction): void {
  Validations.of(mailer.role!.node.defaultChild!).acknowledge({
    id: 'AwsSolutions-IAM5[Resource::*]',
    reason: 'How many mails the account may send, and whether it may, knows no resource',
  });
  for (const kind of ['identity', 'configuration-set']) {
    Validations.of(mailer.role!.node.defaultChild!).acknowledge({
      id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ses:<AWS::Region>:<AWS::AccountId>:${kind}/*]`,
      reason:
        "In its sandbox SES also asks for the recipients' identities, and an identity that there was may be a domain above " +
        "the sender's, with a configuration set of its own. The bound is the address that is sent from",
    });
  }
}
