import { createHmac } from 'node:crypto';
import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { Phi } from './phi.ts';

const key = new Uint8Array(32);
const phi = wrap('DOE^JANE');

function wrap(value: string): Phi {
  const wrapped = Phi.of(value);
  if (wrapped === undefined) throw new Error(`${value} is empty`);
  return wrapped;
}

test('a patient value shows itself nowhere', () => {
  const places = [
    String(phi),
    ''.concat(String(phi)),
    JSON.stringify({ phi }),
    inspect(phi),
    inspect({ phi }),
    Object.values(phi).join(),
  ];
  expect(places.join()).not.toContain('DOE');
});

test('the same value has the same hash under the same key only', () => {
  expect(Phi.of(' doe^jane')?.hash(key)).toBe(phi.hash(key));
  expect(Phi.of('ROE^JANE')?.hash(key)).not.toBe(phi.hash(key));
  expect(phi.hash(key.with(0, 1))).not.toBe(phi.hash(key));
});

test('nothing is not a patient', () => {
  expect(Phi.of('  ')).toBeUndefined();
});

test('the hash is the beginning of an HMAC-SHA-256', () => {
  const secret = Uint8Array.from({ length: 32 }, (_, at) => at * 7);
  const long = 'Müller '.repeat(40).trim();
  const expected = createHmac('sha256', secret).update(long.toUpperCase()).digest().readBigUInt64BE();
  expect(Phi.of(long)?.hash(secret)).toBe(expected);
});
