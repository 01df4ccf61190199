// The HTTP API: its stage, its domain, and the routes, which are resources of the first level: the second would add a
// permission a route, and that many do not fit into a function's policy.

import { Aws, RemovalPolicy, Validations } from 'aws-cdk-lib';
import {
  CfnApiMapping,
  CfnDomainName,
  CfnIntegration,
  CfnRoute,
  CfnStage,
  HttpApi,
} from 'aws-cdk-lib/aws-apigatewayv2';
import type { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import { CfnPermission } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { CfnRecordSetGroup, type IHostedZone } from 'aws-cdk-lib/aws-route53';
import type { Construct } from 'constructs';
import { type FunctionName, type Functions, logicalName } from './functions';
import { ROUTES, registered, routeName } from './routes';

/** A host that the service has to itself. */
export interface Domain {
  /** The host, e.g. `accounts.example.org`. */
  readonly name: string;
  /** Its certificate, in the stack's own region. */
  readonly certificate: ICertificate;
  /** The zone in which its records are set. Without one, lead the name to the output `DomainTarget`. */
  readonly hostedZone?: IHostedZone;
}

/** The API; with a domain, the host that API Gateway gives is switched off. */
export function makeApi(scope: Construct, domain: Domain | undefined): HttpApi {
  return new HttpApi(scope, 'Api', {
    apiName: Aws.STACK_NAME,
    description: 'Latchkey',
    createDefaultStage: false,
    disableExecuteApiEndpoint: domain !== undefined,
  });
}

/** What requests of all clients together are let through. */
export interface Throttle {
  /** Requests a second beyond which API Gateway answers 429; 100 by default. */
  readonly rate?: number;
  /** Requests at once above that rate; 200 by default. */
  readonly burst?: number;
}

/** The one stage, which serves at the root; with a log of its own that is kept so long, if one is wanted. */
export function makeStage(
  scope: Construct,
  api: HttpApi,
  throttle: Required<Throttle>,
  logRetention: RetentionDays | undefined,
): CfnStage {
  const stage = new CfnStage(scope, 'Stage', {
    apiId: api.apiId,
    stageName: '$default',
    autoDeploy: true,
    defaultRouteSettings: {
      throttlingRateLimit: throttle.rate,
      throttlingBurstLimit: throttle.burst,
      detailedMetricsEnabled: false,
    },
    accessLogSettings: logRetention && accessLog(scope, logRetention),
  });
  Validations.of(stage).acknowledge({ id: 'AwsSolutions-APIG1', reason: 'The functions log each request' });
  return stage;
}

function accessLog(scope: Construct, retention: RetentionDays): CfnStage.AccessLogSettingsProperty {
  const accessLogs = new LogGroup(scope, 'AccessLogs', {
    // Under this prefix, logs of API Gateway need no entry each in the account's one resource policy.
    logGroupName: `/aws/vendedlogs/${Aws.STACK_NAME}/api`,
    retention,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  return {
    destinationArn: accessLogs.logGroupArn,
    // By route and never by path: paths carry the tokens of links.
    format: JSON.stringify({
      requestId: '$context.requestId',
      time: '$context.requestTime',
      method: '$context.httpMethod',
      route: '$context.routeKey',
      status: '$context.status',
      latency: '$context.responseLatency',
      integrationLatency: '$context.integrationLatency',
      length: '$context.responseLength',
      error: '$context.integrationErrorMessage',
      gatewayError: '$context.error.responseType',
    }),
  };
}

/** Leads the domain to the stage, and answers the name that its DNS record leads to. */
export function makeDomain(scope: Construct, api: HttpApi, stage: CfnStage, domain: Domain): string {
  const own = new CfnDomainName(scope, 'OwnDomain', {
    domainName: domain.name,
    domainNameConfigurations: [
      {
        certificateArn: domain.certificate.certificateArn,
        endpointType: 'REGIONAL',
        securityPolicy: 'TLS_1_2',
      },
    ],
  });
  // No mapping key: paths are served at the root.
  new CfnApiMapping(scope, 'DomainMapping', { apiId: api.apiId, domainName: own.ref, stage: stage.ref });
  if (domain.hostedZone) {
    const aliasTarget = { dnsName: own.attrRegionalDomainName, hostedZoneId: own.attrRegionalHostedZoneId };
    new CfnRecordSetGroup(scope, 'DomainRecords', {
      hostedZoneId: domain.hostedZone.hostedZoneId,
      recordSets: ['A', 'AAAA'].map((type) => ({ name: domain.name, type, aliasTarget })),
    });
  }
  return own.attrRegionalDomainName;
}

/** One integration and one permission a function, and all routes. */
export function makeRoutes(scope: Construct, api: HttpApi, functions: Functions): void {
  for (const [name, paths] of Object.entries(ROUTES)) {
    const id = logicalName(name as FunctionName);
    const answers = functions[name as FunctionName];
    const integration = new CfnIntegration(scope, `${id}Integration`, {
      apiId: api.apiId,
      integrationType: 'AWS_PROXY',
      integrationUri: answers.functionArn,
      payloadFormatVersion: '2.0',
    });
    new CfnPermission(scope, `${id}Invoke`, {
      functionName: answers.functionName,
      action: 'lambda:InvokeFunction',
      principal: 'apigateway.amazonaws.com',
      sourceArn: `arn:${Aws.PARTITION}:execute-api:${Aws.REGION}:${Aws.ACCOUNT_ID}:${api.apiId}/*/*`,
    });
    for (const path of paths.flatMap(registered)) {
      const route = new CfnRoute(scope, routeName(path), {
        apiId: api.apiId,
        routeKey: path === '$default' ? path : `ANY ${path}`,
        target: `integrations/${integration.ref}`,
      });
      Validations.of(route).acknowledge({
        id: 'AwsSolutions-APIG4',
        reason: 'Latchkey is what authorizes: its functions ask for credentials where a path needs them',
      });
    }
  }
}
