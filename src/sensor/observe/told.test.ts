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

test('a fact is forgotten when it has aged thrice, and makes room', () => {
  const told = new Told();
  told.add('10.0.0.1', 'hostname', 'ct1');
  told.age();
  told.age();
  expect(told.has('10.0.0.1', 'hostname', 'ct1')).toBe(true);
  told.age();
  expect(told.has('10.0.0.1', 'hostname', 'ct1')).toBe(false);
});

test('beyond its limit facts are counted and dropped until older ones have aged', () => {
  const told = new Told(100);
  for (let n = 0; n < 100; n++) told.add(`10.0.0.${n % 10}`, 'hostname', String(n));
  expect([told.add('10.0.0.1', 'hostname', 'more'), told.dropped]).toEqual([false, 1]);
  for (let age = 0; age < 3; age++) told.age();
  expect(told.add('10.0.0.1', 'hostname', 'more')).toBe(true);
});
