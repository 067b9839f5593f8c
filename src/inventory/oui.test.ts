import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { organisationOf } from './oui.ts';

const parsed: unknown = JSON.parse(readFileSync(fileURLToPath(import.meta.resolve('oui-data')), 'utf8'));
const registry = new Map(Object.entries(parsed ?? {}).map(([key, text]) => [key, String(text)]));

/** The registry's own entry for the longest range of a MAC. */
function expected(mac: string): string | undefined {
  const hex = mac.replaceAll(':', '').toUpperCase();
  const text = [9, 7, 6]
    .map((digits) => registry.get(hex.slice(0, digits)))
    .find((entry) => entry !== undefined && entry !== 'Private');
  return text?.split('\n')[0]?.trim();
}

test('ranges of every length are found where the whole registry has them', () => {
  const macs = [...registry.keys()]
    .filter((key, at) => at % 29 === 0 && (Number.parseInt(key.slice(0, 2), 16) & 2) === 0)
    .map((key) => key.padEnd(12, 'F').toLowerCase().match(/../g)?.join(':') ?? '');
  expect(macs.length).toBeGreaterThan(1500);
  expect(macs.filter((mac) => organisationOf(mac) !== expected(mac))).toEqual([]);
});

test.each([
  ['00:00:00:12:34:56', 'XEROX CORPORATION'],
  ['00:03:b1:b5:b6:48', 'ICU Medical, Inc.'],
  ['02:42:ac:11:00:02', undefined],
])('%s belongs to %s', (mac, name) => {
  expect(organisationOf(mac)).toBe(name);
});
