import { expect, test } from 'vitest';
import { Conversation } from '../conversation.ts';
import { mqtt } from './mqtt.ts';
import { connect, connect31, connect5, connected, publish, subscribe } from './mqtt.samples.ts';

function read(...packets: readonly Uint8Array[]): readonly unknown[] {
  const events: unknown[] = [];
  const talk = new Conversation(mqtt, (event) => events.push(event));
  for (const packet of packets) talk.data('originator', packet);
  return events;
}

test('a client names itself, and that it has a password is all that is told of it', () => {
  const events = read(connect, subscribe, publish);
  expect(events).toEqual([
    { protocol: 'mqtt', kind: 'connect', level: 4, clientId: 'pump-17', userName: true, password: true },
    { protocol: 'mqtt', kind: 'packet', type: 'SUBSCRIBE' },
    { protocol: 'mqtt', kind: 'packet', type: 'PUBLISH' },
  ]);
  expect(JSON.stringify(events)).not.toMatch(/jdoe|hush|ward|98/);
});

test.each([
  ['3.1', connect31, { level: 3, clientId: 'pump-16', userName: false }],
  ['5.0', connect5, { level: 5, clientId: 'pump-18', userName: false }],
])('version %s is read as well', (_, bytes, told) => {
  expect(read(bytes)).toMatchObject([told]);
  expect(mqtt.probe(bytes, 'originator')).toBe(true);
});

test('a broker lets in or refuses', () => {
  expect(read(connected, connected.with(3, 5))).toMatchObject([{ reason: 0 }, { reason: 5 }]);
});

test.each([
  ['flags that its type does not have', connected.with(0, 0x21)],
  ['a type that does not exist', connected.with(0, 0x00)],
  ['a length that does not end', Uint8Array.of(0x30, 0xff, 0xff, 0xff, 0xff)],
])('a packet with %s ends the reading', (_, bytes) => {
  expect(read(bytes, connect)).toMatchObject([{ kind: 'lost' }]);
});

test('what only looks like it is not recognised', () => {
  for (const bytes of [connect.with(4, 0x4e), connect.with(0, 0x30), connected.with(3, 6), connected.with(1, 3)]) {
    expect(mqtt.probe(bytes, 'originator')).toBe(false);
  }
});
