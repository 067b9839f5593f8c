/** What was done to an account, as a sentence. */
import type { z } from 'zod';
import type * as contract from '../../../src/platform/auth/auth.contract.ts';

type AccountEvent = z.output<typeof contract.listAccountEvents.output>['events'][number];

const WORDS: Readonly<Record<string, (who: string, by: string, detail: string) => string>> = {
  'set-up': (who) => `${who} set up Wardline`,
  invited: (who, by, detail) => `${by} invited ${who} as ${detail}`,
  joined: (who) => `${who} chose a password`,
  'link-issued': (who, by) => `${by} made a link for ${who}`,
  renamed: (_, by, detail) => `${by} changed a name: ${detail}`,
  'role-changed': (who, by, detail) => `${by} changed the role of ${who}: ${detail}`,
  disabled: (who, by) => `${by} disabled ${who}`,
  enabled: (who, by) => `${by} enabled ${who} again`,
  'password-changed': (who) => `${who} changed the password`,
  'sessions-ended': (who, by) => (who === by ? `${who} logged out everywhere` : `${by} logged ${who} out everywhere`),
  'token-made': (who, _, detail) => `${who} made the token ${detail}`,
  'token-revoked': (who, _, detail) => `${who} revoked the token ${detail}`,
  'break-glass': (who) => `A person at the machine made ${who} an administrator and issued a link`,
};

export function eventWords({ kind, account, by, detail }: AccountEvent): string {
  const who = account ?? 'an account';
  return WORDS[kind]?.(who, by, detail ?? '') ?? `${kind}: ${who}`;
}
