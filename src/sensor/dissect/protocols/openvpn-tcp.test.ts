import { expect, test } from 'vitest';
import { Conversation } from '../conversation.ts';
import type { ProtocolEvent } from '../dissector.ts';
import { dialogue } from './openvpn-tcp.samples.ts';
import { openvpnTcp } from './openvpn-tcp.ts';

test('a tunnel over TCP is known, and TLS within it read', () => {
  const events: ProtocolEvent[] = [];
  const talk = new Conversation(openvpnTcp, (event) => events.push(event));
  for (const [side, bytes] of dialogue) talk.data(side, bytes);
  expect(events).toMatchObject([
    { kind: 'reset', by: 'client', wrapping: 'none' },
    { kind: 'reset', by: 'server', wrapping: 'none' },
    { kind: 'tls', said: { kind: 'client-hello' } },
    { kind: 'tls', said: { kind: 'server-hello' } },
  ]);
});

test('lengths that no control packet has are no OpenVPN', () => {
  expect(openvpnTcp.probe(Buffer.of(0, 13), 'originator')).toBe(false);
  expect(openvpnTcp.probe(Buffer.of(0, 14, 0x20), 'originator')).toBeUndefined();
  expect(openvpnTcp.probe(Buffer.of(0, 14, 0x30), 'originator')).toBe(false);
});
