import { expect, test } from 'vitest';
import { hospital } from '../../../fixture.ts';
import { mergeReasons } from './merge-reasons.ts';

const [ct] = hospital().devices.filter(({ type }) => type === 'ct');
if (ct === undefined) throw new Error('The hospital has no CT');
const side = (changes: Partial<typeof ct>) => ({ device: { ...ct, ...changes } });
const BARE = { names: [], macs: [], addresses: [], serial: null, udi: null };

test('the same serial number makes it likely', () => {
  const { likely, speaksFor } = mergeReasons(side({ ...BARE, serial: 'A1' }), side({ ...BARE, serial: 'a1' }));
  expect(likely).toBe('likely');
  expect(speaksFor).toContain('The same serial number: A1');
});

test('different serial numbers make it unlikely, however much else is the same', () => {
  const { likely, against } = mergeReasons(side({ serial: 'A1' }), side({ serial: 'B2' }));
  expect(likely).toBe('unlikely');
  expect(against).toEqual(['Different serial numbers: A1 and B2']);
});

test('another maker, model and type make it unlikely', () => {
  const other = { ...BARE, manufacturer: 'Roche', model: 'cobas 6000', type: 'analyzer' };
  expect(mergeReasons(side(BARE), side(other)).likely).toBe('unlikely');
});

test('where nothing is known of one of them, it is left to the person', () => {
  const nothing = { ...BARE, manufacturer: null, model: null, type: 'unknown' };
  expect(mergeReasons(side({ serial: 'A1' }), side(nothing))).toMatchObject({ likely: 'open', against: [] });
});
