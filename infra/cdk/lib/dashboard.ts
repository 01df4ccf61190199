// The dashboard: one page that shows whether the service is well.

import { Aws, Stack } from 'aws-cdk-lib';
import { CfnDashboard } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { Watched } from './alarms';
import { FUNCTION_NAMES } from './functions';

type Line = readonly string[];

/** Makes the dashboard `<stack>-<region>`. */
export function makeDashboard(scope: Construct, watched: Watched): void {
  const { functions, apiId, tableName, queueName } = watched;
  const api = (...names: string[]): Line[] => names.map((name) => ['AWS/ApiGateway', name, 'ApiId', apiId]);
  const lambda = (name: string, of = FUNCTION_NAMES): Line[] =>
    of.map((one) => ['AWS/Lambda', name, 'FunctionName', functions[one].functionName]);
  const table = (...names: string[]): Line[] => names.map((name) => ['AWS/DynamoDB', name, 'TableName', tableName]);
  const queue: Line = ['AWS/SQS', 'ApproximateNumberOfMessagesVisible', 'QueueName', queueName];

  const charts: [title: string, stat: string, metrics: Line[]][] = [
    ['Requests', 'Sum', api('Count', '4xx', '5xx')],
    ['Latency, p99', 'p99', api('Latency', 'IntegrationLatency')],
    ['Invocations', 'Sum', lambda('Invocations')],
    ['Errors and throttles', 'Sum', [...lambda('Errors'), ['AWS/Lambda', 'Throttles']]],
    ['Duration, p99', 'p99', lambda('Duration')],
    ['Concurrent executions', 'Maximum', [['AWS/Lambda', 'ConcurrentExecutions']]],
    [
      'Table',
      'Sum',
      table('ConsumedReadCapacityUnits', 'ConsumedWriteCapacityUnits', 'ReadThrottleEvents', 'WriteThrottleEvents'),
    ],
    ['Stream and queue', 'Maximum', [...lambda('IteratorAge', ['mailer', 'janitor']), queue]],
  ];
  const widgets = charts.map(([title, stat, metrics], place) => ({
    type: 'metric',
    x: (place % 2) * 12,
    y: Math.floor(place / 2) * 6,
    width: 12,
    height: 6,
    properties: { title, region: Aws.REGION, stat, period: 300, metrics },
  }));
  new CfnDashboard(scope, 'Dashboard', {
    dashboardName: `${Aws.STACK_NAME}-${Aws.REGION}`,
    dashboardBody: Stack.of(scope).toJsonString({ widgets }),
  });
}
