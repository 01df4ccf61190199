// What props may be, told at synthesis and all at once: the bounds are those of the template's parameters.

import { Arn, ArnFormat, Token, TokenComparison, Tokenization } from 'aws-cdk-lib';
import type { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import type { LatchkeyProps } from './latchkey';
import { type Parameter, SETTINGS, oneOf, text } from './settings';

/** The template's parameters that are no settings, as far as their values are no constructs here. */
export const PLATFORM = {
  mailFromAddress: text(undefined, '^[^@\\s<>"]+@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+$'),
  mailFromName: text('Latchkey', '^[^<>"@,;\\r\\n]+$'),
  mailIdentity: oneOf(['address', 'domain', 'existing'], 'address'),
  alarmEmail: text('', '^([^@\\s]+@[^@\\s]+\\.[^@\\s]+)?$'),
  domainName: text('', '^([a-z0-9-]+(\\.[a-z0-9-]+)+)?$'),
  existingTable: text('', '^([A-Za-z0-9_.-]{3,255})?$'),
  existingStream: text('', '^([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z?)?$'),
  secretKeyVersion: text('', '^([A-Za-z0-9-]{32,64})?$'),
  logRetentionDays: {
    Type: 'Number',
    Default: 365,
    AllowedValues: [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 3653],
  } satisfies Parameter<number>,
  accessLog: { Type: 'String', Default: 'false', AllowedValues: ['true', 'false'] },
  tracing: { Type: 'String', Default: 'false', AllowedValues: ['true', 'false'] },
  withDashboard: { Type: 'String', Default: 'true', AllowedValues: ['true', 'false'] },
  monthlyBudget: { Type: 'Number', Default: 0, MinValue: 0, MaxValue: 1_000_000 } satisfies Parameter<number>,
  throttleRate: { Type: 'Number', Default: 100, MinValue: 1, MaxValue: 10_000 } satisfies Parameter<number>,
  throttleBurst: { Type: 'Number', Default: 200, MinValue: 1, MaxValue: 5_000 } satisfies Parameter<number>,
};

/** Every mistake in the props of a stack in this region, a line each. */
export function mistakes(props: LatchkeyProps, region: string): string[] {
  const found: (string | undefined)[] = [
    props.mailFrom?.address ? undefined : 'mailFrom.address: the address that all mails come from is needed',
    mistake('mailFrom.address', PLATFORM.mailFromAddress, props.mailFrom?.address || undefined),
    mistake('mailFrom.name', PLATFORM.mailFromName, props.mailFrom?.name),
    mistake('mailIdentity', PLATFORM.mailIdentity, props.mailIdentity),
    mistake('alarmEmail', PLATFORM.alarmEmail, props.alarmEmail),
    mistake('existingTable.table', PLATFORM.existingTable, props.existingTable?.table),
    mistake('existingTable.stream', PLATFORM.existingStream, props.existingTable?.stream),
    mistake('secretKeyVersion', PLATFORM.secretKeyVersion, props.secretKeyVersion),
    mistake('monthlyBudget', PLATFORM.monthlyBudget, props.monthlyBudget),
    mistake('logRetention', PLATFORM.logRetentionDays, props.logRetention),
    mistake('throttle.rate', PLATFORM.throttleRate, props.throttle?.rate),
    mistake('throttle.burst', PLATFORM.throttleBurst, props.throttle?.burst),
  ];
  if (props.monthlyBudget && !props.alarmEmail) {
    found.push('monthlyBudget: it needs alarmEmail, who is told');
  }
  if (props.alarmEmail && props.alarmTopic) {
    found.push('alarmEmail and alarmTopic: who reads a topic that you have is yours to say; give one of the two');
  }
  if (props.domain) {
    const { name, certificate, hostedZone } = props.domain;
    found.push(
      name ? mistake('domain.name', PLATFORM.domainName, name) : 'domain.name: a certificate or zone needs its domain',
      certificate ? elsewhere(certificate, region) : 'domain.certificate: a domain needs its certificate',
      hostedZone && name && !isWithin(name, hostedZone.zoneName)
        ? `domain.hostedZone: ${name} is not in ${hostedZone.zoneName}`
        : undefined,
    );
  }
  for (const [name, value] of Object.entries(props.settings ?? {})) {
    const setting: Parameter<unknown> | undefined = Object.hasOwn(SETTINGS, name)
      ? SETTINGS[name as keyof typeof SETTINGS]
      : undefined;
    found.push(setting ? mistake(`settings.${name}`, setting, value) : `settings.${name}: there is no such setting`);
  }
  return found.filter((line) => line !== undefined);
}

function elsewhere({ certificateArn }: ICertificate, region: string): string | undefined {
  if (Token.isUnresolved(certificateArn)) {
    return undefined;
  }
  const where = Arn.split(certificateArn, ArnFormat.SLASH_RESOURCE_NAME).region ?? '';
  const isElsewhere = Token.compareStrings(where, region) === TokenComparison.DIFFERENT;
  return isElsewhere ? `domain.certificate: it must be in the stack's region, ${region}, not in ${where}` : undefined;
}

function isWithin(name: string, zone: string): boolean {
  return Token.isUnresolved(name) || Token.isUnresolved(zone) || `.${name}`.endsWith(`.${zone.replace(/\.$/, '')}`);
}

/** What is wrong with a value; nothing with one that is left out, or known to CloudFormation only. */
function mistake(name: string, parameter: Parameter<unknown>, value: unknown): string | undefined {
  if (value === undefined || Token.isUnresolved(value)) {
    return undefined;
  }
  const written = inWords(value);
  const { AllowedValues: words, AllowedPattern: pattern, MinValue: least, MaxValue: most } = parameter;
  if (parameter.Type === 'Number' && !Number.isInteger(value)) {
    return `${name}: ${written} is no whole number`;
  }
  if (words && !words.some((word) => String(word) === written)) {
    return `${name}: ${written} is none of ${words.map((word) => JSON.stringify(word)).join(', ')}`;
  }
  if (pattern && !new RegExp(pattern).test(written)) {
    return `${name}: ${JSON.stringify(written)} ${parameter.ConstraintDescription ?? `does not match ${pattern}`}`;
  }
  if (Number(value) < (least ?? -Infinity) || Number(value) > (most ?? Infinity)) {
    return `${name}: ${written} is not between ${least} and ${most}`;
  }
  return undefined;
}

/** A value as a function's environment has it. */
export function inWords(value: unknown): string {
  return typeof value === 'number' ? Tokenization.stringifyNumber(value) : String(value);
}
