// A sample: the service in one stack, and in another an API of one's own that only its users come through to.
// `npx cdk synth -c mailFrom=accounts@example.org`; without, it can be looked at all the same.

import { App, Stack, Validations } from 'aws-cdk-lib';
import { HttpApi, HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpUrlIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { AwsSolutionsChecks } from 'cdk-nag';
import { Latchkey } from '../lib/latchkey';

const app = new App();
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));

const accounts = new Stack(app, 'Latchkey', { description: 'Latchkey, a user-account service on Lambda and DynamoDB' });
const latchkey = new Latchkey(accounts, 'Accounts', {
  mailFrom: { address: app.node.tryGetContext('mailFrom') ?? 'accounts@example.org', name: 'Example' },
  alarmEmail: app.node.tryGetContext('alarmEmail'),
  settings: {
    dialects: ['native'],
    tokenClaims: ['groups', 'permissions'],
  },
  binaries: app.node.tryGetContext('binaries'),
});

// Deployed after the service: API Gateway asks it for its discovery document.
const own = new Stack(app, 'OwnApi', { description: 'An API whose callers have an access token of Latchkey' });
const api = new HttpApi(own, 'Api', { defaultAuthorizer: latchkey.authorizer() });
api.addRoutes({
  path: '/orders',
  methods: [HttpMethod.GET],
  integration: new HttpUrlIntegration('Orders', 'https://orders.example.org/'),
});
Validations.of(api).acknowledge({
  id: 'AwsSolutions-APIG1',
  reason: 'The sample shows the authorizer; an API that is used wants a stage with access logs',
});
