import { expect, test } from 'vitest';
import { Conversation } from '../conversation.ts';
import type { ProtocolEvent, Side } from '../dissector.ts';
import { confirm, connect, dialogue, initialConnect, packet } from './rdp.samples.ts';
import { rdp } from './rdp.ts';

function run(...turns: readonly (readonly [Side, Uint8Array])[]): ProtocolEvent[] {
  const events: ProtocolEvent[] = [];
  const talk = new Conversation(rdp, (event) => events.push(event));
  for (const [side, bytes] of turns) talk.data(side, bytes);
  return events;
}

test('a session that turns to TLS is read on as TLS', () => {
  expect(run(...dialogue)).toMatchObject([
    { protocol: 'rdp', kind: 'security', chosen: 'tls' },
    { protocol: 'tls', kind: 'client-hello' },
    { protocol: 'tls', kind: 'encrypted' },
  ]);
});

test('a client without TLS tells its name and build, and nobody its user', () => {
  const events = run(['originator', connect], ['responder', confirm(0)], ['originator', initialConnect]);
  expect(events).toEqual([
    { protocol: 'rdp', kind: 'security', chosen: 'rdp' },
    { protocol: 'rdp', kind: 'client', name: 'CT-CONSOLE', build: 19_045 },
  ]);
});

test('other protocols in the same packets are not taken for it', () => {
  const siemens = Buffer.from('0300001611e00000000100c0010ac1020100c2020102', 'hex');
  expect(rdp.probe(siemens, 'originator')).toBe(false);
  expect(rdp.probe(connect, 'originator')).toBe(true);
});

test('a packet that is too short is a violation', () => {
  expect(run(['originator', packet(Buffer.of(0))]).map(({ kind }) => kind)).toEqual(['lost']);
});
