// What an app has of the construct: code that is built, or none that could be deployed; topics and APIs of its own.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { after, test } from 'node:test';
import { App, Stack, Validations } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { HttpApi, HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpUrlIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { AwsSolutionsChecks } from 'cdk-nag';
import { FUNCTION_NAMES } from '../lib/functions';
import { Latchkey, type LatchkeyProps } from '../lib/latchkey';

const folder = mkdtempSync(path.join(tmpdir(), 'latchkey-'));
after(() => rmSync(folder, { recursive: true }));

/** An app with the construct; assets and templates are in `folder`. */
function app(out: string, props: Partial<LatchkeyProps> | ((stack: Stack) => Partial<LatchkeyProps>)) {
  const made = new App({ analyticsReporting: false, outdir: path.join(folder, out) });
  const stack = new Stack(made, 'Test');
  const given = typeof props === 'function' ? props(stack) : props;
  const latchkey = new Latchkey(stack, 'Latchkey', {
    mailFrom: { address: 'accounts@example.org' },
    binaries: path.join(folder, 'nothing'),
    ...given,
  });
  return { made, stack, latchkey };
}

/** The files that a deployment uploads. */
function files(made: App): { source: { path?: string; executable?: string[]; packaging?: string } }[] {
  const manifest = path.join(made.synth().directory, 'Test.assets.json');
  const all: { displayName?: string; source: { path?: string } }[] = Object.values(
    JSON.parse(readFileSync(manifest, 'utf8')).files,
  );
  return all.filter(({ source }) => !source.path?.endsWith('.template.json'));
}

test('what is not built can be synthesized, with a warning, and has nothing that could be uploaded', () => {
  const { made } = app('unbuilt', {});
  const uploads = files(made);
  assert.equal(uploads.length, FUNCTION_NAMES.length);
  for (const { source } of uploads) {
    const [command, ...words] = source.executable!;
    const run = spawnSync(command!, words, { encoding: 'utf8' });
    assert.equal(run.status, 1);
    assert.equal(run.stdout, '', 'no file is named');
    assert.match(run.stderr, /^[a-z_]+ is not built: cargo lambda build --release --arm64 --output-format zip$/m);
  }
});

test('the zips of a release are taken as they are', () => {
  const released = path.join(folder, 'released');
  mkdirSync(released);
  const crates = FUNCTION_NAMES.map((name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));
  crates.forEach((crate) => writeFileSync(path.join(released, `${crate}.zip`), crate));
  const { made } = app('of-a-release', { binaries: released });
  const uploaded = files(made).map(({ source }) => {
    assert.equal(source.packaging, 'file');
    return readFileSync(path.join(made.outdir, source.path!), 'utf8');
  });
  assert.deepEqual(uploaded.sort(), crates.sort());
});

test('what cargo lambda built is taken, the newer form of it', () => {
  const built = path.join(folder, 'built');
  const write = (crate: string, file: string, minutes: number) => {
    mkdirSync(path.join(built, crate), { recursive: true });
    writeFileSync(path.join(built, crate, file), `${crate} ${file}`);
    utimesSync(path.join(built, crate, file), minutes * 60, minutes * 60);
  };
  for (const crate of ['users', 'groups', 'permissions', 'activation', 'sign_in', 'tokens', 'account', 'console', 'operator', 'mailer', 'janitor']) {
    write(crate, 'bootstrap.zip', 1);
  }
  write('tokens', 'bootstrap', 2);
  write('password_reset', 'bootstrap', 1);
  write('password_reset', 'bootstrap.zip', 2);
  const { made } = app('built.out', { binaries: built });
  const taken = files(made).map(({ source }) => {
    const asset = path.join(made.outdir, source.path!);
    return source.packaging === 'zip'
      ? readFileSync(path.join(asset, 'bootstrap'), 'utf8')
      : readFileSync(asset, 'utf8');
  });
  const zips = ['account', 'activation', 'console', 'groups', 'janitor', 'mailer', 'operator', 'password_reset', 'permissions', 'sign_in', 'users'];
  assert.deepEqual(taken.sort(), [...zips.map((crate) => `${crate} bootstrap.zip`), 'tokens bootstrap'].sort());
});

test('a topic that one has is told of alarms', () => {
  const { stack } = app('topic', (stack) => ({
    alarmTopic: Topic.fromTopicArn(stack, 'Ours', 'arn:aws:sns:eu-central-1:123456789012:ours'),
  }));
  const template = Template.fromStack(stack);
  template.resourceCountIs('AWS::SNS::Topic', 1);
  template.allResourcesProperties('AWS::CloudWatch::Alarm', {
    AlarmActions: ['arn:aws:sns:eu-central-1:123456789012:ours'],
    OKActions: ['arn:aws:sns:eu-central-1:123456789012:ours'],
  });
});

test("an API of one's own lets in who has an access token", () => {
  const { made, latchkey } = app('own', { settings: { audience: 'shop' } });
  const own = new Stack(made, 'Own');
  const api = new HttpApi(own, 'Api', { defaultAuthorizer: latchkey.authorizer() });
  api.addRoutes({
    path: '/orders',
    methods: [HttpMethod.GET],
    integration: new HttpUrlIntegration('Orders', 'https://orders.example.org'),
  });
  const template = Template.fromStack(own);
  template.hasResourceProperties('AWS::ApiGatewayV2::Authorizer', {
    AuthorizerType: 'JWT',
    IdentitySource: ['$request.header.Authorization'],
    JwtConfiguration: { Audience: ['shop'], Issuer: { 'Fn::ImportValue': Match.stringLikeRegexp('Latchkey') } },
  });
  template.hasResourceProperties('AWS::ApiGatewayV2::Route', { RouteKey: 'GET /orders', AuthorizationType: 'JWT' });
});

test("cdk-nag's rules hold, each exception by its reason", () => {
  const checked = (out: string) => {
    const all = app(out, (stack) => ({
      mailIdentity: 'domain',
      alarmEmail: 'ops@example.org',
      domain: {
        name: 'accounts.example.org',
        certificate: Certificate.fromCertificateArn(
          stack,
          'Certificate',
          'arn:aws:acm:eu-central-1:123456789012:certificate/0a1b',
        ),
      },
      tableKey: Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:eu-central-1:123456789012:key/0a1b'),
    }));
    Validations.of(all.made).addPlugins(new AwsSolutionsChecks(all.made));
    return all;
  };
  checked('checked').made.synth();
  // They are asked, and no exception is made for all of the stack.
  const { made, latchkey } = checked('checked.too');
  new Queue(latchkey, 'AnotherQueue');
  assert.throws(() => made.synth(), { name: 'ValidationFailed' });
});
