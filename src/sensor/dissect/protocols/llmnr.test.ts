import { expect, test } from 'vitest';
import { Reader } from '../../../lib/reader.ts';
import { llmnr } from './llmnr.ts';
import { query, response } from './llmnr.samples.ts';

test.each([
  ['query', query, []],
  ['response', response, ['10.0.0.155']],
])('a %s tells the name, and the addresses it is said to have', (kind, bytes, addresses) => {
  const events: unknown[] = [];
  llmnr.dissect(new Reader(bytes), 'originator', (event) => events.push(event));
  expect(events).toEqual([{ protocol: 'llmnr', kind, name: 'NURSE-PC-3', addresses }]);
});

test('what only looks like it is not recognised', () => {
  expect(llmnr.probe(query.with(5, 2), 'originator')).toBe(false);
  expect(llmnr.probe(query.with(2, 0x28), 'originator')).toBe(false);
  expect(llmnr.probe(query.with(7, 1), 'originator')).toBe(false);
});
