// The settings of docs/configuration.md, by the names of the template's parameters: one place says what each is for, its
// default and its bounds. The types, the checks and the functions' environment are made from it.

/** What a value may be, in the words that a template has for its parameters. */
export interface Parameter<Value> {
  readonly Type: 'String' | 'Number';
  readonly NoEcho?: true;
  readonly Default?: string | number;
  readonly AllowedValues?: readonly (string | number)[];
  readonly AllowedPattern?: string;
  readonly ConstraintDescription?: string;
  readonly MinValue?: number;
  readonly MaxValue?: number;
  /** The type in TypeScript; there is no such value. */
  readonly takes?: Value;
}

/** Yes or no. */
export const flag = (byDefault: boolean): Parameter<boolean> => ({
  Type: 'String',
  Default: String(byDefault),
  AllowedValues: ['true', 'false'],
});

/** A whole number within bounds: a text with a pattern, since CloudFormation's `Number` takes 1.5, and no function does. */
export const count = (byDefault: number, least: number, most: number): Parameter<number> => ({
  Type: 'String',
  Default: String(byDefault),
  AllowedPattern: `^(${wholeNumbers(least, most)})$`,
  ConstraintDescription: `must be a whole number from ${least} to ${most}`,
});

/** A regular expression of the whole numbers within bounds. */
function wholeNumbers(least: number, most: number): string {
  const [low, high] = [String(least), String(most)];
  if (low.length === high.length) {
    return sameLength(low, high);
  }
  const nines = '9'.repeat(high.length - 1);
  const shorter = least <= 1 ? `[1-9]${digits(0, nines.length - 1)}` : wholeNumbers(least, Number(nines));
  return [...(least === 0 ? ['0'] : []), shorter, sameLength(`1${'0'.repeat(nines.length)}`, high)].join('|');
}

function sameLength(low: string, high: string): string {
  const [first, last, lows, highs] = [low[0]!, high[0]!, low.slice(1), high.slice(1)];
  const [zeros, nines] = ['0'.repeat(lows.length), '9'.repeat(lows.length)];
  if (lows === zeros && highs === nines) {
    return (first === last ? first : `[${first}-${last}]`) + digits(nines.length, nines.length);
  }
  if (first === last) {
    const rest = sameLength(lows, highs);
    return first + (rest.includes('|') ? `(${rest})` : rest);
  }
  if (lows !== zeros) {
    return `${sameLength(low, first + nines)}|${sameLength(`${Number(first) + 1}${zeros}`, high)}`;
  }
  return `${sameLength(low, `${Number(last) - 1}${nines}`)}|${sameLength(last + zeros, high)}`;
}

function digits(least: number, most: number): string {
  return most === 0 ? '' : least === most ? (most === 1 ? '[0-9]' : `[0-9]{${most}}`) : `[0-9]{${least},${most}}`;
}

/** One of these words. */
export const oneOf = <const Word extends string>(
  words: readonly Word[],
  byDefault: NoInfer<Word>,
): Parameter<Word> => ({
  Type: 'String',
  Default: byDefault,
  AllowedValues: words,
});

/** Some of these words, or texts of this pattern; where all are the default, at least one. */
export function listOf<const Word extends string>(
  words: readonly Word[] | string,
  byDefault: readonly NoInfer<Word>[] | 'all',
): Parameter<readonly Word[]> {
  const one = typeof words === 'string' ? words : `(${words.join('|')})`;
  const some = `${one}(,${one})*`;
  const chosen = byDefault === 'all' ? (words as readonly Word[]) : byDefault;
  return {
    Type: 'String',
    Default: chosen.join(','),
    AllowedPattern: byDefault === 'all' ? `^${some}$` : `^(${some})?$`,
  };
}

/** So many in so long: `10/h`, `30/5m`. */
const RATE = '^[1-9][0-9]{0,8}/[1-9]?[0-9]{0,4}[smhd]$';

/** The name of a field or claim. */
const NAME = '[A-Za-z][A-Za-z0-9_]*';

