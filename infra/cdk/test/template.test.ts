// The construct makes the stack of ../../template.yaml, all of it and nothing else, whatever is decided.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { Key } from 'aws-cdk-lib/aws-kms';
import { LayerVersion } from 'aws-cdk-lib/aws-lambda';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import type { Stack } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { CURRENTLY_RECOMMENDED_FLAGS } from 'aws-cdk-lib/cx-api';
import type { LatchkeyProps } from '../lib/latchkey';
import { type Parameter, SETTINGS } from '../lib/settings';
import { type Json, type Members, TEMPLATE, differences, fromConstruct, fromTemplate } from './stacks';

const REGION = 'arn:aws:acm:eu-central-1:123456789012';
const CERTIFICATE = `${REGION}:certificate/0a1b`;
const KEY = 'arn:aws:kms:eu-central-1:123456789012:key/0a1b';
const LAYER = 'arn:aws:lambda:eu-central-1:123456789012:layer:mails:7';
const VERSION = '0a1b2c3d-0a1b-0a1b-0a1b-0a1b2c3d4e5f';

/** Another value than the default for every setting: as a parameter, and as props have it. */
function otherSettings(): { parameters: Record<string, string>; settings: Members } {
  const parameters: Record<string, string> = {};
  const settings: Members = {};
  for (const [name, declared] of Object.entries(SETTINGS as Record<string, Parameter<unknown>>)) {
    const { Default, AllowedValues: words, ConstraintDescription: must, AllowedPattern: pattern } = declared;
    const word = pattern
      ?.match(/\(([a-z_|-]+)\)/)?.[1]
      ?.split('|')
      .at(-1);
    const other =
      words?.find((it) => it !== Default) ??
      (must?.includes('whole number') ? Number(Default) + 1 : undefined) ??
      word ??
      {
        corsAllowedOrigins: 'https://app.example.org,https://example.org',
        notBefore: '2026-11-30T12:00:00Z',
        userFields: '[{"name":"phone","type":"char"}]',
        brandColor: '#00aa77',
        brandLogo: 'https://example.org/logo.svg',
        termsUrl: 'https://example.org/terms',
        privacyUrl: 'https://example.org/privacy',
        supportUrl: 'mailto:help@example.org',
      }[name] ??
      (name.startsWith('limit') ? '7/2m' : undefined) ??
      (pattern?.includes('token') ? `${name}/{uid}/{token}` : name.toLowerCase());
    parameters[name.charAt(0).toUpperCase() + name.slice(1)] = String(other);
    const isFlag = words?.includes('true');
    const isList = pattern?.includes('*') && pattern.includes(',');
    settings[name] = isFlag ? other === 'true' : isList ? String(other).split(',') : other;
  }
  return { parameters, settings };
}

interface Case {
  readonly parameters: Record<string, string | number>;
  readonly props: LatchkeyProps | ((stack: Stack) => LatchkeyProps);
}

const other = otherSettings();
const CASES: Record<string, Case> = {
  'with nothing but the sender': {
    parameters: { MailFromAddress: 'accounts@example.org' },
    props: { mailFrom: { address: 'accounts@example.org' } },
  },
  'with everything otherwise': {
    parameters: {
      MailFromAddress: 'hello@example.org',
      MailFromName: 'Example',
      MailIdentity: 'domain',
      AlarmEmail: 'ops@example.org',
      DomainName: 'accounts.example.org',
      CertificateArn: CERTIFICATE,
      HostedZoneId: 'Z0A1B',
      TableKeyArn: KEY,
      EnvironmentKeyArn: KEY,
      SecretKeyVersion: VERSION,
      EmailTemplatesLayerArn: LAYER,
      LogRetentionDays: 90,
      MonthlyBudget: 500,
      AccessLog: 'true',
      Tracing: 'true',
      WithDashboard: 'false',
      ThrottleRate: 7,
      ThrottleBurst: 8,
      ...other.parameters,
    },
    props: (stack) => ({
      mailFrom: { address: 'hello@example.org', name: 'Example' },
      mailIdentity: 'domain',
      alarmEmail: 'ops@example.org',
      domain: {
        name: 'accounts.example.org',
        certificate: Certificate.fromCertificateArn(stack, 'Certificate', CERTIFICATE),
        hostedZone: HostedZone.fromHostedZoneAttributes(stack, 'Zone', {
          hostedZoneId: 'Z0A1B',
          zoneName: 'example.org',
        }),
      },
      tableKey: Key.fromKeyArn(stack, 'Key', KEY),
      environmentKey: Key.fromKeyArn(stack, 'EnvironmentKey', KEY),
      secretKeyVersion: VERSION,
      emailTemplates: LayerVersion.fromLayerVersionArn(stack, 'Mails', LAYER),
      logRetention: 90,
      monthlyBudget: 500,
      accessLog: true,
      tracing: true,
      withDashboard: false,
      throttle: { rate: 7, burst: 8 },
      settings: other.settings as LatchkeyProps['settings'],
    }),
  },
  'with a domain whose records are set elsewhere, and an address that SES knows': {
    parameters: {
      MailFromAddress: 'accounts@example.org',
      MailIdentity: 'existing',
      DomainName: 'accounts.example.org',
      CertificateArn: CERTIFICATE,
    },
    props: (stack) => ({
      mailFrom: { address: 'accounts@example.org' },
      mailIdentity: 'existing',
      domain: {
        name: 'accounts.example.org',
        certificate: Certificate.fromCertificateArn(stack, 'Certificate', CERTIFICATE),
      },
    }),
  },
};

