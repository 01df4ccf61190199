// The alarms; docs/operations.md says what each means and what to do.

import { Aws } from 'aws-cdk-lib';
import { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnMetricFilter } from 'aws-cdk-lib/aws-logs';
import type { ITopic, Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { FUNCTION_NAMES, type Functions } from './functions';
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
  /** How several metrics make one value; without, there is one metric. */
  readonly combined?: 'MAX' | 'SUM';
  readonly statistic: 'Maximum' | 'Sum';
  /** In seconds. */
  readonly period: number;
  /** Rings when above. */
  readonly threshold: number;
  /** How many periods in a row; one by default. */
  readonly periods?: number;
}

function alarms({ functions, apiId, tableName, queueName }: Watched): Record<string, Alarm> {
  const ofTable: Metric['of'][] = [
    { TableName: tableName },
    { TableName: tableName, GlobalSecondaryIndexName: 'GSI1' },
  ];
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
      combined: 'MAX',
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
      says: 'Functions failed: an error, a timeout, or settings that cannot be.',
      namespace: 'AWS/Lambda',
      metrics: FUNCTION_NAMES.map((name) => ({ name: 'Errors', of: { FunctionName: functions[name].functionName } })),
      combined: 'SUM',
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
      says: 'Clients got 5xx.',
      namespace: 'AWS/ApiGateway',
      metrics: [{ name: '5xx', of: { ApiId: apiId } }],
      statistic: 'Sum',
      period: 300,
      threshold: 5,
      periods: 2,
    },
    TableThrottlesAlarm: {
      says: 'DynamoDB throttled the table or its index.',
      namespace: 'AWS/DynamoDB',
      metrics: ['ReadThrottleEvents', 'WriteThrottleEvents'].flatMap((name) => ofTable.map((of) => ({ name, of }))),
      combined: 'SUM',
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
  return { metrics: [{ id: 'all', expression: `${combined}(METRICS())`, label: 'all' }, ...each] };
}

function dimensions(of: Record<string, string>) {
  const named = Object.entries(of).map(([name, value]) => ({ name, value }));
  return named.length ? named : undefined;
}
