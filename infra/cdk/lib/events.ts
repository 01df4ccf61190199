// What calls functions beside the API: the table's stream, schedules, and the deployment itself.

import { CfnResource, Duration, Stack, Validations } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { CfnEventSourceMapping, CfnPermission } from 'aws-cdk-lib/aws-lambda';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { type FunctionName, type Functions, logicalName } from './functions';

/** The queue of what the stream could not deliver: where and when, not what. That is in the table, for the schedules. */
export function makeUndelivered(scope: Construct): Queue {
  const queue = new Queue(scope, 'Undelivered', {
    retentionPeriod: Duration.days(14),
    encryption: QueueEncryption.SQS_MANAGED,
  });
  Validations.of(queue).acknowledge(
    { id: 'AwsSolutions-SQS3', reason: 'It is itself where the undeliverable ends' },
    {
      id: 'AwsSolutions-SQS4',
      reason: "Only two roles of this stack may send, by Lambda's pollers, which speak TLS only",
    },
  );
  return queue;
}

/** Which inserts into the table a function is told of, by the beginning of their partition key. */
const STREAMS: [FunctionName, string][] = [
  ['mailer', 'MAIL#'],
  ['janitor', 'WORK#'],
];

/** Statements for who is called by the table's stream, and puts what cannot be handled into a queue. */
export function readsStream(table: ITable, queueArn: string): PolicyStatement[] {
  return [
    new PolicyStatement({
      actions: ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
      resources: [table.tableStreamArn!],
    }),
    new PolicyStatement({
      actions: ['dynamodb:ListStreams'],
      resources: [`${table.tableArn}/stream/*`],
    }),
    new PolicyStatement({
      actions: ['sqs:SendMessage'],
      resources: [queueArn],
    }),
  ];
}

/** Tells functions of what is owed. What cannot be handled ends in the queue and does not hold up the others. */
export function makeStreams(scope: Construct, table: ITable, undelivered: Queue, functions: Functions): void {
  // As the rules of cdk-nag write what only CloudFormation knows.
  const written = Stack.of(scope).resolve(table.tableArn);
  const parts: (string | { Ref: string })[] = written['Fn::Join']?.[1] ?? [{ Ref: written['Fn::GetAtt'].join('.') }];
  const tableArn = parts.map((part) => (typeof part === 'string' ? part : `<${part.Ref}>`)).join('');
  for (const [name, prefix] of STREAMS) {
    new CfnEventSourceMapping(scope, `${logicalName(name)}Stream`, {
      eventSourceArn: table.tableStreamArn!,
      functionName: functions[name].functionArn,
      startingPosition: 'TRIM_HORIZON',
      batchSize: 10,
      parallelizationFactor: 10,
      functionResponseTypes: ['ReportBatchItemFailures'],
      bisectBatchOnFunctionError: true,
      maximumRetryAttempts: 5,
      destinationConfig: { onFailure: { destination: undelivered.queueArn } },
      filterCriteria: {
        filters: [
          { pattern: JSON.stringify({ eventName: ['INSERT'], dynamodb: { Keys: { pk: { S: [{ prefix }] } } } }) },
        ],
      },
    });
    Validations.of(functions[name].role!.node.defaultChild!).acknowledge({
      id: `AwsSolutions-IAM5[Resource::${tableArn}/stream/*]`,
      reason: "A stream's name ends in the time at which it was made",
    });
  }
}

interface Schedule {
  readonly calls: FunctionName;
  readonly description: string;
  readonly when: string;
  /** What the function is told. */
  readonly detail: object;
}

const SCHEDULES: Record<string, Schedule> = {
  MailerSchedule: {
    calls: 'mailer',
    description: 'Mails that SES refused, or whose word was not heard',
    when: 'rate(1 minute)',
    detail: {},
  },
  JanitorSchedule: {
    calls: 'janitor',
    description: 'Cleaning whose word was not heard',
    when: 'rate(5 minutes)',
    detail: {},
  },
  JanitorNightly: {
    calls: 'janitor',
    description: 'Accounts that never became active, and the counts of lists',
    when: 'cron(17 3 * * ? *)',
    detail: { nightly: true },
  },
  TokensSchedule: {
    calls: 'tokens',
    description: 'The signing keys: the next, and which are no longer needed',
    when: 'rate(1 hour)',
    detail: {},
  },
};

/** Calls functions by the clock. */
export function makeSchedules(scope: Construct, functions: Functions): void {
  for (const [id, schedule] of Object.entries(SCHEDULES)) {
    const called = functions[schedule.calls];
    const rule = new CfnRule(scope, id, {
      description: schedule.description,
      scheduleExpression: schedule.when,
      targets: [
        {
          id: 'function',
          arn: called.functionArn,
          input: JSON.stringify({
            source: 'aws.events',
            'detail-type': 'Scheduled Event',
            detail: schedule.detail,
          }),
        },
      ],
    });
    new CfnPermission(scope, `${id}Invoke`, {
      functionName: called.functionName,
      action: 'lambda:InvokeFunction',
      principal: 'events.amazonaws.com',
      sourceArn: rule.attrArn,
    });
  }
}

/** What the signing keys hang on. */
export interface KeysOf {
  readonly table: string;
  readonly secret: string;
  readonly secretKeyVersion: string;
  /** What lets the functions use the table's own key; without it nobody reads the table. */
  readonly tableKeyUse: string | undefined;
}

/**
 * The deployment waits for the first signing key, so that nobody signs in without one and authorizers can be attached at once.
 * With another table or secret `tokens` is asked again.
 */
export function makeSigningKeys(scope: Construct, functions: Functions, of: KeysOf): void {
  new CfnResource(scope, 'SigningKeys', {
    type: 'Custom::SigningKeys',
    properties: {
      ServiceToken: functions.tokens.functionArn,
      ServiceTimeout: 60,
      Table: of.table,
      Secret: of.secret,
      SecretKeyVersion: of.secretKeyVersion,
      TableKeyUse: of.tableKeyUse,
    },
  });
}
