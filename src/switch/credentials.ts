/** What proves to a switch that we may ask: a community (version 2c) or a user (version 3). */
import { z } from 'zod';
import { AppError } from '../lib/errors.ts';

export const Credentials = z.discriminatedUnion('version', [
  z.object({ version: z.literal('2c'), community: z.string().min(1).max(64) }),
  z.object({
    version: z.literal('3'),
    user: z.string().min(1).max(64),
    level: z.enum(['noAuthNoPriv', 'authNoPriv', 'authPriv']).default('authPriv'),
    auth: z.enum(['sha', 'sha224', 'sha256', 'sha384', 'sha512']).default('sha256'),
    authKey: z.string().min(8).max(128).optional(),
    privacy: z.enum(['aes', 'aes256b', 'aes256r']).default('aes').describe('aes is AES-128'),
    privacyKey: z.string().min(8).max(128).optional(),
  }),
]);

export type Credentials = z.output<typeof Credentials>;

/** @throws AppError `invalid` where a pass phrase is missing that the level needs */
export function checkCredentials(it: Credentials): void {
  if (it.version !== '3') return;
  if (it.level !== 'noAuthNoPriv' && it.authKey === undefined) {
    throw new AppError('invalid', `The level ${it.level} needs a pass phrase for authentication (authKey).`);
  }
  if (it.level === 'authPriv' && it.privacyKey === undefined) {
    throw new AppError('invalid', 'The level authPriv needs a pass phrase for privacy (privacyKey).');
  }
}
