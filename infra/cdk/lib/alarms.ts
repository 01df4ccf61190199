// The alarms; docs/operations.md says what each means and what to do.

import { Aws } from 'aws-cdk-lib';
import { CfnBudget } from 'aws-cdk-lib/aws-budgets';
import { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnMetricFilter } from 'aws-cdk-lib/aws-logs';
import type { ITopic, Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { FunctionName, Functions } from './functions';
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

/** What only logs tell, by the names of its filters and of its metric: whose log, and which of its lines. */
const TOLD = `Latchkey/${Aws.STACK_NAME}`;
const LINES: Record<string, [metric: string, of: FunctionName, lines: string]> = {
  // What SES refuses stays owed and is no error of the function; nor is what the next call of the cleaning goes on with.
  MailsNotSent: ['MailsNotSent', 'mailer', '{ $.level = "ERROR" }'],
  MailQuota: ['MailQuota', 'mailer', '{ ($.sending = "paused") || ($.sending = "nearly_used_up") }'],
  CleaningStopped: ['CleaningStopped', 'janitor', '{ $.level = "ERROR" }'],
  TokenReused: ['TokenReused', 'tokens', '{ $.event = "authn_token_reuse" }'],
  SignInTooMany: ['TooMany', 'signIn', '{ $.status = 429 }'],
  UsersTooMany: ['TooMany', 'users', '{ $.status = 429 }'],
  ActivationTooMany: ['TooMany', 'activation', '{ $.status = 429 }'],
  PasswordResetTooMany: ['TooMany', 'passwordReset', '{ $.status = 429 }'],
  AccountTooMany: ['TooMany', 'account', '{ $.status = 429 }'],
  GroupsTooMany: ['TooMany', 'groups', '{ $.status = 429 }'],
  PermissionsTooMany: ['TooMany', 'permissions', '{ $.status = 429 }'],
  TokensTooMany: ['TooMany', 'tokens', '{ $.status = 429 }'],
  ConsoleTooMany: ['TooMany', 'console', '{ $.status = 429 }'],
  OperatorTooMany: ['TooMany', 'operator', '{ $.status = 429 }'],
};

/** Where each alarm's meaning stands. */
const RUNBOOK = 'docs/operations.md#what-each-alarm-means';

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
  /** Whether somebody has to look at once, and not some time this week. */
  readonly urgent: boolean;
  readonly namespace: string;
  readonly metrics: readonly Metric[];
  /** How several metrics make one value, as CloudWatch's metric math; without, there is one metric. */
  readonly combined?: string;
  readonly statistic: 'Maximum' | 'Sum';
  /** In seconds. */
  readonly period: number;
  /** Rings when above; with `silence` when below, or when nothing is said any more. */
  readonly threshold: number;
  readonly silence?: boolean;
  /** How many periods are looked at; one by default. */
  readonly periods?: number;
  /** In how many of them it has to be above; all by default. */
  readonly of?: number;
}

