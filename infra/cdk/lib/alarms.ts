// The alarms; docs/operations.md says what each means and what to do.

import { Aws } from 'aws-cdk-lib';
import { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnMetricFilter } from 'aws-cdk-lib/aws-logs';
import type { ITopic, Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { Functions } from './functions';
import { makeTopic } from './mail';

/** A topic of the stack's own for the alarms. */
export function makeAlarmsTopic(scope: Construct, told: string | undefined): Topic {
  const topic = makeTopic(scope, 'Alarms', told);
  topic.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
      actions: ['sns:Publish'],
      resources: [topic.topicArn],
      conditions: {
        StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID },
        ArnLike: { 'aws:SourceArn': `arn:${Aws.PARTITION}:cloudwatch:${Aws.REGION}:${Aws.ACCOUNT_ID}:alarm:*` },
      },
    }),
  );
  return topic;
}

/** The errors in the log of `mailer`: what SES refuses stays owed and is no error of the function, only its log tells. */
const NOT_SENT = { namespace: `Latchkey/${Aws.STACK_NAME}`, name: 'MailsNotSent' };

/** What the alarms look at. */
export interface Watched {
  readonly functions: Functions;
  readonly apiId: string;
  readonly tableName: string;
  readonly queueName: string;
}

interface Metric {
  readonly name: string;
  readonly of: Record<string, string>;
}

interface Alarm {
  readonly says: string;
  readonly namespace: string;
  readonly metrics: readonly Metric[];
  /** How several metrics make one value, as CloudWatch's metric math; without, there is one metric. */
  readonly combined?: string;
  readonly statistic: 'Maximum' | 'Sum';
  /** In seconds. */
  readonly period: number;
  /** Rings when above. */
  readonly threshold: number;
  /** How many periods are looked at; one by default. */
  readonly periods?: number;
  /** In how many of them it has to be above; all by default. */
  readonly of?: number;
}

function alarms({ functions, apiId, tableName, queueName }: Watched): Record<string, Alarm> {
  return {
    UndeliveredAlarm: {
      says: 'Records of the stream ended in the queue.',
      namespace: 'AWS/SQS',
      metrics: [{ name: 'ApproximateNumberOfMessagesVisible', of: { QueueName: queueName } }],
      statistic: 'Maximum',
      period: 300,
      threshold: 0,
    },
    StreamAgeAlarm: {
      says: 'The stream has not been read for 15 minutes.',
      namespace: 'AWS/Lambda',
      metrics: [functions.mailer, functions.janitor].map(({ functionName }) => ({
        name: 'IteratorAge',
        of: { FunctionName: functionName },
      })),
      combined: 'MAX(METRICS())',
      statistic: 'Maximum',
      period: 300,
      threshold: 900_000,
    },
    MailsAlarm: {
      says: 'Mails do not go out: SES refuses them or does not answer.',
      namespace: NOT_SENT.namespace,
      metrics: [{ name: NOT_SENT.name, of: {} }],
      statistic: 'Sum',
      period: 900,
      threshold: 4,
    },
    ErrorsAlarm: {
      // Failures of the other six are 5xx.
      says: 'What no client sees failed: mails, cleaning or signing keys.',
      namespace: 'AWS/Lambda',
      metrics: [functions.tokens, functions.mailer, functions.janitor].map(({ functionName }) => ({
        name: 'Errors',
        of: { FunctionName: functionName },
      })),
      combined: 'SUM(METRICS())',
      statistic: 'Sum',
      period: 300,
      threshold: 0,
    },
    ThrottlesAlarm: {
      says: "Lambda refused to start functions, ours or others: the account's concurrency is used up.",
      namespace: 'AWS/Lambda',
      metrics: [{ name: 'Throttles', of: {} }],
      statistic: 'Sum',
      period: 300,
      threshold: 0,
    },
    ServerErrorsAlarm: {
      says: "Clients got 5xx: more than five in five minutes, or half of a quiet stage's requests.",
      namespace: 'AWS/ApiGateway',
      metrics: ['5xx', 'Count'].map((name) => ({ name, of: { ApiId: apiId } })),
      combined: 'IF(m1 > 5 OR (m1 > 0 AND m1 * 2 >= m2), 1, 0)',
      statistic: 'Sum',
      period: 300,
      threshold: 0,
      periods: 12,
      of: 2,
    },
    TableThrottlesAlarm: {
      // A list that waits for the index is slow, and 5xx if it waits for too long.
      says: 'DynamoDB throttled the table, or what it writes to its index.',
      namespace: 'AWS/DynamoDB',
      metrics: [
        { name: 'ReadThrottleEvents', of: { TableName: tableName } },
        { name: 'WriteThrottleEvents', of: { TableName: tableName } },
        { name: 'WriteThrottleEvents', of: { TableName: tableName, GlobalSecondaryIndexName: 'GSI1' } },
      ],
      combined: 'SUM(METRICS())',
      statistic: 'Sum',
      period: 300,
      threshold: 0,
    },
    BounceRateAlarm: {
      says: 'Many mails bounce: SES stops the account at 10 %.',
      namespace: 'AWS/SES',
      metrics: [{ name: 'Reputation.BounceRate', of: {} }],
      statistic: 'Maximum',
      period: 3600,
      threshold: 0.05,
    },
    ComplaintRateAlarm: {
      says: 'Recipients complain: SES stops the account at 0.5 %.',
      namespace: 'AWS/SES',
      metrics: [{ name: 'Reputation.ComplaintRate', of: {} }],
      statistic: 'Maximum',
      period: 3600,
      threshold: 0.001,
    },
  };
}

/** Makes the alarms, which tell the topic when they ring and when they stop. */
export function makeAlarms(scope: Construct, topic: ITopic, watched: Watched): void {
  new CfnMetricFilter(scope, 'MailsNotSent', {
    logGroupName: watched.functions.mailer.logGroup.logGroupName,
    filterPattern: '{ $.level = "ERROR" }',
    metricTransformations: [
      { metricNamespace: NOT_SENT.namespace, metricName: NOT_SENT.name, metricValue: '1' },
    ],
  });
  for (const [id, alarm] of Object.entries(alarms(watched))) {
    new CfnAlarm(scope, id, {
      alarmDescription: alarm.says,
      ...(alarm.combined ? several(alarm, alarm.combined) : single(alarm)),
      comparisonOperator: 'GreaterThanThreshold',
      threshold: alarm.threshold,
      evaluationPeriods: alarm.periods ?? 1,
      datapointsToAlarm: alarm.of,
      treatMissingData: 'notBreaching',
      alarmActions: [topic.topicArn],
      okActions: [topic.topicArn],
    });
  }
}

function single({ namespace, metrics, statistic, period }: Alarm) {
  const { name, of } = metrics[0]!;
  return { namespace, metricName: name, dimensions: dimensions(of), statistic, period };
}

function several({ namespace, metrics, statistic, period }: Alarm, combined: string) {
  const each = metrics.map(({ name, of }, index) => ({
    id: `m${index + 1}`,
    returnData: false,
    metricStat: { metric: { namespace, metricName: name, dimensions: dimensions(of) }, stat: statistic, period },
  }));
  return { metrics: [{ id: 'all', expression: combined, label: 'all' }, ...each] };
}

function dimensions(of: Record<string, string>) {
  const named = Object.entries(of).map(([name, value]) => ({ name, value }));
  return named.length ? named : undefined;
}
