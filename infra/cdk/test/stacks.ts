// Both descriptions of the stack in one form: ../../template.yaml for given parameters, and what the construct makes of
// given props. Texts have `${Name}` and `${Name.Attribute}` for what only CloudFormation knows, as in `!Sub`.
//
// All is compared but what differs by nature:
// - logical ids: the CDK adds the construct's id before and a hash behind; its tree has the template's names
// - functions: SAM has its own type and names for what is Lambda's, and `Globals`
// - a function's code: here an asset, there a folder; both name the crate
// - `DependsOn` where the properties name the resource anyway, and `DeletionPolicy: Delete`, which is the default:
//   constructs of the second level write them
// - a topic's subscription, of which the second level makes a resource
// - statements that differ in nothing but `Sid`, in how actions share one, or in the order of what is a set
// - numbers and truths as text: CloudFormation makes no difference
// - conditions, rules and parameters, which are props here; what the CDK adds to every stack (`BootstrapVersion`)

import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { Annotations, App, CfnElement, type IResolvable, Stack, type StackProps } from 'aws-cdk-lib';
import { parse } from 'yaml';
import { Latchkey, type LatchkeyProps } from '../lib/latchkey';

export type Json = undefined | string | number | boolean | null | Json[] | { [name: string]: Json };
export type Members = { [name: string]: Json };

/** A stack as it is compared: by name, resources and outputs. */
export type Described = Record<'resources' | 'outputs', Members>;

/** The template as it is written, its short forms written out: `!Ref X` is `{Ref: X}`. */
export const TEMPLATE: Members = parse(readFileSync(path.join(__dirname, '../../template.yaml'), 'utf8'), {
  customTags: ['Ref', 'Condition', 'Sub', 'GetAtt', 'If', 'Not', 'Equals', 'And', 'Select', 'Split'].flatMap((tag) => {
    const name = tag === 'Ref' || tag === 'Condition' ? tag : `Fn::${tag}`;
    const written = (value: unknown) => ({ [name]: tag === 'GetAtt' ? String(value).split('.') : value });
    return [
      { tag: `!${tag}`, resolve: (text: string) => written(text) },
      {
        tag: `!${tag}`,
        collection: 'seq' as const,
        resolve: (items: { toJSON(): unknown }) => written(items.toJSON()),
      },
    ];
  }),
});

/** The template's stack for these parameters; the others have their defaults. */
export function fromTemplate(given: Record<string, string | number>, template: Members = TEMPLATE): Described {
  const declared = template['Parameters'] as Record<string, Members>;
  const parameters = new Map(
    Object.keys(declared).map((name) => [name, String(given[name] ?? declared[name]!['Default'])]),
  );
  const conditions = template['Conditions'] as Members;
  const said = new Saying((name) => name, parameters, conditions);
  const stack: Described = { resources: {}, outputs: {} };
  for (const [name, written] of Object.entries(template['Resources'] as Record<string, Members>)) {
    const resource = written['Type'] === 'AWS::Serverless::Function' ? lambda(written, template) : written;
    if (said.exists(resource)) {
      stack.resources[name] = described(resource, said);
    }
  }
  for (const [name, output] of Object.entries(template['Outputs'] as Record<string, Members>)) {
    if (said.exists(output)) {
      stack.outputs[name] = said.plainly({ Description: output['Description'], Value: output['Value'] });
    }
  }
  return stack;
}

/** The construct's stack, by the template's names. The binaries are not there: code is told by the crate's name. */
export function fromConstruct(
  props: LatchkeyProps | ((stack: Stack) => LatchkeyProps),
  options: { context?: Record<string, unknown>; stack?: StackProps } = {},
): Described {
  const app = new App({ analyticsReporting: false, context: options.context });
  const stack = new Stack(app, 'Test', options.stack);
  const given = typeof props === 'function' ? props(stack) : props;
  const latchkey = new Latchkey(stack, 'Latchkey', { binaries: '/nowhere', ...given });
  Annotations.of(latchkey).acknowledgeWarning('latchkey:not-built', 'nothing of it is deployed');
  const names = new Map<string, string>();
  for (const construct of latchkey.node.findAll()) {
    if (CfnElement.isCfnElement(construct)) {
      const steps = construct.node.path.split('/').slice(2);
      names.set(
        stack.resolve(construct.logicalId as unknown as IResolvable),
        steps.filter((it) => it !== 'Resource').join(''),
      );
    }
  }
  const template: Members = app.synth().getStackByName('Test').template;
  const said = new Saying((id) => names.get(id) ?? id);
  const made: Described = { resources: {}, outputs: {} };
  for (const [id, resource] of Object.entries(template['Resources'] as Record<string, Members>)) {
    made.resources[names.get(id) ?? id] = described(resource, said);
  }
  for (const [id, output] of Object.entries((template['Outputs'] ?? {}) as Record<string, Members>)) {
    made.outputs[names.get(id) ?? id] = said.plainly(output);
  }
  return withSubscriptions(made);
}

