import { expect, test } from 'vitest';
import { Conversation } from '../conversation.ts';
import type { ProtocolEvent, Side } from '../dissector.ts';
import { adu, dialogue, identity, readRegisters, refusal, registers, writeCoils } from './modbus.samples.ts';
import { modbus } from './modbus.ts';

function run(...turns: readonly (readonly [Side, Uint8Array])[]): ProtocolEvent[] {
  const events: ProtocolEvent[] = [];
  const talk = new Conversation(modbus, (event) => events.push(event));
  for (const [side, bytes] of turns) talk.data(side, bytes);
  return events;
}

test('functions are told by their names, and a device by what it calls itself', () => {
  expect(run(...dialogue)).toMatchObject([
    { name: 'read holding registers', by: 'client' },
    { name: 'read holding registers', by: 'server', refused: false },
    { name: 'encapsulated interface', by: 'client' },
    { name: 'encapsulated interface', by: 'server' },
    {
      kind: 'identity',
      unit: 255,
      objects: { vendor: 'Schneider Electric', 'product-code': 'TM221CE16R', revision: 'V1.5' },
    },
    { name: 'write multiple coils', by: 'client' },
    { name: 'read holding registers', by: 'server', refused: true },
  ]);
});

test.each<[Uint8Array, Side, boolean]>([
  [readRegisters, 'originator', true],
  [registers, 'responder', true],
  [registers, 'originator', false],
  [refusal, 'responder', true],
  [refusal, 'originator', false],
  [writeCoils, 'originator', true],
  [identity(1), 'responder', true],
  [adu(1, 3, 0, 107), 'originator', false],
  [adu(1, 99, 0, 107, 0, 3), 'originator', false],
  [Uint8Array.of(0, 7, 0, 1), 'originator', false],
])('case %# is recognised only where its length fits its function', (bytes, side, known) => {
  expect(modbus.probe(bytes, side)).toBe(known);
});

test('an object that is longer than its message is lost', () => {
  expect(run(['responder', adu(1, 0x2b, 0x0e, 1, 1, 0, 0, 1, 0, 200, 65)])).toMatchObject([
    { kind: 'function' },
    { kind: 'lost' },
  ]);
});
