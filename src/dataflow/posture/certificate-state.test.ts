import { expect, test } from 'vitest';
import { certificateState } from './certificate-state.ts';

const NOW = Date.UTC(2026, 10, 27);
const DAY = 86_400_000;
const shown = (days: number, key = 'RSA 2048', begun = -100) =>
  certificateState(
    {
      subject: 'CN=pacs',
      issuer: 'CN=ca',
      names: [],
      notBefore: new Date(NOW + begun * DAY).toISOString(),
      notAfter: new Date(NOW + days * DAY).toISOString(),
      key,
      selfSigned: false,
    },
    NOW,
  );

test.each([
  [400, 'valid', null],
  [31, 'valid', null],
  [30, 'expires', 30],
  [14, 'expires', 14],
  [7.5, 'expires', 14],
  [6.9, 'expires', 7],
  [0, 'expired', 7],
  [-3, 'expired', 7],
])('with %d days to go it is %s', (days, state, warning) => {
  expect(shown(days)).toMatchObject({ state, warning, days: Math.floor(days) });
});

test('one that is not valid yet, and one whose times cannot be read, are said to be so', () => {
  expect(shown(400, 'RSA 2048', 1).state).toBe('not-yet-valid');
  const unreadable = {
    subject: '',
    issuer: '',
    names: [],
    notBefore: '',
    notAfter: 'soon',
    key: 'RSA 2048',
    selfSigned: true,
  };
  expect(certificateState(unreadable, NOW)).toMatchObject({ state: 'unreadable', days: null, selfSigned: true });
});

test.each([
  ['RSA 1024', /2048/],
  ['EC secp192r1', /224/],
  ['DSA 1024', /2048/],
])('%s is too short', (key, words) => {
  expect(shown(400, key).key).toMatch(words);
});

test.each(['RSA 2048', 'RSA 4096', 'EC P-256', 'EC P-521', 'Ed25519', 'unknown'])('%s is not', (key) => {
  expect(shown(400, key).key).toBeNull();
});
