import { expect, test } from 'vitest';
import { Reader } from '../../../lib/reader.ts';
import type { Side } from '../dissector.ts';
import type { OpenvpnEvent } from './openvpn-control.ts';
import { CLIENT, packet, SERVER, talk } from './openvpn.samples.ts';
import { openvpn } from './openvpn.ts';

function run(turns: readonly (readonly [Side, Uint8Array])[]): OpenvpnEvent[] {
  const events: OpenvpnEvent[] = [];
  const reading = openvpn.open?.() ?? openvpn;
  for (const [side, bytes] of turns) reading.dissect(new Reader(bytes), side, (event) => events.push(event));
  return events;
}

const wholeTalk = (wrapping: string) => [
  { kind: 'reset', by: 'client', wrapping },
  { kind: 'reset', by: 'server', wrapping },
  { kind: 'tls', said: { kind: 'client-hello', serverName: 'pacs.example.org' } },
  { kind: 'tls', said: { kind: 'server-hello', version: '1.2' } },
];

test.each([
  [0, 'none'],
  [20, 'tls-auth'],
  [16, 'tls-auth'],
  [32, 'tls-auth'],
  [64, 'tls-auth'],
  [48, 'tls-auth'],
  [28, 'tls-auth'],
])('behind %i bytes that authenticate a packet, TLS is found', (digest, wrapping) => {
  expect(run(talk(digest))).toMatchObject(wholeTalk(wrapping));
});

test('packets that come twice or in the wrong order are put in order', () => {
  const [reset, answered, ack, first, second, hello] = talk(20);
  expect(run([reset, reset, answered, ack, second, second, first, first, second, hello])).toMatchObject(
    wholeTalk('tls-auth'),
  );
});

test('a conversation that is joined when TLS begins is read as well', () => {
  expect(run(talk(20).slice(3))).toMatchObject(wholeTalk('tls-auth').slice(2));
});

test('an encrypted control channel is told as such and not read', () => {
  const number = Buffer.of(0, 0, 0, 1, 0x65, 0, 0, 0);
  const sealed = Buffer.concat([Buffer.of(7 << 3), CLIENT, number, Buffer.alloc(37, 0xc7)]);
  expect(openvpn.probe(sealed, 'originator')).toBe(true);
  expect(run([['originator', sealed], ...talk(0).slice(3)])).toEqual([
    { protocol: 'openvpn', kind: 'reset', by: 'client', wrapping: 'tls-crypt' },
  ]);
});

test('what is only alike is left to others', () => {
  expect(openvpn.probe(packet({ opcode: 7, session: CLIENT, number: 1 }), 'originator')).toBe(false);
  expect(openvpn.probe(packet({ opcode: 7, session: Buffer.alloc(8), number: 0 }), 'originator')).toBe(false);
  expect(openvpn.probe(packet({ opcode: 5, session: SERVER, acks: [0] }), 'originator')).toBe(false);
  expect(openvpn.probe(Buffer.alloc(60, 0x38), 'originator')).toBe(false);
});
