// Which function answers which path. A path stands for itself and all below it, `X` and `X/{proxy+}`, since an HTTP API
// registers no path that ends in a slash but matches one greedily; where a path ends in `{proxy+}`, only what is below.

import type { FunctionName } from './functions';

/** The functions that speak HTTP, and their paths; what no path matches goes to `$default`. */
export const ROUTES: Partial<Record<FunctionName, readonly string[]>> = {
  users: ['$default', '/v1/groups/{id}/users'],
  groups: ['/groups', '/users/{id}/groups', '/v1/groups', '/v1/users/{id}/groups'],
  permissions: [
    '/contenttypes',
    '/groups/{id}/permissions',
    '/permissions',
    '/users/{id}/permissions',
    '/v1/check',
    '/v1/content_types',
    '/v1/groups/{id}/permissions',
    '/v1/permissions',
    '/v1/users/{id}/check',
    '/v1/users/{id}/permissions',
  ],
  activation: [
    '/auth/confirm_email/{proxy+}',
    '/auth/users/activate',
    '/auth/users/activation',
    '/auth/users/activation.json',
    '/auth/users/confirm',
    '/auth/users/confirm.json',
    '/auth/users/resend',
    '/auth/users/resend_activation',
    '/auth/users/resend_activation.json',
    '/users/activate',
    '/users/confirm',
    '/users/confirm.json',
    '/v1/activation',
    '/v1/email/{proxy+}',
    '/v1/undo',
  ],
  passwordReset: [
    '/api/passwords/{proxy+}',
    '/auth/password',
    '/auth/users/reset_password',
    '/auth/users/reset_password.json',
    '/auth/users/reset_password_confirm',
    '/auth/users/reset_password_confirm.json',
    '/auth/users/set_password',
    '/auth/users/set_password.json',
    '/password',
    '/v1/me/password',
    '/v1/password_reset',
    '/v1/users/{id}/send_reset',
  ],
  signIn: [
    '/auth/jwt/create',
    '/auth/login',
    '/auth/session/login',
    '/auth/token/create',
    '/auth/token/login',
    '/v1/auth/obtain',
    '/v1/sessions',
    '/v1/users/{id}/sessions',
  ],
  tokens: [
    '/.well-known/{proxy+}',
    '/auth/jwt/refresh',
    '/auth/jwt/verify',
    '/auth/logout',
    '/auth/session',
    '/auth/token/destroy',
    '/auth/token/logout',
    '/docs',
    '/openapi.json',
    '/v1/auth/refresh',
    '/v1/auth/verify',
    '/v1/sessions/refresh',
    '/v1/signing_keys',
  ],
  operator: ['/v1/counts', '/v1/health', '/v1/owed', '/v1/settings'],
  account: ['/account', '/assets/{proxy+}', '/pages/{proxy+}'],
  console: ['/console'],
};

const BELOW = '/{proxy+}';

/** The paths that are registered for one of `ROUTES`. */
export function registered(path: string): string[] {
  return path === '$default' || path.endsWith(BELOW) ? [path] : [path, path + BELOW];
}

/** What the template calls a path's route: `/v1/users/{id}/{proxy+}` is `RouteV1UsersIdBelow`. */
export function routeName(path: string): string {
  const words = path.replace('{proxy+}', 'below').match(/[A-Za-z0-9]+/g) ?? [];
  return `Route${words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')}`;
}