const STREAM = '2026-11-30T12:00:00.000';
const SECRET = 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:latchkey-0a1b2c';
CASES['with a table and a secret that there are'] = {
  parameters: {
    MailFromAddress: 'accounts@example.org',
    ExistingTable: 'latchkey-restored',
    ExistingStream: STREAM,
    ExistingSecretArn: SECRET,
  },
  props: (stack) => ({
    mailFrom: { address: 'accounts@example.org' },
    existingTable: { table: 'latchkey-restored', stream: STREAM },
    existingSecret: Secret.fromSecretCompleteArn(stack, 'Secret', SECRET),
  }),
};

for (const [what, { parameters, props }] of Object.entries(CASES)) {
  test(`the construct is the template ${what}`, () => {
    const template = fromTemplate(parameters);
    const construct = fromConstruct(props);
    assert.equal(differences(template, construct).join('\n'), '');
    // It was something that was compared.
    assert.ok(Object.keys(template.resources).length > 150);
  });

  test(`an app's feature flags change nothing of it ${what}`, () => {
    const flagged = fromConstruct(props, { context: CURRENTLY_RECOMMENDED_FLAGS });
    assert.deepEqual(differences(fromConstruct(props), flagged), []);
  });

  test(`no resource waits for itself ${what}`, () => {
    const { resources } = fromConstruct(props);
    const waiting = new Map(Object.entries(resources).map(([name, it]) => [name, named(it, resources)]));
    assert.ok(waiting.get('Users')?.has('UsersRole') && waiting.get('UsersIntegration')?.has('Users'));
    for (let ready: string | undefined; (ready = [...waiting].find(([, of]) => of.size === 0)?.[0]);) {
      waiting.delete(ready);
      waiting.forEach((of) => of.delete(ready!));
    }
    assert.deepEqual(waiting, new Map());
  });
}

/** The resources that one waits for. */
function named(resource: Json, all: Record<string, Json>): Set<string> {
  const { Waits, Properties } = resource as Members;
  const found = [...JSON.stringify(Properties).matchAll(/\$\{([A-Za-z0-9]+)[.}]/g)].map((match) => match[1]!);
  return new Set([...found, ...(Waits as string[])].filter((name) => name in all));
}

test('a change of anything in the template is noticed', () => {
  let changes = 0;
  const unnoticed: string[] = [];
  for (const { place, template, whole } of everyChange()) {
    changes += 1;
    const isNoticed = Object.values(CASES).some(({ parameters }) => {
      try {
        return differences(fromTemplate(parameters, whole), fromTemplate(parameters, template)).length > 0;
      } catch {
        // Something that there is not is named.
        return true;
      }
    });
    if (!isNoticed) {
      unnoticed.push(place);
    }
  }
  assert.equal(unnoticed.join('\n'), '');
  assert.ok(changes > 4000, `only ${changes} changes`);
});

/** The template with only one resource or output, whole, and with one thing in it changed or left out, each in turn. */
function* everyChange(): Generator<{ place: string; template: Members; whole: Members }> {
  const { Resources, Outputs, Globals } = TEMPLATE as Record<string, Members>;
  for (const [name, resource] of Object.entries(Resources!)) {
    const only = { ...TEMPLATE, Resources: { [name]: resource }, Outputs: {} };
    for (const [place, changed] of changesOf(resource, name)) {
      yield { place, whole: only, template: { ...only, Resources: { [name]: changed } } };
    }
  }
  const users = { ...TEMPLATE, Resources: { Users: Resources!['Users'] }, Outputs: {} };
  for (const [place, changed] of changesOf(Globals, 'Globals')) {
    yield { place, whole: users, template: { ...users, Globals: changed } };
  }
  for (const [name, output] of Object.entries(Outputs!)) {
    const only = { ...TEMPLATE, Resources: {}, Outputs: { [name]: output } };
    for (const [place, changed] of changesOf(output, name)) {
      yield { place, whole: only, template: { ...only, Outputs: { [name]: changed } } };
    }
  }
}

/** What is not compared: where SAM finds the code, how it builds it, and what linters are told. */
const APART = ['CodeUri', 'BuildMethod', 'checkov', 'cfn-lint'];

/** A value with each scalar in it changed, and with each member and item left out. */
function* changesOf(value: Json, place: string): Generator<[string, Json]> {
  if (typeof value !== 'object' || value === null) {
    yield [place, typeof value === 'boolean' ? !value : typeof value === 'number' ? value + 1 : `x${value}`];
    return;
  }
  for (const name of Object.keys(value).filter((name) => !APART.includes(name))) {
    const item = (value as Members)[name];
    const without = (changed?: Json): Json => {
      const copy = { ...(value as Members), [name]: changed };
      return Array.isArray(value) ? Object.values(copy).filter((it) => it !== undefined) : copy;
    };
    if (name !== 'Metadata') {
      yield [`${place}/${name} left out`, without()];
    }
    for (const [inner, changed] of changesOf(item, `${place}/${name}`)) {
      yield [inner, without(changed)];
    }
  }
}