/** A text, of this pattern if there is one. */
export const text = (byDefault?: string, pattern?: string): Parameter<string> => ({
  Type: 'String',
  ...(byDefault === undefined ? {} : { Default: byDefault }),
  ...(pattern === undefined ? {} : { AllowedPattern: pattern }),
});

/** A secret text, or none. */
export const unseen = (): Parameter<string> => ({ Type: 'String', NoEcho: true, Default: '' });

/** Every setting that a deployer chooses. What the stack makes itself (URL, table, keys, sender) is none. */
export const SETTINGS = {
  /**
   * The wire formats served: `djoser`, `users-api` (django-users-api), `accounts` (a DRF endpoint), `wiki` (the users
   * wiki), `native`. One that is left out answers 404.
   */
  dialects: listOf(['djoser', 'users-api', 'accounts', 'wiki', 'native'], 'all'),
  /**
   * The resources of django-users-api that are served, out of `users`, `groups`, `permissions`, `contenttypes`. A
   * nested list belongs to what it lists.
   */
  usersApiResources: listOf(['users', 'groups', 'permissions', 'contenttypes'], 'all'),
  /**
   * Who may read in django-users-api: `permission` for oneself, staff, and whoever has the model's `view_` or
   * `change_` permission; `session` for everybody who is signed in, as in the original.
   */
  usersApiRead: oneOf(['permission', 'session'], 'permission'),
  /** What `GET /v1/users/{name}` answers: `object`; or `array` of one or none, for clients of UFDL's own server. */
  ufdlByName: oneOf(['object', 'array'], 'object'),
  /**
   * The origins, whose browser pages may call the service, e.g. `https://app.example.org`, or `capacitor://localhost`
   * for an app.
   */
  corsAllowedOrigins: listOf('[a-z][a-z0-9+.-]*://[A-Za-z0-9.-]+(:[0-9]{1,5})?', []),
  /**
   * The secret that your CDN or back end sends as `X-Latchkey-Proxy-Secret`; make it long and random. Only with it is
   * the client's address taken from `CloudFront-Viewer-Address`, or else from the last entry of `X-Forwarded-For`.
   * Empty: these headers are ignored.
   */
  trustedProxySecret: unseen(),
  /** The `aud` of access tokens: what an API Gateway JWT authorizer is told to expect. */
  audience: text('latchkey', '^\\S+$'),
  /**
   * What rides in access tokens beside who it is, for one's own APIs: out of `groups` (names), `permissions` (written
   * `app_label.codename`; `*` alone for a superuser), `is_staff`, `username`, `email`, and declared fields that only
   * administrators write (`read_only`). They are as old as the token. All together take at most 4 KiB: beyond,
   * `permissions` stay away, then `groups`, and `omitted_claims` names them.
   */
  tokenClaims: listOf(NAME, []),
  /**
   * `username`, or `email` for projects whose user model signs in by address: djoser's paths, keys and fields follow
   * it.
   */
  usernameField: oneOf(['username', 'email'], 'username'),
  /**
   * The fields of users beside Django's own: a JSON array of objects, at most 40 in 1600 bytes, in the form of
   * `docs/contracts/custom-fields.md`, e.g. `[{"name":"phone","type":"char","max_length":20,"unique":true}]`. What is
   * stored stays when a field is taken out again, and is not shown; one that is added shows its default.
   */
  userFields: text('[]', '^\\s*\\[[\\s\\S]*\\]\\s*$'),
  /**
   * Out of `email`, `first_name`, `last_name` and the declared fields (Django's `REQUIRED_FIELDS`): what djoser's user
   * object shows first, in this order, and the profile edits, beside the field that one signs in with. Blank is
   * accepted, as in Django's stock user.
   */
  requiredFields: listOf(NAME, ['email']),
  /**
   * Which index djoser's sign-in consults and which key its login body has: `username` or `email`; empty for the same
   * as `LATCHKEY_USERNAME_FIELD`.
   */
  loginField: oneOf(['', 'username', 'email'], ''),
  /**
   * The ids of new users: `time` for large ones that grow with time; `sequence` for the next free number from 1, as
   * Django has them, for clients whose ids have 32 bits. The latter tell how many users there are, and cost one write
   * and a wave more a sign-up.
   */
  userIds: oneOf(['time', 'sequence'], 'time'),
  /** What djoser's user object has for an id, and `/users/{id}/` looks up: `id` or `username`. */
  userIdField: oneOf(['id', 'username'], 'id'),
  /**
   * `rest_framework.authtoken.models.Token`, or `none` for JWTs only: there is no `token/login` then (djoser crashes).
   */
  tokenModel: oneOf(['rest_framework.authtoken.models.Token', 'none'], 'rest_framework.authtoken.models.Token'),
  /**
   * `open`, or `closed` for no sign-ups: they answer 403 in every dialect, and administrators still make users.
   */
  registration: oneOf(['open', 'closed'], 'open'),
  /**
   * The domains, whose addresses users may sign up with, and may change theirs to, e.g. `example.org`; empty for all.
   * Wants `LATCHKEY_SEND_ACTIVATION_EMAIL`, since anybody can claim an address. Administrators are free to set any for
   * others.
   */
  registrationDomains: listOf('[A-Za-z0-9.-]+', []),
  /** Whether a new account, and one whose owner changed its address, waits for a link in a mail. */
  sendActivationEmail: flag(true),
  /** Whether a mail says that the account is active now. */
  sendConfirmationEmail: flag(false),
  /**
   * Has no effect here: a change of password is always told, to the address that was proven before, with a link that
   * undoes it.
   */
  passwordChangedEmailConfirmation: flag(false),
  /** Has no effect here: a change of user name is always told, as above. */
  usernameChangedEmailConfirmation: flag(false),
  /** Whether registration asks for `re_password`. */
  userCreatePasswordRetype: flag(false),
  /** Whether a change of password asks for `re_new_password`. */
  setPasswordRetype: flag(false),
  /** Whether the confirmation of a password reset asks for `re_new_password`. */
  passwordResetConfirmRetype: flag(false),
  /** Whether a change of user name asks for `re_new_username`. */
  setUsernameRetype: flag(false),
  /** Whether the confirmation of a user name reset asks for `re_new_username`. */
  usernameResetConfirmRetype: flag(false),
  /** Whether a reset request says that it does not know the address. It tells strangers who has an account. */
  passwordResetShowEmailNotFound: flag(false),
  /** The same as the setting above: either acts on both resets and on resending activation, as in djoser. */
  usernameResetShowEmailNotFound: flag(false),
  /**
   * Whether the wiki's reset request answers 404 when nobody has the address, as its page has it. It tells strangers
   * who has an account.
   */
  wikiShowEmailNotFound: flag(true),
  /** Whether a change of password also ends the session or token that asked for it. All others end always. */
  logoutOnPasswordChange: flag(false),
  /** Whether `token/login` also opens a browser session. */
  createSessionOnLogin: flag(false),
  /** Whether other users look absent (404) instead of forbidden (403) to those who may not see them. */
  hideUsers: flag(true),
  /** How many objects a page of djoser's user list has (DRF's page-number pagination); 0 for no pages. */
  pageSize: count(0, 0, 10000),
  /**
   * `on` for pages at `/account/` on which people sign up, sign in and see to their accounts, in a browser of their own;
   * `off` where a front end does all that. The pages behind mails are there all the same.
   */
  accountPages: oneOf(['on', 'off'], 'on'),
  /**
   * `on` for the administrators' console at `/console/`, for whoever may see something there; `off` for none. People
   * sign in to it at `/account/sign_in`, which is there while either is on.
   */
  consolePages: oneOf(['on', 'off'], 'on'),
  /**
   * The link in the activation mail, with `{uid}` and `{token}`, relative to the front end, e.g.
   * `activate/{uid}/{token}`; empty for the page that Latchkey serves itself.
   */
  activationUrl: text('', '^((?!.*://).*\\{token\\}.*)?$'),
  /** The link in the password reset mail; as above. */
  passwordResetConfirmUrl: text('', '^((?!.*://).*\\{token\\}.*)?$'),
  /** The link in the user name reset mail; as above. */
  usernameResetConfirmUrl: text('', '^((?!.*://).*\\{token\\}.*)?$'),
  /** The link in the mail to a new address that confirms it; as above. */
  emailChangeConfirmUrl: text('', '^((?!.*://).*\\{token\\}.*)?$'),
  /** The link in the mail to the old address that calls the change off; as above. */
  emailChangeCancelUrl: text('', '^((?!.*://).*\\{token\\}.*)?$'),
  /** The link in a notice of a changed password, address or user name that undoes the change; as above. */
  undoUrl: text('', '^((?!.*://).*\\{token\\}.*)?$'),
  /** The host of the links above; empty for `LATCHKEY_DOMAIN`. */
  emailFrontendDomain: text('', '^[A-Za-z0-9.:-]*$'),
  /** The scheme of the links above, `https` or `http`; empty for that of `LATCHKEY_PUBLIC_URL`. */
  emailFrontendProtocol: oneOf(['', 'https', 'http'], ''),
  /** What mails and pages call the site; empty for `LATCHKEY_SITE_NAME`. */
  emailFrontendSiteName: text(''),
  /** The host of the links where the front end has no host of its own; empty for that of `LATCHKEY_PUBLIC_URL`. */
  domain: text('', '^[A-Za-z0-9.:-]*$'),
  /** What mails and pages call the site where the front end has no name of its own; empty for the host of the links. */
  siteName: text(''),
  /**
   * A team's own colour on pages and in mails, such as `#00aa77`: darker by day and lighter by night where it could
   * not be read (WCAG AA). Empty for ours.
   */
  brandColor: text('', '^(#([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6}))?$'),
  /**
   * The `https://` address of a team's logo for pages and mails, without a query; browsers may load this one file
   * from elsewhere, and tell its server nothing of the page. Empty for our mark.
   */
  brandLogo: text('', '^(https://[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*(:[1-9][0-9]{0,3})?/[!$%&(-+\\--:=@A-Z\\[\\]_a-z~]*[!$%&(-+\\-.0-:=@A-Z\\[\\]_a-z~])?$'),
  /** The `https://` address of the terms of use, to which all pages then lead. */
  termsUrl: text('', '^(https://[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*(:[1-9][0-9]{0,3})?([/?#][!#-&(-;=?-\\[\\]_a-z~]*)?)?$'),
  /** The same of what is said about privacy. */
  privacyUrl: text('', '^(https://[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*(:[1-9][0-9]{0,3})?([/?#][!#-&(-;=?-\\[\\]_a-z~]*)?)?$'),
  /** Where pages send who needs help: an `https://` or `mailto:` address. */
  supportUrl: text('', '^(https://[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*(:[1-9][0-9]{0,3})?([/?#][!#-&(-;=?-\\[\\]_a-z~]*)?|mailto:[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+)?$'),
  /** Seconds for which a password or user name reset link works. */
  passwordResetTimeout: count(172800, 1, 315360000),
  /** Seconds for which an activation link works, and the two links of a change of address. */
  activationTimeout: count(259200, 1, 315360000),
  /** Days after which an account that was never active is deleted; 0 for never. */
  unverifiedAccountDays: count(7, 0, 3650),
  /** Seconds for which an access token is valid. */
  accessTokenLifetime: count(300, 1, 315360000),
  /** Seconds for which a refresh token is valid. */
  refreshTokenLifetime: count(86400, 1, 315360000),
  /** Whether `jwt/refresh` answers a new refresh token and ends the old one. */
  rotateRefreshTokens: flag(false),
  /**
   * The name of the session cookie (Django's `SESSION_COOKIE_NAME`). One that begins with `__Host-` cannot be set by a
   * subdomain; it needs `https` and an empty `LATCHKEY_COOKIE_DOMAIN`.
   */
  sessionCookieName: text('sessionid', '^[A-Za-z0-9_.-]+$'),
  /** The name of the CSRF cookie (Django's `CSRF_COOKIE_NAME`); as above. */
  csrfCookieName: text('csrftoken', '^[A-Za-z0-9_.-]+$'),
  /**
   * The domain that both cookies are set for, e.g. `example.org` (Django's `SESSION_COOKIE_DOMAIN`); empty for the
   * service's own host only.
   */
  cookieDomain: text('', '^[A-Za-z0-9.-]*$'),
  /**
   * The `SameSite` of both cookies: `Lax`, `Strict` or `None` (Django's `SESSION_COOKIE_SAMESITE`). Pages of another
   * site need `None`, which needs `https`.
   */
  cookieSamesite: oneOf(['Lax', 'Strict', 'None'], 'Lax'),
  /** Seconds after which a browser session ends, however busy (Django's `SESSION_COOKIE_AGE`). */
  sessionCookieAge: count(1209600, 1, 315360000),
  /** Seconds of silence after which a browser session ends. */
  sessionIdleTimeout: count(86400, 1, 315360000),
  /** Days after which the key that signs access tokens is replaced; 0 for only by hand. */
  signingKeyDays: count(90, 0, 3650),
  /** The least length of a password, in characters. */
  passwordMinLength: count(8, 1, 256),
  /** Argon2id memory in KiB, at least 19456. */
  argon2Memory: count(19456, 19456, 102400),
  /** Argon2id passes, from 2 to 7. */
  argon2Iterations: count(2, 2, 7),
  /** Argon2id lanes, at least 1. */
  argon2Parallelism: count(1, 1, 8),
  /** `off` switches the limits against abuse off, for load tests. */
  throttle: oneOf(['on', 'off'], 'on'),
  /**
   * After a restore: ends every sign-in, link, pending address, undo link and owed mail that was made before this
   * moment, such as `2026-11-30T12:00:00Z`; empty for none.
   */
  notBefore: text('', '^([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z)?$'),
  /**
   * How many accounts one network may sign up: a number, and the time that it is for, such as `10/h` or `30/5m`
   * (`s`, `m`, `h`, `d`). A network is an IPv4 address, or the /64 that an IPv6 client has to itself.
   */
  limitRegistrations: text('10/h', RATE),
  /**
   * How many answers that tell whether a name or an address is taken one network may get, or one account that signed
   * in.
   */
  limitTaken: text('60/h', RATE),
  /** How many mails one network may ask for. */
  limitMailRequests: text('20/h', RATE),
  /** How many links that are not good one network may try. */
  limitBadLinks: text('30/5m', RATE),
  /** How many sign-ins may fail from one network, of those from where the account was never signed in before. */
  limitFailedSignIns: text('30/5m', RATE),
  /**
   * How many passwords may be guessed for one account on one day (UTC) from where it was never signed in before.
   */
  limitGuesses: count(100, 1, 1000000),
  /** How often one account may ask for another address. */
  limitEmailChanges: text('5/d', RATE),
  /**
   * How many calls that cost an Argon2 or more than ten reads one account may make while signed in: changes and
   * proofs of a password, accounts that it makes, lists, bulk calls, checks of more than ten permissions.
   * Administrators may make ten times as many.
   */
  limitWork: text('100/5m', RATE),
  /** How many mails of a kind an account may ask for in an hour; the first always goes. */
  limitMailsHourly: count(5, 1, 1000000),
  /** The same for a day. */
  limitMailsDaily: count(10, 1, 1000000),
  /**
   * How many mails a day strangers can cause to an address that nobody has proven. The first of its kind for an
   * account always goes.
   */
  limitCausedMails: count(10, 1, 1000000),
};

/** The settings that differ from their defaults. */
export type Settings = {
  readonly [Name in keyof typeof SETTINGS]?: (typeof SETTINGS)[Name] extends Parameter<infer Value> ? Value : never;
};

/** The variable that tells the functions this setting: `usersApiRead` is `LATCHKEY_USERS_API_READ`. */
export function variable(setting: string): string {
  return `LATCHKEY_${setting.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;
}
