import { expect, test } from 'vitest';
import { Conversation } from '../conversation.ts';
import type { ProtocolEvent, Side } from '../dissector.ts';
import { dialogue, greeting, packet, plain, readable, secured } from './mysql.samples.ts';
import { mysql } from './mysql.ts';

function run(turns: readonly (readonly [Side, Uint8Array])[]): ProtocolEvent[] {
  const events: ProtocolEvent[] = [];
  const talk = new Conversation(mysql, (event) => events.push(event));
  for (const [side, bytes] of turns) talk.data(side, bytes);
  return events;
}

test('a server greets with its version, and a log-in under TLS is TLS', () => {
  expect(run(dialogue)).toMatchObject([
    { kind: 'greeting', version: '8.0.36-0ubuntu0.22.04.1' },
    { protocol: 'tls', kind: 'client-hello' },
    { protocol: 'tls', kind: 'server-hello' },
  ]);
});

test('a log-in in the open is told, and nobody’s name', () => {
  const events = run(readable);
  expect(events).toMatchObject([{ version: '5.5.5-10.11.6-MariaDB' }, { kind: 'login' }]);
  expect(JSON.stringify(events)).not.toMatch(/doe|patients/);
});

test('what is no greeting and no log-in is not recognised', () => {
  expect(mysql.probe(plain, 'originator')).toBe(true);
  expect(mysql.probe(secured, 'originator')).toBe(true);
  expect(mysql.probe(greeting('8.0'), 'responder')).toBe(true);
  expect(mysql.probe(greeting('8.0').subarray(0, 6), 'responder')).toBe(undefined);
  expect(mysql.probe(greeting('eight'), 'responder')).toBe(false);
  expect(mysql.probe(packet(1, 'SELECT 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11'), 'originator')).toBe(false);
});
