import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { weakness } from './password-rules.ts';

describe('a password', () => {
  test.each([
    ['short', /at least 12 characters, and this has 5/],
    ['x'.repeat(257), /at most 256/],
    ['ada.lovelace', /too close to the login/],
    ['Ada.Lovelace2026', /too close to the login/],
    ['aaaaaaaaaaaab', /repeats/],
    ['abcabcabcabc', /repeats/],
    ['1234567890123', /follow each other/],
    ['abcdefghijklm', /follow each other/],
    ['Passwordpassword1!', /first passwords/],
    ['2026Hospital2026', /first passwords/],
    ['!!Administrator!!', /first passwords/],
  ])('such as %s is refused in words', (password, why) => {
    expect(weakness(password, 'ada.lovelace')).toMatch(why);
  });

  test.each(['pelican-Lantern-42', 'three words of mine', 'Übergabe um halb sieben', 'x9!kQ2#vLp0z'])(
    'such as %s is good enough',
    (password) => expect(weakness(password, 'ada')).toBeUndefined(),
  );

  test('of any letters is judged, and one of 24 random ones is good enough', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (password, login) => void weakness(password, login)),
    );
    const letters = fc.string({
      unit: fc.constantFrom(...'abcdefghijkmnpqrstuvwxyz23456789'.split('')),
      minLength: 24,
      maxLength: 24,
    });
    fc.assert(
      fc.property(letters, (password) => new Set(password).size < 8 || weakness(password, 'ada') === undefined),
    );
  });
});
