import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { capturesIn, page, rows } from './page.ts';

const text = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'protocols.md'), 'utf8');

test('the page says what the dissectors say; npm run protocols writes it anew', () => {
  expect(text).toBe(page(capturesIn(text)));
});

test.each(rows())('$name tells what it reads, and by which standard', ({ reads, standard }) => {
  expect(reads.length).toBeGreaterThan(20);
  expect(standard.length).toBeGreaterThan(5);
});

test('counts are read back as they were written', () => {
  const counts = new Map([
    ['dicom', 12],
    ['enip', 3],
  ]);
  const back = capturesIn(page(counts));
  expect([back.get('dicom'), back.get('enip'), back.get('hl7')]).toEqual([12, 3, 0]);
});