/** Every place where two values differ, a line each. */
export function differences(one: Json, other: Json, place = ''): string[] {
  const both = [one, other];
  if (both.every((it) => typeof it === 'object' && it !== null) && Array.isArray(one) === Array.isArray(other)) {
    const names = new Set(both.flatMap((it) => Object.keys(it as Members)));
    return [...names].flatMap((name) =>
      differences((one as Members)[name], (other as Members)[name], `${place}/${name}`),
    );
  }
  return one === other ? [] : [`${place}: ${JSON.stringify(one)} is not ${JSON.stringify(other)}`];
}

/** What SAM makes of a function: `Globals` and its own properties, by Lambda's names. */
function lambda(resource: Members, template: Members): Members {
  const { Globals, Metadata } = { ...template, ...resource } as Record<string, Members>;
  const shared = Globals!['Function'] as Members;
  const own = resource['Properties'] as Members;
  const { Tracing, CodeUri: _, ...rest } = { ...shared, ...own } as Members;
  return {
    ...resource,
    Type: 'AWS::Lambda::Function',
    Properties: {
      ...rest,
      LoggingConfig: { ...(shared['LoggingConfig'] as Members), ...(own['LoggingConfig'] as Members) },
      TracingConfig: { Mode: Tracing },
      Code: (Metadata!['BuildProperties'] as Members)['Binary'],
    },
  };
}

/** A resource without what differs by nature. */
function described(resource: Members, said: Saying): Json {
  const properties = said.plainly(resource['Properties'] ?? {}) as Members;
  // An asset's key names its crate as long as it is not built.
  const key = (properties['Code'] as Members | undefined)?.['S3Key'];
  if (typeof key === 'string') {
    properties['Code'] = key.replace(/-is-not-built$/, '');
  }
  // What is waited for anyway, since the properties name it, need not be said; constructs of the second level say it.
  const named = JSON.stringify(properties);
  const waits = [resource['DependsOn'] ?? []].flat().map((id) => said.name(String(id)));
  return {
    Type: resource['Type'],
    // `Delete` is what CloudFormation does by itself; constructs of the second level say it.
    Kept: [resource['DeletionPolicy'], resource['UpdateReplacePolicy']].filter((it) => it && it !== 'Delete'),
    Waits: waits.filter((name) => !named.includes(`\${${name}}`) && !named.includes(`\${${name}.`)).sort(),
    Properties: normal(properties),
  };
}

/** Subscriptions within their topics; constructs of the second level make resources of them. */
function withSubscriptions(stack: Described): Described {
  const resources = Object.entries(stack.resources as Record<string, Members>);
  const isSubscription = ([, it]: [string, Members]) => it['Type'] === 'AWS::SNS::Subscription';
  const kept = Object.fromEntries(resources.filter((it) => !isSubscription(it)));
  for (const [, subscription] of resources.filter(isSubscription)) {
    const { TopicArn, ...told } = subscription['Properties'] as Members;
    const topic = kept[String(TopicArn).slice(2, -1)]!;
    const properties = topic['Properties'] as Members;
    properties['Subscription'] = [...((properties['Subscription'] as Json[] | undefined) ?? []), told];
  }
  return { ...stack, resources: kept };
}

/** What CloudFormation's functions say, as far as it is known before there is a stack. */
class Saying {
  constructor(
    public readonly name: (id: string) => string,
    private readonly parameters: Map<string, string> = new Map(),
    private readonly conditions: Members = {},
  ) {}

  /** Whether a resource or output is made. */
  public exists(it: Members): boolean {
    return it['Condition'] === undefined || this.holds({ Condition: it['Condition'] });
  }

