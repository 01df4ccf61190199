// What is kept when the stack is deleted: the table and the secret key.

import { Aws, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import {
  AttributeType,
  BillingMode,
  type ITable,
  ProjectionType,
  StreamViewType,
  Table,
  TableEncryption,
} from 'aws-cdk-lib/aws-dynamodb';
import { CfnManagedPolicy, type IRole } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';

/** A table of Latchkey's that there is: one that was kept, or restored. */
export interface Existing {
  /** Its name. */
  readonly table: string;
  /** The label of its stream, which has keys only: `LatestStreamLabel` of `describe-table`. */
  readonly stream: string;
}

/** The table that there is, as one of the stack's. */
export function takeTable(scope: Construct, existing: Existing): ITable {
  const tableArn = Stack.of(scope).formatArn({ service: 'dynamodb', resource: 'table', resourceName: existing.table });
  return Table.fromTableAttributes(scope, 'Table', { tableArn, tableStreamArn: `${tableArn}/stream/${existing.stream}` });
}

/** The one table, under AWS's own key or this one. */
export function makeTable(scope: Construct, key: IKey | undefined): Table {
  const table = new Table(scope, 'Table', {
    partitionKey: { name: 'pk', type: AttributeType.STRING },
    sortKey: { name: 'sk', type: AttributeType.STRING },
    billingMode: BillingMode.PAY_PER_REQUEST,
    timeToLiveAttribute: 'ttl',
    // Keys only: a stream with images would hand every hash and key to whoever may read it.
    stream: StreamViewType.KEYS_ONLY,
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    deletionProtection: true,
    removalPolicy: RemovalPolicy.RETAIN,
    ...(key && { encryption: TableEncryption.CUSTOMER_MANAGED, encryptionKey: key }),
  });
  // Lists all users, and holds nothing but keys: what DynamoDB projects it never lets anybody change again, so no field that
  // a user may ever have is in it.
  table.addGlobalSecondaryIndex({
    indexName: 'GSI1',
    partitionKey: { name: 'gsi1pk', type: AttributeType.STRING },
    sortKey: { name: 'gsi1sk', type: AttributeType.STRING },
    projectionType: ProjectionType.KEYS_ONLY,
  });
  return table;
}

/** Django's SECRET_KEY and its fallbacks; a lone comma is no fallback. */
export function makeSecretKey(scope: Construct): Secret {
  const secret = new Secret(scope, 'SecretKey', {
    description: "Latchkey's secret key; links, refresh tokens and the stored halves of the signing keys hang on it",
    generateSecretString: {
      secretStringTemplate: '{"fallbacks": ","}',
      generateStringKey: 'key',
      passwordLength: 64,
      // A comma separates fallbacks, and this key will be one some day.
      excludePunctuation: true,
    },
    removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
  });
  Validations.of(secret).acknowledge({
    id: 'AwsSolutions-SMG4',
    reason:
      'Rotated by hand (docs/operations.md): the old key must stay a fallback until its links and tokens have expired',
  });
  return secret;
}

/** Lets the roles use the table's own key, through DynamoDB only. */
export function letUseKey(scope: Construct, key: IKey, roles: IRole[]): CfnManagedPolicy {
  return new CfnManagedPolicy(scope, 'TableKeyUse', {
    roles: roles.map((role) => role.roleName),
    policyDocument: {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: 'kms:Decrypt',
          Resource: key.keyArn,
          Condition: { StringEquals: { 'kms:ViaService': `dynamodb.${Aws.REGION}.${Aws.URL_SUFFIX}` } },
        },
      ],
    },
  });
}
