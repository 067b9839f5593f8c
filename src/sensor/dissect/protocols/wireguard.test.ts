import { expect, test } from 'vitest';
import { data, dialogue, message } from './wireguard.samples.ts';
import { wireguard } from './wireguard.ts';

test('messages are recognised by type and length, and data by a counter that can be', () => {
  expect(dialogue.map(([side, bytes]) => wireguard.probe(bytes, side))).toEqual([true, true, true]);
  expect(wireguard.probe(message(1, 149), 'originator')).toBe(false);
  expect(wireguard.probe(message(4, 96), 'originator')).toBe(false);
  expect(wireguard.probe(data.subarray(0, 95), 'originator')).toBe(false);
  expect(wireguard.probe(message(9, 148), 'originator')).toBe(false);
});
