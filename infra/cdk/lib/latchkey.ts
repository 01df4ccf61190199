// The whole service as one construct: the stack of ../../template.yaml, which is the truth, by the names that it has
// there. test/template.test.ts compares.

import { Fn, Stack } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ILayerVersion } from 'aws-cdk-lib/aws-lambda';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { ITopic, Topic } from 'aws-cdk-lib/aws-sns';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { makeAlarms, makeAlarmsTopic, makeBudget } from './alarms';
import { type Domain, type Throttle, makeApi, makeDomain, makeRoutes, makeStage } from './api';
import { builtHere } from './binaries';
import { PLATFORM, inWords, mistakes } from './check';
import { makeDashboard } from './dashboard';
import { makeSchedules, makeSigningKeys, makeStreams, makeUndelivered, readsStream } from './events';
import { FUNCTION_NAMES, type Functions, letTrace, makeFunctions } from './functions';
import { type MailIdentity, excuseIdentities, makeMail, sendsMail } from './mail';
import { makeOutputs } from './outputs';
import { SETTINGS, type Settings, variable } from './settings';
import { type Existing, letUseKey, makeSecretKey, makeTable, takeTable } from './table';

export type { Domain, Existing, Functions, MailIdentity, Settings, Throttle };

/** What a deployer decides. Only the sender of mails has no default. */
export interface LatchkeyProps {
  /** The address that all mails come from, and the name beside it, `Latchkey` by default. */
  readonly mailFrom: { readonly address: string; readonly name?: string };
  /**
   * What SES is to verify: the one `address`, by a mail with a link; its `domain`, by the DNS records in the outputs, and
   * then it signs the mails (DKIM); or nothing, since the account has verified either: `existing`. `address` by default.
   */
  readonly mailIdentity?: MailIdentity;
  /** Who is told of alarms, and of mails that bounced or were complained about; nobody by default. */
  readonly alarmEmail?: string;
  /** Dollars a month for the whole account, of whose use `alarmEmail` is told; no budget by default. */
  readonly monthlyBudget?: number;
  /** A topic that you have, to be told of alarms instead of one of the stack's. CloudWatch must be let publish to it. */
  readonly alarmTopic?: ITopic;
  /** A host that the service has to itself. With it, the one that API Gateway gives is switched off. */
  readonly domain?: Domain;
  /**
   * A table of Latchkey's that the stack is to use instead of one of its own: one that was kept, or restored
   * (docs/operations.md). Its own, if the stack had one, leaves the stack then, and is kept.
   */
  readonly existingTable?: Existing;
  /** A secret with `key` and `fallbacks` that the stack is to use instead of one of its own; as above. */
  readonly existingSecret?: ISecret;
  /** A key that encrypts the table; by default the one that AWS owns, which costs nothing. */
  readonly tableKey?: IKey;
  /**
   * A key for the functions' environment, in which the secret key is: nobody reads it then without a right to this key.
   * By default Lambda's own, with which whoever may look at functions reads it.
   */
  readonly environmentKey?: IKey;
  /**
   * The version of the secret that the functions use: what `put-secret-value` answered (docs/operations.md). By default
   * the newest when a function was last changed.
   */
  readonly secretKeyVersion?: string;
  /** A layer whose folder `templates` replaces the built-in mails, file by file. */
  readonly emailTemplates?: ILayerVersion;
  /** How long logs are kept; a year by default, which the security events in them are worth. */
  readonly logRetention?: RetentionDays;
  /** Whether API Gateway logs each request, too, those that it refuses itself (429) among them; false by default. */
  readonly accessLog?: boolean;
  /** Whether X-Ray traces the functions; false by default. */
  readonly tracing?: boolean;
  /** Whether there is a dashboard; true by default. */
  readonly withDashboard?: boolean;
  /** How many requests of all clients together are let through. */
  readonly throttle?: Throttle;
  /** The settings of docs/configuration.md that differ from their defaults. */
  readonly settings?: Settings;
  /**
   * The folder with the functions: `functions` of a release, or where `cargo lambda build --release --arm64 --output-format
   * zip` left them. In a checkout of Latchkey the default is its `target/lambda`; in an app that has this from npm there is none.
   */
  readonly binaries?: string;
}

/** Latchkey: sign-up, sign-in, groups and permissions, over one table. */
export class Latchkey extends Construct {
  /** Where clients reach the service. */
  public readonly url: string;
  /** The `iss` of access tokens. */
  public readonly issuer: string;
  /** The `aud` of access tokens. */
  public readonly audience: string;
  public readonly api: HttpApi;
  public readonly table: ITable;
  /** The secret with `key` and `fallbacks`. */
  public readonly secretKey: ISecret;
  /** The functions. Their roles take no further grants: what each may do is said in full in access.ts. */
  public readonly functions: Functions;
  /** Where alarms are told. */
  public readonly alarms: ITopic;
  /** Where bounces and complaints are told. */
  public readonly mailFeedback: Topic;
  /** What the stream could not deliver. */
  public readonly undelivered: Queue;

