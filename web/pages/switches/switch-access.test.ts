import { expect, test } from 'vitest';
import { Credentials } from '../../../src/switch/credentials.ts';
import { type Access, givenBy, missingIn, NO_ACCESS } from './switch-access.ts';

const FULL: Access = { ...NO_ACCESS, user: ' wardline ', authKey: 'eight characters', privacyKey: 'more than eight' };

test('what is missing is told one thing at a time, by version and level', () => {
  expect(missingIn({ ...NO_ACCESS, version: '2c' })).toBe('Type the community.');
  expect(missingIn(NO_ACCESS)).toBe('Type the user.');
  expect(missingIn({ ...FULL, authKey: 'short' })).toContain('authentication');
  expect(missingIn({ ...FULL, privacyKey: '' })).toContain('encryption');
  expect(missingIn({ ...FULL, level: 'authNoPriv', privacyKey: '' })).toBeUndefined();
  expect(missingIn({ ...FULL, level: 'noAuthNoPriv', authKey: '', privacyKey: '' })).toBeUndefined();
  expect(missingIn(FULL)).toBeUndefined();
});

test('a pass phrase that the level does not use is not sent', () => {
  expect(givenBy({ ...FULL, version: '2c', community: 'ward-3' })).toEqual({ version: '2c', community: 'ward-3' });
  expect(givenBy({ ...FULL, level: 'noAuthNoPriv' })).toEqual({
    version: '3',
    user: 'wardline',
    level: 'noAuthNoPriv',
  });
  expect(givenBy({ ...FULL, level: 'authNoPriv' })).not.toHaveProperty('privacyKey');
});

test('the server takes whatever is complete', () => {
  for (const level of ['noAuthNoPriv', 'authNoPriv', 'authPriv'] as const) {
    expect(Credentials.safeParse(givenBy({ ...FULL, level })).success).toBe(true);
  }
});
