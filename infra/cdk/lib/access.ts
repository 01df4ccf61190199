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
    BatchGetItem: 'U#* S#* R#* L#* O#* N#* E#* F#* G#* P#* LIM#*',
    Query: 'S#* G#* N#* E#* JWKS',
    'Query GSI1': 'UID#*',
    PutItem: 'U#* S#* N#* E#* F#* G#* MAIL#* WORK#*',
    UpdateItem: 'U#* R#* L#* O#* LIM#* SU SEQ#user',
    DeleteItem: 'N#* E#* F#* G#*',
    ConditionCheckItem: 'U#* E#*',
  },
  groups: {
    BatchGetItem: 'U#* S#* R#* G#* GN#* P#* TOTAL#group',
    Query: 'CAT#group#* JWKS',
    PutItem: 'G#* GN#* CAT#group#* WORK#*',
    UpdateItem: 'R#* G#* LIM#* SEQ#group',
    DeleteItem: 'G#* GN#* CAT#group#*',
    ConditionCheckItem: 'U#*',
  },
  permissions: {
    BatchGetItem: 'U#* S#* R#* G#* P#* C#* CT#* PC#* TOTAL#perm TOTAL#ctype',
    Query: 'PC#* CAT#perm#* CAT#ctype#* JWKS',
    PutItem: 'P#* C#* CT#* PC#* CAT#perm#* CAT#ctype#* WORK#*',
    UpdateItem: 'R#* G#* P#* C#* LIM#* SEQ#perm SEQ#ctype',
    DeleteItem: 'P#* CT#* PC#* CAT#perm#* CAT#ctype#*',
    ConditionCheckItem: 'U#* C#*',
  },
  activation: {
    BatchGetItem: 'U#* S#* O#* N#* E#* LIM#*',
    Query: 'JWKS',
    PutItem: 'N#* E#* MAIL#* WORK#*',
    UpdateItem: 'U#* E#* L#* LIM#* SU',
    DeleteItem: 'N#* E#*',
    ConditionCheckItem: 'E#*',
  },
  passwordReset: {
    BatchGetItem: 'U#* S#* O#* L#* E#* LIM#*',
    Query: 'JWKS',
    PutItem: 'MAIL#* WORK#*',
    UpdateItem: 'U#* L#* LIM#* SU',
  },
  signIn: {
    BatchGetItem: 'U#* S#* R#* L#* N#* E#* G#* P#* LIM#* PRIV#*',
    Query: 'S#* JWKS',
    PutItem: 'S#*',
    UpdateItem: 'L#* LIM#*',
    ConditionCheckItem: 'U#*',
  },
  tokens: {
    BatchGetItem: 'U#* S#* R#* G#* P#* PRIV#*',
    Query: 'JWKS',
    PutItem: 'JWKS PRIV#*',
    UpdateItem: 'JWKS PRIV#*',
    DeleteItem: 'JWKS PRIV#*',
  },
  account: {
    BatchGetItem: 'U#* S#* R#* L#* O#* N#* E#* F#* G#* P#* LIM#*',
    Query: 'S#* JWKS',
    ConditionCheckItem: 'E#*',
    PutItem: 'U#* S#* N#* E#* F#* MAIL#* WORK#*',
    UpdateItem: 'U#* L#* O#* E#* LIM#* SU SEQ#user',
    DeleteItem: 'N#* E#* F#*',
  },
  console: {
    BatchGetItem: 'U#* S#* R#* L#* N#* G#* GN#* P#* C#* CT#* PC#* TOTAL#* MAIL#* WORK#*',
    Query: 'S#* N#* E#* G#* PC#* CAT#group#* CAT#perm#* CAT#ctype#* MAIL#* WORK#* JWKS',
    'Query GSI1': 'UID#*',
    PutItem: 'U#* N#* E#* F#* G#* GN#* P#* C#* CT#* PC#* CAT#group#* CAT#perm#* CAT#ctype#* MAIL#* WORK#*',
    UpdateItem: 'U#* R#* L#* G#* P#* C#* LIM#* SU SEQ#user SEQ#group SEQ#perm SEQ#ctype',
    DeleteItem: 'N#* E#* F#* G#* GN#* P#* CT#* PC#* CAT#group#* CAT#perm#* CAT#ctype#*',
    ConditionCheckItem: 'U#* E#* C#*',
  },
  operator: {
    BatchGetItem: 'U#* S#* TOTAL#* MAIL#* WORK#*',
    Query: 'CAT#* MAIL#* WORK#* JWKS',
    'Query GSI1': 'UID#*',
    UpdateItem: 'LIM#*',
  },
  mailer: {
    BatchGetItem: 'U#* O#* E#*',
    Query: 'MAIL#* JWKS',
    PutItem: 'O#*',
    UpdateItem: 'LIM#* MAIL#* O#*',
    DeleteItem: 'MAIL#*',
  },
  janitor: {
    BatchGetItem: 'U#* R#* G#* P#* WORK#*',
    Query: 'S#* O#* L#* R#* G#* P#* CAT#* WORK#* JWKS',
    'Query GSI1': 'UID#*',
    PutItem: 'WORK#* TOTAL#*',
    UpdateItem: 'R#* G#* WALK',
    DeleteItem: 'S#* O#* L#* R#* N#* E#* F#* G#* P#* WORK#*',
  },
};

