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
    PutItem: 'U#* N#* E#* G#* LIM#* MAIL#* WORK#* SYS',
    UpdateItem: 'U#* N#* E#* G#* LIM#* MAIL#* WORK#* SYS',
    DeleteItem: 'U#* N#* E#* G#* LIM#* MAIL#* WORK#* SYS',
    ConditionCheckItem: 'U#* N#* E#* G#* LIM#* MAIL#* WORK#* SYS',
  },
  groups: {
    BatchGetItem: 'U#* G#* P#* GN#* SYS',
    Query: 'CAT#group#* JWKS',
    PutItem: 'U#* G#* GN#* CAT#group#* SEQ#group WORK#*',
    UpdateItem: 'U#* G#* GN#* CAT#group#* SEQ#group WORK#*',
    DeleteItem: 'U#* G#* GN#* CAT#group#* SEQ#group WORK#*',
    ConditionCheckItem: 'U#* G#* GN#* CAT#group#* SEQ#group WORK#*',
  },
  permissions: {
    BatchGetItem: 'U#* G#* P#* C#* CT#* PC#* SYS',
    Query: 'PC#* CAT#perm#* CAT#ctype#* JWKS',
    PutItem: 'U#* G#* P#* C#* CT#* PC#* CAT#perm#* CAT#ctype#* SEQ#perm SEQ#ctype WORK#*',
    UpdateItem: 'U#* G#* P#* C#* CT#* PC#* CAT#perm#* CAT#ctype#* SEQ#perm SEQ#ctype WORK#*',
    DeleteItem: 'U#* G#* P#* C#* CT#* PC#* CAT#perm#* CAT#ctype#* SEQ#perm SEQ#ctype WORK#*',
    ConditionCheckItem: 'U#* G#* P#* C#* CT#* PC#* CAT#perm#* CAT#ctype#* SEQ#perm SEQ#ctype WORK#*',
  },
  activation: {
    BatchGetItem: 'U#* E#*',
    Query: 'JWKS',
    PutItem: 'U#* E#* MAIL#* LIM#* SYS',
    UpdateItem: 'U#* E#* MAIL#* LIM#* SYS',
    DeleteItem: 'U#* E#* MAIL#* LIM#* SYS',
    ConditionCheckItem: 'U#* E#* MAIL#* LIM#* SYS',
  },
  passwordReset: {
    BatchGetItem: 'U#* E#* LIM#*',
    Query: 'JWKS',
    PutItem: 'U#* MAIL#* LIM#* SYS',
    UpdateItem: 'U#* MAIL#* LIM#* SYS',
    DeleteItem: 'U#* MAIL#* LIM#* SYS',
    ConditionCheckItem: 'U#* MAIL#* LIM#* SYS',
  },
  signIn: {
    BatchGetItem: 'U#* N#* E#* G#* P#* LIM#* PRIV#*',
    Query: 'U#* JWKS',
    PutItem: 'U#* LIM#* JWKS PRIV#*',
    UpdateItem: 'U#* LIM#* JWKS PRIV#*',
    DeleteItem: 'U#* LIM#* JWKS PRIV#*',
    ConditionCheckItem: 'U#* LIM#* JWKS PRIV#*',
  },
  tokens: {
    BatchGetItem: 'U#* G#* P#* PRIV#*',
    Query: 'JWKS',
    PutItem: 'U#* JWKS PRIV#*',
    UpdateItem: 'U#* JWKS PRIV#*',
    DeleteItem: 'U#* JWKS PRIV#*',
    ConditionCheckItem: 'U#* JWKS PRIV#*',
  },
  mailer: {
    BatchGetItem: 'MAIL#* U#* E#*',
    Query: 'MAIL#*',
    PutItem: 'MAIL#* U#* LIM#*',
    UpdateItem: 'MAIL#* U#* LIM#*',
    DeleteItem: 'MAIL#* U#* LIM#*',
    ConditionCheckItem: 'MAIL#* U#* LIM#*',
  },
  janitor: {
    BatchGetItem: 'WORK#* U#* G#* P#*',
    Query: 'WORK#* U#* G#* P#* CAT#*',
    'Query GSI1': 'UID#*',
    PutItem: 'WORK#* U#* N#* E#* G#* P#* SYS',
    UpdateItem: 'WORK#* U#* N#* E#* G#* P#* SYS',
    DeleteItem: 'WORK#* U#* N#* E#* G#* P#* SYS',
    ConditionCheckItem: 'WORK#* U#* N#* E#* G#* P#* SYS',
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
