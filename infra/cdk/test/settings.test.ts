// The settings and bounds are the template's, and what cannot be is refused at synthesis, in words.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { App, Fn, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { PLATFORM } from '../lib/check';
import { Latchkey, type LatchkeyProps } from '../lib/latchkey';
import { SETTINGS, variable } from '../lib/settings';
import { type Members, TEMPLATE } from './stacks';

const PARAMETERS = TEMPLATE['Parameters'] as Record<string, Members>;

/** Parameters that are constructs here, with a type instead of a pattern. */
const CONSTRUCTS = [
  'CertificateArn',
  'HostedZoneId',
  'ExistingSecretArn',
  'TableKeyArn',
  'EnvironmentKeyArn',
  'EmailTemplatesLayerArn',
];

test('there are the settings and bounds of the template, and no others', () => {
  const capital = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);
  const declared = Object.entries({ ...PLATFORM, ...SETTINGS }).map(([name, it]) => [capital(name), it] as const);
  const told: Record<string, object> = Object.fromEntries(declared);
  // A pattern that says itself what it wants needs no words here.
  const bounds = (name: string, { Description: _, ConstraintDescription: must, ...rest }: Members) =>
    'ConstraintDescription' in (told[name] ?? {}) ? { ...rest, ConstraintDescription: must } : rest;
  const wanted = Object.entries(PARAMETERS).filter(([name]) => !CONSTRUCTS.includes(name));
  assert.deepEqual(told, Object.fromEntries(wanted.map(([name, it]) => [name, bounds(name, it)])));
});

test('a setting has the words of the template, but that lists are lists', () => {
  const source = readFileSync(path.join(__dirname, '../lib/settings.ts'), 'utf8');
  for (const name of Object.keys(SETTINGS)) {
    const [, said] = source.match(new RegExp(`/\\*\\*((?:(?!\\*/)[^])*)\\*/\\s+${name}: `)) ?? [];
    const words = said
      ?.replace(/\n\s+\*/g, ' ')
      .replace(/\s+/g, ' ')
      .trim();
    const parameter = PARAMETERS[name.charAt(0).toUpperCase() + name.slice(1)]!;
    const wanted = String(parameter['Description'])
      .trim()
      .replace(/, separated by commas/, '');
    assert.equal(words, wanted, name);
  }
});

test('a setting is told in the variable of its name', () => {
  const variables = ((TEMPLATE['Globals'] as Members)['Function'] as Members)['Environment'] as Members;
  const referred = Object.entries(variables['Variables'] as Record<string, Members>);
  for (const name of Object.keys(SETTINGS)) {
    const parameter = name.charAt(0).toUpperCase() + name.slice(1);
    const [wanted] = referred.find(([, value]) => value['Ref'] === parameter) ?? [];
    assert.equal(variable(name), wanted);
  }
});

/** Makes the construct with the sender and these props. */
function make(props: (stack: Stack) => object): Latchkey {
  const stack = new Stack(new App(), 'Test', { env: { region: 'eu-central-1' } });
  const given = { mailFrom: { address: 'accounts@example.org' }, ...props(stack) };
  return new Latchkey(stack, 'Latchkey', given as LatchkeyProps);
}

const certificate = (stack: Stack, region = 'eu-central-1') =>
  Certificate.fromCertificateArn(stack, 'Certificate', `arn:aws:acm:${region}:123456789012:certificate/0a1b`);

const zone = (stack: Stack) =>
  HostedZone.fromHostedZoneAttributes(stack, 'Zone', { hostedZoneId: 'Z0A1B', zoneName: 'example.org' });