function alarms({ functions, apiId, tableName, queueName }: Watched): Record<string, Alarm> {
  return {
    UndeliveredAlarm: {
      says: 'Records of the stream ended in the queue.',
      urgent: false,
      namespace: 'AWS/SQS',
      metrics: [{ name: 'ApproximateNumberOfMessagesVisible', of: { QueueName: queueName } }],
      statistic: 'Maximum',
      period: 300,
      threshold: 0,
    },
    StreamAgeAlarm: {
      says: 'The stream has not been read for 15 minutes.',
      urgent: true,
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
      urgent: true,
      namespace: TOLD,
      metrics: [{ name: 'MailsNotSent', of: {} }],
      statistic: 'Sum',
      period: 900,
      threshold: 4,
    },
    MailQuotaAlarm: {
      says: 'SES has paused the account, or will take no more mails for a day soon: four fifths are used.',
      urgent: true,
      namespace: TOLD,
      metrics: [{ name: 'MailQuota', of: {} }],
      statistic: 'Sum',
      period: 900,
      threshold: 4,
    },
    ErrorsAlarm: {
      // Failures of the other six are 5xx.
      says: 'What no client sees failed: mails, cleaning or signing keys.',
      urgent: false,
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
      urgent: true,
      namespace: 'AWS/Lambda',
      metrics: [{ name: 'Throttles', of: {} }],
      statistic: 'Sum',
      period: 300,
      threshold: 0,
    },
    ServerErrorsAlarm: {
      says: "Clients got 5xx: more than five in five minutes, or half of a quiet stage's requests.",
      urgent: true,
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
      urgent: false,
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
      urgent: true,
      namespace: 'AWS/SES',
      metrics: [{ name: 'Reputation.BounceRate', of: {} }],
      statistic: 'Maximum',
      period: 3600,
      threshold: 0.05,
    },
    ComplaintRateAlarm: {
      says: 'Recipients complain: SES stops the account at 0.5 %.',
      urgent: true,
      namespace: 'AWS/SES',
      metrics: [{ name: 'Reputation.ComplaintRate', of: {} }],
      statistic: 'Maximum',
      period: 3600,
      threshold: 0.001,
    },
    CleaningAlarm: {
      says: 'the cleaning or the nightly walk stops half-way, again and again.',
      urgent: false,
      namespace: TOLD,
      metrics: [{ name: 'CleaningStopped', of: {} }],
      statistic: 'Sum',
      period: 3600,
      threshold: 2,
    },
    TokenReuseAlarm: {
      // A client that keeps no state reuses one now and then.
      says: 'refresh tokens are used again after they were replaced: somebody has copies.',
      urgent: true,
      namespace: TOLD,
      metrics: [{ name: 'TokenReused', of: {} }],
      statistic: 'Sum',
      period: 3600,
      threshold: 4,
    },
    TooManyAlarm: {
      says: 'our limits answer 429 a hundred times in five minutes: an attack, or a proxy that counts as one client.',
      urgent: false,
      namespace: TOLD,
      metrics: [{ name: 'TooMany', of: {} }],
      statistic: 'Sum',
      period: 300,
      threshold: 100,
    },
    RefusedAlarm: {
      // What the gateway refuses itself it tells by no metric of its own.
      says: 'most of over 500 requests in five minutes got 4xx: 429 of ThrottleRate, or a client that is broken.',
      urgent: true,
      namespace: 'AWS/ApiGateway',
      metrics: ['4xx', 'Count'].map((name) => ({ name, of: { ApiId: apiId } })),
      combined: 'IF(m1 > 500 AND m1 * 2 > m2, 1, 0)',
      statistic: 'Sum',
      period: 300,
      threshold: 0,
    },
    SilenceAlarm: {
      // The schedule of mailer looks at the table each minute, from inside. That it looks at all is here.
      says: 'for a quarter of an hour not even the schedules have called a function.',
      urgent: true,
      namespace: 'AWS/Lambda',
      metrics: [{ name: 'Invocations', of: { FunctionName: functions.mailer.functionName } }],
      statistic: 'Sum',
      period: 300,
      threshold: 1,
      periods: 3,
      silence: true,
    },
  };
}

/** Makes the alarms, which tell the topic when they ring and when they stop. */
export function makeAlarms(scope: Construct, topic: ITopic, watched: Watched): void {
  for (const [id, [metricName, name, filterPattern]] of Object.entries(LINES)) {
    new CfnMetricFilter(scope, id, {
      logGroupName: watched.functions[name].logGroup.logGroupName,
      filterPattern,
      metricTransformations: [{ metricNamespace: TOLD, metricName, metricValue: '1' }],
    });
  }
  for (const [id, alarm] of Object.entries(alarms(watched))) {
    new CfnAlarm(scope, id, {
      alarmDescription: `${alarm.urgent ? 'Urgent' : 'Warning'}: ${alarm.says} ${RUNBOOK}`,
      ...(alarm.combined ? several(alarm, alarm.combined) : single(alarm)),
      comparisonOperator: alarm.silence ? 'LessThanThreshold' : 'GreaterThanThreshold',
      threshold: alarm.threshold,
      evaluationPeriods: alarm.periods ?? 1,
      datapointsToAlarm: alarm.of,
      // That nothing is said any more rings; that nothing was said yet is where an alarm begins.
      treatMissingData: alarm.silence ? 'missing' : 'notBreaching',
      alarmActions: [topic.topicArn],
      insufficientDataActions: alarm.silence ? [topic.topicArn] : undefined,
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

/** Tells somebody what the account costs: when four fifths of the dollars are spent, and when AWS expects more than all. */
export function makeBudget(scope: Construct, dollars: number, told: string): void {
  const notice = (notificationType: string, threshold: number) => ({
    notification: { notificationType, comparisonOperator: 'GREATER_THAN', threshold },
    subscribers: [{ subscriptionType: 'EMAIL', address: told }],
  });
  new CfnBudget(scope, 'Budget', {
    budget: { budgetType: 'COST', timeUnit: 'MONTHLY', budgetLimit: { amount: dollars, unit: 'USD' } },
    notificationsWithSubscribers: [notice('ACTUAL', 80), notice('FORECASTED', 100)],
  });
}
