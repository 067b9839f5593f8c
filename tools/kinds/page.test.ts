import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { REGULATIONS } from '../../src/inventory/regulations.ts';
import { TAXONOMY } from '../../src/inventory/taxonomy.ts';
import { page } from './page.ts';

const text = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'kinds.md'), 'utf8');

test('the page says what the taxonomy says; npm run kinds writes it anew', () => {
  expect(text).toBe(page());
});

test('every regulation that we name classifies some kind', () => {
  const used = new Set<string>(Object.values(TAXONOMY).flatMap(({ fda }) => (fda === undefined ? [] : [fda[2]])));
  expect(Object.keys(REGULATIONS).filter((number) => !used.has(number))).toEqual([]);
});

// The FDA's own words on some that hospitals have most of, for whoever mistypes one.
test.each([
  ['infusion-pump', 'FRN', 2, '880.5725'],
  ['patient-monitor', 'MHX', 2, '870.1025'],
  ['ventilator', 'CBK', 2, '868.5895'],
  ['ct', 'JAK', 2, '892.1750'],
  ['mr', 'LNH', 2, '892.1000'],
  ['ultrasound', 'IYN', 2, '892.1550'],
  ['xray', 'KPR', 2, '892.1680'],
  ['mobile-xray', 'IZL', 2, '892.1720'],
  ['pacs', 'LLZ', 2, '892.2050'],
])('%s has the code %s', (type, ...fda) => {
  expect(TAXONOMY[type]?.fda).toEqual(fda);
});
