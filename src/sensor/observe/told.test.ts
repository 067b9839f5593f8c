import { expect, test } from 'vitest';
import { Told } from './told.ts';

test('a fact is known by subject, name and value together', () => {
  const told = new Told();
  told.add('10.0.0.1', 'hostname', 'ct1');
  expect(told.has('10.0.0.1', 'hostname', 'ct1')).toBe(true);
  for (const [subject, name, value] of [
    ['10.0.0.2', 'hostname', 'ct1'],
    ['10.0.0.1', 'dns-name', 'ct1'],
    ['10.0.0.1', 'hostname', 'ct2'],
  ] as const) {
    expect(told.has(subject, name, value)).toBe(false);
  }
});
