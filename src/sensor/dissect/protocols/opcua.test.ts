import { expect, test } from 'vitest';
import { Conversation } from '../conversation.ts';
import type { ProtocolEvent, Side } from '../dissector.ts';
import { createSession, dialogue, hello, open, service } from './opcua.samples.ts';
import { opcua } from './opcua.ts';

function run(...turns: readonly (readonly [Side, Uint8Array])[]): ProtocolEvent[] {
  const events: ProtocolEvent[] = [];
  const talk = new Conversation(opcua, (event) => events.push(event));
  for (const [side, bytes] of turns) talk.data(side, bytes);
  return events;
}

test('the ends of a readable channel name themselves, also in several chunks', () => {
  const plc = {
    kind: 'application',
    uri: 'urn:plc',
    name: 'Chiller plant',
    product: 'urn:maker:product',
    role: 'server',
  };
  expect(run(...dialogue)).toMatchObject([
    { kind: 'channel', policy: 'None' },
    { kind: 'channel', policy: 'None' },
    { kind: 'service', name: 'GetEndpoints', by: 'client' },
    { kind: 'service', name: 'GetEndpoints', by: 'server' },
    plc,
    { kind: 'service', name: 'CreateSession', by: 'client' },
    { kind: 'application', uri: 'urn:console', role: 'client' },
    { kind: 'service', name: 'CreateSession', by: 'server' },
    plc,
    { kind: 'service', name: 'Write', by: 'client' },
  ]);
});

test('of a channel that is encrypted, or whose opening was missed, nothing is guessed', () => {
  expect(run(['originator', open('Basic256Sha256')], ['originator', createSession])).toMatchObject([
    { kind: 'channel', policy: 'Basic256Sha256' },
  ]);
  expect(run(['originator', createSession])).toEqual([]);
});

test('a message that is too long passes, and the next one is read', () => {
  const long = Buffer.concat([Buffer.from('MSGF'), Buffer.of(8, 0, 5, 0), Buffer.alloc(0x50000)]);
  expect(run(['originator', open('None')], ['originator', long], ['originator', createSession])).toHaveLength(3);
});

test('what only begins alike is not recognised', () => {
  expect(opcua.probe(hello, 'originator')).toBe(true);
  expect(opcua.probe(Buffer.from('HE'), 'originator')).toBe(undefined);
  expect(opcua.probe(Buffer.from('HELP me\r\n'), 'originator')).toBe(false);
  expect(opcua.probe(Buffer.from('HELF\xff\xff\xff\xff', 'latin1'), 'originator')).toBe(false);
});

test('an array without end is lost', () => {
  const answer = service(431, Buffer.alloc(16), Buffer.of(0, 255, 255, 255, 255, 0, 0, 0, 255, 255, 0, 0));
  expect(run(['originator', open('None')], ['responder', answer]).at(-1)).toMatchObject({ kind: 'lost' });
});