  /** A value with all functions carried out, its scalars as text, and JSON in texts read. */
  public plainly(value: Json): Json {
    if (Array.isArray(value)) {
      return value.map((item) => this.plainly(item)).filter((item) => item !== undefined);
    }
    if (typeof value !== 'object' || value === null) {
      return read(String(value));
    }
    const [name, argument] = Object.entries(value)[0] ?? [];
    if (name === 'Ref' || name?.startsWith('Fn::')) {
      const text = this.carriedOut(name, argument);
      return typeof text === 'string' ? read(text) : text;
    }
    const members = Object.entries(value).map(([member, it]) => [member, this.plainly(it)] as const);
    return Object.fromEntries(members.filter(([, it]) => it !== undefined));
  }

  private carriedOut(name: string, argument: Json): Json {
    const items = (Array.isArray(argument) ? argument : [argument]) as Json[];
    switch (name) {
      case 'Ref':
        return this.reference(String(argument));
      case 'Fn::GetAtt':
        return `\${${this.name(String(items[0]))}.${items[1]}}`;
      case 'Fn::Sub': {
        const own = (items[1] ?? {}) as Members;
        return String(items[0]).replace(/\$\{([^}]+)\}/g, (_, inner: string) => {
          const [id, ...attribute] = inner.split('.');
          return inner in own
            ? String(this.plainly(own[inner]))
            : attribute.length
              ? `\${${this.name(id!)}.${attribute.join('.')}}`
              : String(this.reference(inner));
        });
      }
      case 'Fn::Join':
        return (items[1] as Json[]).map((item) => this.text(item)).join(String(items[0]));
      case 'Fn::If':
        return this.plainly(items[this.holds({ Condition: items[0] }) ? 1 : 2]);
      case 'Fn::Split':
        return this.text(items[1]).split(String(items[0]));
      case 'Fn::Select':
        return (this.plainly(items[1]) as Json[])[Number(items[0])];
      default:
        throw new Error(`a function that is not known here: ${name}`);
    }
  }

  /** A part of a text: what looks like JSON in it is not read. */
  private text(value: Json): string {
    const isFunction = typeof value === 'object' && value !== null;
    const [name, argument] = isFunction ? Object.entries(value)[0]! : [];
    return isFunction ? String(this.carriedOut(name!, argument as Json)) : String(value);
  }

  private reference(id: string): Json {
    return id === 'AWS::NoValue' ? undefined : (this.parameters.get(id) ?? `\${${this.name(id)}}`);
  }

  private holds(condition: Json): boolean {
    const [name, argument] = Object.entries(condition as Members)[0]!;
    const items = argument as Json[];
    switch (name) {
      case 'Condition':
        if (!(String(argument) in this.conditions)) {
          throw new Error(`there is no condition ${argument}`);
        }
        return this.holds(this.conditions[String(argument)]);
      case 'Fn::Not':
        return !this.holds(items[0]);
      case 'Fn::And':
        return items.every((it) => this.holds(it));
      case 'Fn::Equals':
        return this.text(items[0]) === this.text(items[1]);
      default:
        throw new Error(`a condition that is not known here: ${name}`);
    }
  }
}

/** JSON in a text, its scalars as text, or the text. */
function read(text: string): Json {
  // `{{` begins a dynamic reference, `{ $` a filter of logs.
  if (!/^\s*[{[]/.test(text) || /^\{(\{| \(?\$)/.test(text)) {
    return text;
  }
  const scalars = (_: string, value: Json) => (typeof value === 'object' ? value : String(value));
  return JSON.parse(text, scalars);
}

/** A value whose order says nothing in one order. */
function normal(value: Json): Json {
  if (Array.isArray(value)) {
    return value.map(normal);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value).map(([name, it]) => {
      switch (name) {
        case 'Statement':
          return [name, byAction(it as Members[])];
        case 'AttributeDefinitions':
          return [
            name,
            [...(it as Members[])].sort((a, b) => (String(a['AttributeName']) < String(b['AttributeName']) ? -1 : 1)),
          ];
        default:
          return [name, normal(it)];
      }
    }),
  );
}

/** Statements by effect, action and resource: how actions share statements, and a statement's `Sid`, change nothing. */
function byAction(statements: Members[]): Json {
  const found: Record<string, Json[]> = {};
  for (const { Effect, Action, Resource, Sid: _, ...rest } of statements) {
    for (const action of [Action].flat()) {
      const resources = Resource === undefined ? '' : [Resource].flat().sort().join(' ');
      (found[`${Effect} ${action} ${resources}`] ??= []).push(sets(rest));
    }
  }
  return found;
}

/** Lists as sets: in conditions and principals one value is a list of it. */
function sets(value: Json): Json {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return Object.fromEntries(Object.entries(value).map(([name, it]) => [name, sets(it)]));
  }
  return [value].flat().map(String).sort();
}