const REFUSED: [what: string, props: (stack: Stack) => object, says: RegExp][] = [
  ['no sender', () => ({ mailFrom: undefined }), /mailFrom.address: the address that all mails come from is needed/],
  ['a bad address', () => ({ mailFrom: { address: 'accounts' } }), /mailFrom.address: "accounts" does not match/],
  ['an address with its name', () => ({ mailFrom: { address: 'A <a@example.org>' } }), /mailFrom.address/],
  ['a name that breaks the header', () => ({ mailFrom: { address: 'a@example.org', name: 'A\nB' } }), /mailFrom.name/],
  [
    'another identity',
    () => ({ mailIdentity: 'host' }),
    /mailIdentity: host is none of "address", "domain", "existing"/,
  ],
  ['a budget that nobody is told of', () => ({ monthlyBudget: 500 }), /monthlyBudget: it needs alarmEmail/],
  ['a bad alarm address', () => ({ alarmEmail: 'ops' }), /alarmEmail: "ops" does not match/],
  [
    'two answers to who is told',
    (stack) => ({ alarmEmail: 'ops@example.org', alarmTopic: new Topic(stack, 'Ours') }),
    /alarmEmail and alarmTopic/,
  ],
  ['a domain without certificate', () => ({ domain: { name: 'a.example.org' } }), /domain.certificate: a domain needs/],
  ['a certificate without domain', (stack) => ({ domain: { certificate: certificate(stack) } }), /domain.name/],
  ['a zone without domain', (stack) => ({ domain: { hostedZone: zone(stack) } }), /domain.name[^]*domain.certificate/],
  [
    'a URL for a domain',
    (stack) => ({ domain: { name: 'https://a.example.org', certificate: certificate(stack) } }),
    /domain.name: "https:..a.example.org" does not match/,
  ],
  [
    'a zone that the domain is not in',
    (stack) => ({ domain: { name: 'a.bexample.org', certificate: certificate(stack), hostedZone: zone(stack) } }),
    /domain.hostedZone: a.bexample.org is not in example.org/,
  ],
  [
    'a certificate of another region',
    (stack) => ({ domain: { name: 'a.example.org', certificate: certificate(stack, 'us-east-1') } }),
    /domain.certificate: it must be in the stack's region, eu-central-1, not in us-east-1/,
  ],
  [
    'a stream by its whole name',
    () => ({ existingTable: { table: 'latchkey-restored', stream: 'arn:aws:dynamodb:eu-central-1' } }),
    /existingTable.stream: "arn:aws:dynamodb:eu-central-1" does not match/,
  ],
  ['a version that is none', () => ({ secretKeyVersion: 'newest' }), /secretKeyVersion/],
  ['logs for ever', () => ({ logRetention: 9999 }), /logRetention: 9999 is none of 1, 3/],
  ['a rate of nothing', () => ({ throttle: { rate: 0 } }), /throttle.rate: 0 is not between 1 and 10000/],
  ['a burst beyond', () => ({ throttle: { burst: 5001 } }), /throttle.burst: 5001 is not between 1 and 5000/],
  ['an unknown setting', () => ({ settings: { pagesize: 5 } }), /settings.pagesize: there is no such setting/],
  ['a setting of every object', () => ({ settings: { constructor: 5 } }), /settings.constructor: there is no such/],
  ['a number that is none', () => ({ settings: { pageSize: 'many' } }), /settings.pageSize: "many" must be a whole number from 0 to 10000/],
  ['a fraction', () => ({ settings: { pageSize: 1.5 } }), /settings.pageSize: "1.5" must be a whole number/],
  ['too little memory', () => ({ settings: { argon2Memory: 1024 } }), /argon2Memory: "1024" must be a whole number from 19456 to/],
  ['a flag that is none', () => ({ settings: { hideUsers: 'yes' } }), /hideUsers: yes is none of "true", "false"/],
  ['a word that is none', () => ({ settings: { usersApiRead: 'all' } }), /usersApiRead: all is none of/],
  ['no dialect', () => ({ settings: { dialects: [] } }), /settings.dialects: "" does not match/],
  ['an unknown dialect', () => ({ settings: { dialects: ['native', 'soap'] } }), /dialects: "native,soap" does not/],
  ['an origin with a path', () => ({ settings: { corsAllowedOrigins: ['https://a/b'] } }), /corsAllowedOrigins/],
  ['a link without token', () => ({ settings: { activationUrl: '#/activate/{uid}' } }), /activationUrl/],
];

for (const [what, props, says] of REFUSED) {
  test(`refused: ${what}`, () => assert.throws(() => make(props), says));
}

test('refused: another one in the same stack', () => {
  const another = () => {
    const stack = Stack.of(make(() => ({})));
    return new Latchkey(stack, 'Another', { mailFrom: { address: 'accounts@example.org' } });
  };
  assert.throws(another, /Latchkey is in the stack, which names logs, alarms and dashboard/);
});

test('all mistakes are told at once', () => {
  const mistakes = () => ({ alarmEmail: 'ops', throttle: { rate: 0 }, settings: { pageSize: -1, pages: 5 } });
  assert.throws(() => make(mistakes), /cannot be made:\n.*alarmEmail.*\n.*rate.*\n.*pageSize.*\n.*pages/);
});

test('what only CloudFormation knows is taken', () => {
  const known = make(() => ({ settings: { siteName: Fn.importValue('Site'), domain: Fn.importValue('Host') } }));
  const host = { 'Fn::ImportValue': 'Host' };
  Template.fromStack(Stack.of(known)).allResourcesProperties('AWS::Lambda::Function', {
    Environment: {
      Variables: Match.objectLike({ LATCHKEY_SITE_NAME: { 'Fn::ImportValue': 'Site' }, LATCHKEY_DOMAIN: host }),
    },
  });
});
