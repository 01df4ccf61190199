// What each function may do to the table: by action, the partition keys that it may name.

import { type ITable } from 'aws-cdk-lib/aws-dynamodb';
import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { FunctionName } from './functions';

/** An action of DynamoDB; a query of the index is another than one of the table. A transaction is several of them. */
export type Action =
  'BatchGetItem' | 'Query' | 'Query GSI1' | 'PutItem' | 'UpdateItem' | 'DeleteItem' | 'ConditionCheckItem';

/** The private halves of the signing keys. */
const PRIVATE = 'PRIV#*';

/** The patterns of the partition keys, separated by spaces, for each action that a function needs. */
export const ACCESS: Record<FunctionName, Partial<Record<Action, string>>> = {
  users: {
    BatchGetItem: 'U#* N#* E#* G#* P#* LIM#* SYS',
    Query: 'U#* G#* JWKS',
    'Query GSI1': 'UID#* NM#* EM#*',
    PutItem: 'U#* N#* E#* G#* LIM#* MAIL#* WORK#*',
    UpdateItem: 'U#* LIM#* SYS',
    DeleteItem: 'N#* E#* G#* LIM#*',
    ConditionCheckItem: 'U#*',
  },
  groups: {
    BatchGetItem: 'U#* G#* GN#* P#* SYS',
    Query: 'CAT#group#* JWKS',
    PutItem: 'G#* GN#* CAT#group#* WORK#*',
    UpdateItem: 'U#* G#* SEQ#group',
    DeleteItem: 'G#* GN#* CAT#group#*',
    ConditionCheckItem: 'U#*',
  },
  permissions: {
    BatchGetItem: 'U#* G#* P#* C#* CT#* PC#* SYS',
    Query: 'PC#* CAT#perm#* CAT#ctype#* JWKS',
    PutItem: 'P#* C#* CT#* PC#* CAT#perm#* CAT#ctype#* WORK#*',
    UpdateItem: 'U#* G#* P#* C#* SEQ#perm SEQ#ctype',
    DeleteItem: 'P#* CT#* PC#* CAT#perm#* CAT#ctype#*',
    ConditionCheckItem: 'U#* C#*',
  },
  activation: {
    BatchGetItem: 'U#* E#*',
    Query: 'JWKS',
    PutItem: 'E#* MAIL#*',
    UpdateItem: 'U#* LIM#* SYS',
    DeleteItem: 'E#*',
  },
  passwordReset: {
    BatchGetItem: 'U#* E#* LIM#*',
    Query: 'JWKS',
    PutItem: 'LIM#* MAIL#*',
    UpdateItem: 'U#* LIM#* SYS',
    DeleteItem: 'LIM#*',
  },
  signIn: {
    BatchGetItem: 'U#* N#* E#* G#* P#* LIM#* PRIV#*',
    Query: 'U#* JWKS',
    PutItem: 'U#* LIM#* JWKS PRIV#*',
    UpdateItem: 'U#* LIM#* JWKS',
    DeleteItem: 'U#* LIM#*',
    ConditionCheckItem: 'U#*',
  },
  tokens: {
    BatchGetItem: 'U#* G#* P#* PRIV#*',
    Query: 'JWKS',
    PutItem: 'JWKS PRIV#*',
    UpdateItem: 'U#* JWKS PRIV#*',
    DeleteItem: 'U#* JWKS PRIV#*',
  },
  mailer: {
    BatchGetItem: 'U#* E#* MAIL#*',
    Query: 'MAIL#*',
    PutItem: 'U#*',
    UpdateItem: 'LIM#* MAIL#*',
    DeleteItem: 'MAIL#*',
    ConditionCheckItem: 'U#*',
  },
  janitor: {
    BatchGetItem: 'U#* G#* P#* WORK#*',
    Query: 'U#* G#* P#* CAT#* WORK#*',
    'Query GSI1': 'UID#*',
    PutItem: 'U#* WORK#* SYS',
    UpdateItem: 'U#* G#*',
    DeleteItem: 'U#* N#* E#* G#* P#* WORK#*',
  },
};

/** The statements that let a function do this to the table, and nothing else. */
export function tableAccess(name: FunctionName, table: ITable): PolicyStatement[] {
  const granted = Object.entries(ACCESS[name]).map(([words, keys]) => {
    const [action, index] = words.split(' ');
    return new PolicyStatement({
      actions: [`dynamodb:${action}`],
      resources: [index ? `${table.tableArn}/index/${index}` : table.tableArn],
      // `ForAllValues` is true where no key is named, so `Null` asks for one.
      conditions: {
        'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': keys.split(' ') },
        Null: { 'dynamodb:LeadingKeys': 'false' },
      },
    });
  });
  const signs = Object.values(ACCESS[name]).some((keys) => keys.split(' ').includes(PRIVATE));
  return signs ? granted : [...granted, denyPrivateKeys(table)];
}

/** Who does not sign is denied the private halves, whatever a later edit may allow. */
function denyPrivateKeys(table: ITable): PolicyStatement {
  return new PolicyStatement({
    effect: Effect.DENY,
    actions: ['dynamodb:*'],
    resources: [table.tableArn, `${table.tableArn}/index/*`],
    conditions: { 'ForAnyValue:StringLike': { 'dynamodb:LeadingKeys': [PRIVATE] } },
  });
}
