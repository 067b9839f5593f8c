import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { childParts, childText } from './child.ts';

test('what was said at once is one value, without what is not known', () => {
  expect(childText({ 'hl7-serial': 'A|1', udi: undefined, 'hl7-model': ' 100% = all ' })).toBe(
    'hl7-serial=A%7C1|hl7-model=100%25 %3D all',
  );
  expect(childText({ udi: undefined, port: ' ' })).toBeUndefined();
});

test('it is read back as it was said', () => {
  const parts = fc.dictionary(
    fc.stringMatching(/^[a-z][a-z-]{0,15}$/).filter((name) => name !== 'constructor'),
    fc.string({ minLength: 1, maxLength: 40 }).filter((value) => value.trim() === value && value !== ''),
    { minKeys: 1, maxKeys: 8, noNullPrototype: true },
  );
  fc.assert(
    fc.property(parts, (said) => {
      expect(childParts(childText(said) ?? '')).toEqual(said);
    }),
  );
});

test('whatever stands in a value that is none, nothing breaks', () => {
  fc.assert(fc.property(fc.string(), (text) => void childParts(text)));
  expect(childParts('%|=1|a=%ZZ|b=%7C')).toEqual({ a: '%ZZ', b: '|' });
});
