import { expect, test } from 'vitest';
import { Conversation } from '../conversation.ts';
import type { ProtocolEvent, Side } from '../dissector.ts';
import { dialogue, screen } from './vnc.samples.ts';
import { vnc } from './vnc.ts';

function run(...turns: readonly (readonly [Side, Uint8Array])[]): ProtocolEvent[] {
  const events: ProtocolEvent[] = [];
  const talk = new Conversation(vnc, (event) => events.push(event));
  for (const [side, bytes] of turns) talk.data(side, bytes);
  return events;
}

test('a server tells whether it asks for a password, and the name of its desktop', () => {
  expect(run(...dialogue)).toEqual([
    { protocol: 'vnc', kind: 'security', version: '3.8', open: true },
    { protocol: 'vnc', kind: 'desktop', name: 'CT room 2' },
  ]);
});

test.each([
  ['3.3 decides alone', '003.003', [Buffer.of(0, 0, 0, 2), Buffer.alloc(16), Buffer.alloc(4), screen]],
  ['3.7 gives no result for no security', '003.007', [Buffer.of(1, 1), screen]],
])('a server of %s', (_, version, parts) => {
  const greeting = Buffer.from(`RFB ${version}\n`);
  const events = run(['responder', greeting], ['originator', greeting], ['responder', Buffer.concat(parts)]);
  expect(events.at(-1)).toMatchObject({ kind: 'desktop', name: 'CT room 2' });
});

test('where it encrypts the reading ends', () => {
  const greeting = Buffer.from('RFB 003.889\n');
  const events = run(['responder', greeting], ['responder', Buffer.of(1, 30)], ['responder', Buffer.alloc(600, 5)]);
  expect(events).toEqual([{ protocol: 'vnc', kind: 'security', version: '3.8', open: false }]);
});