  constructor(scope: Construct, id: string, props: LatchkeyProps) {
    super(scope, id);
    const wrong = mistakes(props, Stack.of(this).region);
    const twin = Stack.of(this).node.findAll().find((it) => it instanceof Latchkey && it !== this);
    if (twin) {
      wrong.push(`${twin.node.path} is in the stack, which names logs, alarms and dashboard: have another stack for this one`);
    }
    if (wrong.length) {
      throw new Error([`${this.node.path} cannot be made:`, ...wrong].join('\n  '));
    }
    const { domain, tableKey } = props;
    const { address, name: sender = PLATFORM.mailFromName.Default } = props.mailFrom;
    const host = Fn.select(1, Fn.split('@', address, 2));
    const logRetention = props.logRetention ?? PLATFORM.logRetentionDays.Default;

    this.table = props.existingTable ? takeTable(this, props.existingTable) : makeTable(this, tableKey);
    this.secretKey = props.existingSecret ?? makeSecretKey(this);
    this.api = makeApi(this, domain);
    this.url = domain ? `https://${domain.name}` : this.api.apiEndpoint;
    this.issuer = this.url;
    this.audience = inWords(props.settings?.audience ?? SETTINGS.audience.Default);
    this.undelivered = makeUndelivered(this);
    const mail = makeMail(this, address, host, props.mailIdentity ?? 'address', props.alarmEmail);
    this.mailFeedback = mail.feedback;

    const secret = (field: string) =>
      `{{resolve:secretsmanager:${this.secretKey.secretArn}:SecretString:${field}::${props.secretKeyVersion ?? ''}}}`;
    const stream = readsStream(this.table, this.undelivered.queueArn);
    this.functions = makeFunctions(this, {
      table: this.table,
      environment: {
        LATCHKEY_PUBLIC_URL: this.url,
        LATCHKEY_TABLE: this.table.tableName,
        LATCHKEY_SECRET_KEY: secret('key'),
        LATCHKEY_SECRET_KEY_FALLBACKS: secret('fallbacks'),
        LATCHKEY_DEFAULT_FROM_EMAIL: `${sender} <${address}>`,
        LATCHKEY_EMAIL_TEMPLATES: props.emailTemplates ? '/opt/templates' : '',
        ...inEnvironment(props.settings ?? {}),
      },
      environmentKey: props.environmentKey,
      logRetention,
      tracing: props.tracing ?? false,
      binaries: props.binaries ?? builtHere(),
      mayAlso: {
        mailer: [...stream, ...sendsMail(address)],
        janitor: stream,
      },
      layers: { mailer: props.emailTemplates && [props.emailTemplates] },
    });
    excuseIdentities(this.functions.mailer);
    const roles = FUNCTION_NAMES.map((name) => this.functions[name].role!);
    const tableKeyUse = tableKey && letUseKey(this, tableKey, roles);
    if (props.tracing) {
      letTrace(this, roles);
    }

    const throttle = {
      rate: props.throttle?.rate ?? Number(PLATFORM.throttleRate.Default),
      burst: props.throttle?.burst ?? Number(PLATFORM.throttleBurst.Default),
    };
    const stage = makeStage(this, this.api, throttle, props.accessLog ? logRetention : undefined);
    const domainTarget = domain && makeDomain(this, this.api, stage, domain);
    makeRoutes(this, this.api, this.functions);
    makeStreams(this, this.table, this.undelivered, this.functions);
    makeSchedules(this, this.functions);
    makeSigningKeys(this, this.functions, {
      table: this.table.tableName,
      secret: this.secretKey.secretArn,
      secretKeyVersion: props.secretKeyVersion ?? '',
      tableKeyUse: tableKeyUse?.ref,
    });

    this.alarms = props.alarmTopic ?? makeAlarmsTopic(this, props.alarmEmail);
    const watched = {
      functions: this.functions,
      apiId: this.api.apiId,
      tableName: this.table.tableName,
      queueName: this.undelivered.queueName,
    };
    makeAlarms(this, this.alarms, watched);
    if (props.monthlyBudget && props.alarmEmail) {
      makeBudget(this, props.monthlyBudget, props.alarmEmail);
    }
    if (props.withDashboard ?? true) {
      makeDashboard(this, watched);
    }

    makeOutputs(this, domainTarget, mail.dkim);
  }

  /**
   * The stock JWT authorizer for an API of your own: only who has an access token of this service comes through. Put that
   * API into a stack of its own, which is deployed after this service's: API Gateway asks the issuer for its discovery
   * document.
   */
  public authorizer(id = 'Latchkey'): HttpJwtAuthorizer {
    return new HttpJwtAuthorizer(id, this.issuer, { jwtAudience: [this.audience] });
  }
}

/** All settings as the functions read them. */
function inEnvironment(settings: Settings): Record<string, string> {
  const names = Object.keys(SETTINGS) as (keyof Settings)[];
  return Object.fromEntries(names.map((name) => [variable(name), inWords(settings[name] ?? SETTINGS[name].Default)]));
}
