import { expect, test } from 'vitest';
import { isKindOf, TAXONOMY } from './taxonomy.ts';

test('every kind is of a kind that exists, and never of itself', () => {
  for (const [type, { kindOf }] of Object.entries(TAXONOMY)) {
    if (kindOf !== undefined) expect(TAXONOMY).toHaveProperty([kindOf]);
    expect(isKindOf(type, type)).toBe(false);
  }
});

test('what sustains life is medical or calls for help', () => {
  const vital = Object.entries(TAXONOMY).filter(([, kind]) => kind.lifeSustaining);
  expect(vital.filter(([type, kind]) => kind.class !== 'medical' && type !== 'nurse-call')).toEqual([]);
});

test('a product code has its regulation', () => {
  for (const { fda } of Object.values(TAXONOMY)) {
    if (fda !== undefined)
      expect(fda).toEqual([
        expect.stringMatching(/^[A-Z]{3}$/),
        expect.any(Number),
        expect.stringMatching(/^8\d\d\.\d{4}$/),
      ]);
  }
});
