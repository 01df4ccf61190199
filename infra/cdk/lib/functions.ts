// The functions, one a crate of functions/, each with a role and a log group of its own.

import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { CfnManagedPolicy, type IRole, PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  Function,
  type ILayerVersion,
  LoggingFormat,
  Runtime,
  SystemLogLevel,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { tableAccess } from './access';
import { binary } from './binaries';

/** Memory in MB and timeout in seconds. Memory is CPU: 1,769 MB are one whole processor, which Argon2 needs. */
export const FUNCTIONS = {
  /** Registration, profiles, administration; and whatever no route names. */
  users: { memory: 1769, timeout: 10 },
  /** Groups and who is in them. */
  groups: { memory: 512, timeout: 10 },
  /** Permissions, grants, content types, checks. */
  permissions: { memory: 512, timeout: 10 },
  /** Activating accounts, and confirming new addresses. */
  activation: { memory: 512, timeout: 10 },
  /** Resetting and changing passwords. */
  passwordReset: { memory: 1769, timeout: 10 },
  /** Whatever takes a password and issues something. */
  signIn: { memory: 1769, timeout: 10 },
  /** Refreshing and ending what was issued, discovery, and the signing keys, for which a deployment waits. */
  tokens: { memory: 512, timeout: 30 },
  /** Pages on which people see to their accounts, and the files of all pages. */
  account: { memory: 1769, timeout: 10 },
  /** The administrators' console. */
  console: { memory: 1769, timeout: 10 },
  /** What the service owes, its settings and its health. */
  operator: { memory: 512, timeout: 10 },
  /** Owed mails, out through SES. Its timeout is shorter than its lease on a mail. */
  mailer: { memory: 256, timeout: 60 },
  /** What is left over after deletions, and the nightly walk, which reads all users. */
  janitor: { memory: 256, timeout: 300 },
};

export type FunctionName = keyof typeof FUNCTIONS;
export type Functions = Readonly<Record<FunctionName, Function>>;

export const FUNCTION_NAMES = Object.keys(FUNCTIONS) as FunctionName[];

/** The template's name for a function, with which those of its role, logs and routes begin. */
export const logicalName = (name: FunctionName): string => name.charAt(0).toUpperCase() + name.slice(1);

/** What all functions have in common, and what some may do beside reading and writing the table. */
export interface FunctionsProps {
  readonly table: ITable;
  readonly environment: Record<string, string>;
  readonly environmentKey: IKey | undefined;
  readonly logRetention: RetentionDays;
  readonly tracing: boolean;
  readonly binaries: string;
  readonly mayAlso: Partial<Record<FunctionName, PolicyStatement[]>>;
  readonly layers: Partial<Record<FunctionName, ILayerVersion[]>>;
}

/** Makes all functions. */
export function makeFunctions(scope: Construct, props: FunctionsProps): Functions {
  const made = FUNCTION_NAMES.map((name) => [name, makeFunction(scope, name, props)]);
  return Object.fromEntries(made) as Functions;
}

function makeFunction(scope: Construct, name: FunctionName, props: FunctionsProps): Function {
  const id = logicalName(name);
  const logGroup = new LogGroup(scope, `${id}Logs`, {
    retention: props.logRetention,
    // They outlive the stack: the security events in them may be wanted then above all.
    removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
  });
  const statements = [
    new PolicyStatement({
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: [logGroup.logGroupArn],
    }),
    ...tableAccess(name, props.table),
    ...(props.mayAlso[name] ?? []),
  ];
  const role = new Role(scope, `${id}Role`, {
    assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    inlinePolicies: { does: new PolicyDocument({ statements, minimize: false }) },
  });
  return new Function(scope, id, {
    code: binary(scope, props.binaries, name),
    runtime: Runtime.PROVIDED_AL2023,
    architecture: Architecture.ARM_64,
    handler: 'bootstrap',
    memorySize: FUNCTIONS[name].memory,
    timeout: Duration.seconds(FUNCTIONS[name].timeout),
    tracing: props.tracing ? Tracing.ACTIVE : Tracing.PASS_THROUGH,
    loggingFormat: LoggingFormat.JSON,
    // Without START, END and REPORT: the functions' own lines say as much, and each byte is paid for.
    systemLogLevelV2: SystemLogLevel.WARN,
    logGroup,
    environment: props.environment,
    environmentEncryption: props.environmentKey,
    layers: props.layers[name],
    // What a function may is written above, in full: constructs that would add to it do not.
    role: role.withoutPolicyUpdates(),
  });
}

/** Lets the roles send traces. */
export function letTrace(scope: Construct, roles: IRole[]): void {
  const policy = new CfnManagedPolicy(scope, 'TracingUse', {
    roles: roles.map((role) => role.roleName),
    policyDocument: {
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Action: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], Resource: '*' },
      ],
    },
  });
  Validations.of(policy).acknowledge({ id: 'AwsSolutions-IAM5[Resource::*]', reason: 'X-Ray knows no resource' });
}