/** Of a sign-in, what its use changes: no update makes one that lets in, which has a kind, an epoch and a beginning. */
const SIGN_INS = 'S#*';
const USED = 'pk sk seen_at ended_at deleted_at';

/** Writes that a function may make to some attributes of the items in these partitions only. */
export const LIMITED: Partial<Record<FunctionName, [Action, string, string][]>> = {
  users: [['UpdateItem', SIGN_INS, USED]],
  groups: [['UpdateItem', SIGN_INS, USED]],
  permissions: [['UpdateItem', SIGN_INS, USED]],
  activation: [['UpdateItem', SIGN_INS, USED]],
  passwordReset: [['UpdateItem', SIGN_INS, USED]],
  signIn: [
    ['UpdateItem', SIGN_INS, `${USED} ttl`],
    // A better hash, and the end of all sign-ins: nothing else of a profile.
    ['UpdateItem', 'U#*', 'pk sk password epoch kept pending version deleted_at'],
  ],
  tokens: [['UpdateItem', SIGN_INS, `${USED} ttl gen rotated_at kid used late late_at`]],
  account: [['UpdateItem', SIGN_INS, `${USED} ttl`]],
  console: [
    ['UpdateItem', SIGN_INS, `${USED} ttl`],
    // When what is owed is tried, and nothing else of it.
    ['UpdateItem', 'MAIL#* WORK#*', 'pk sk due deleted_at'],
  ],
  operator: [
    ['UpdateItem', SIGN_INS, USED],
    ['UpdateItem', 'MAIL#* WORK#*', 'pk sk due deleted_at'],
  ],
  // Of a profile, what is left of a deleted one, and undo links that are over.
  janitor: [
    ['PutItem', 'U#*', 'pk sk version deleted_at'],
    ['UpdateItem', 'U#*', 'pk sk undo version deleted_at'],
  ],
};

/** Attributes that a function never writes: no link makes anybody more than they were. */
export const DENIED: Partial<Record<FunctionName, string>> = {
  activation: 'is_superuser is_staff',
  passwordReset: 'is_superuser is_staff',
  account: 'is_superuser is_staff',
};

/** The statements that let a function do this to the table, and nothing else. */
export function tableAccess(name: FunctionName, table: ITable): PolicyStatement[] {
  const statements = Object.entries(ACCESS[name]).map(([words, keys]) => allow(table, words, keys));
  for (const [action, keys, attributes] of LIMITED[name] ?? []) {
    statements.push(allow(table, action, keys, attributes));
  }
  if (name === 'users' || name === 'console' || name === 'operator') {
    // How many users there are, by the index's own count.
    statements.push(new PolicyStatement({ actions: ['dynamodb:DescribeTable'], resources: [table.tableArn] }));
  }
  const denied = DENIED[name];
  if (denied !== undefined) {
    statements.push(
      new PolicyStatement({
        effect: Effect.DENY,
        actions: ['dynamodb:UpdateItem'],
        resources: [table.tableArn],
        conditions: { 'ForAnyValue:StringEquals': { 'dynamodb:Attributes': denied.split(' ') } },
      }),
    );
  }
  const signs = Object.values(ACCESS[name]).some((keys) => keys.split(' ').includes(PRIVATE));
  return signs ? statements : [...statements, denyPrivateKeys(table)];
}

/** Lets an action name these partitions, and perhaps no other attributes than these. */
function allow(table: ITable, words: string, keys: string, attributes?: string): PolicyStatement {
  const [action, index] = words.split(' ');
  const limited = attributes !== undefined;
  return new PolicyStatement({
    actions: [`dynamodb:${action}`],
    resources: [index ? `${table.tableArn}/index/${index}` : table.tableArn],
    // `ForAllValues` is true where no key is named, so `Null` asks for one.
    conditions: {
      'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': keys.split(' ') },
      ...(limited && { 'ForAllValues:StringEquals': { 'dynamodb:Attributes': attributes.split(' ') } }),
      Null: { 'dynamodb:LeadingKeys': 'false', ...(limited && { 'dynamodb:Attributes': 'false' }) },
    },
  });
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
