/** What one types to prove to a switch that we may ask, and what is sent of it. */
import type { z } from 'zod';
import type { Credentials } from '../../../src/switch/credentials.ts';

type Given = z.input<typeof Credentials>;
type User = Extract<Given, { version: '3' }>;

/** As the form holds it: every field, whether it is needed or not. */
export interface Access {
  readonly version: Given['version'];
  readonly community: string;
  readonly user: string;
  readonly level: NonNullable<User['level']>;
  readonly auth: NonNullable<User['auth']>;
  readonly authKey: string;
  readonly privacy: NonNullable<User['privacy']>;
  readonly privacyKey: string;
}

export const NO_ACCESS: Access = {
  version: '3',
  community: '',
  user: '',
  level: 'authPriv',
  auth: 'sha256',
  authKey: '',
  privacy: 'aes',
  privacyKey: '',
};

/** Characters of the shortest pass phrase that SNMP knows. */
const SHORTEST = 8;

/** Why it cannot be sent yet. */
export function missingIn(it: Access): string | undefined {
  if (it.version === '2c') return it.community === '' ? 'Type the community.' : undefined;
  if (it.user.trim() === '') return 'Type the user.';
  const needed = [
    [it.level !== 'noAuthNoPriv', it.authKey, 'authentication'],
    [it.level === 'authPriv', it.privacyKey, 'encryption'],
  ] as const;
  const short = needed.find(([isNeeded, key]) => isNeeded && key.length < SHORTEST);
  return short === undefined ? undefined : `The pass phrase of ${short[2]} has at least ${SHORTEST} characters.`;
}

/** Without what its version and level do not use. */
export function givenBy(it: Access): Given {
  if (it.version === '2c') return { version: '2c', community: it.community };
  const { user, level, auth, authKey, privacy, privacyKey } = it;
  return {
    version: '3',
    user: user.trim(),
    level,
    ...(level === 'noAuthNoPriv' ? {} : { auth, authKey }),
    ...(level === 'authPriv' ? { privacy, privacyKey } : {}),
  };
}
