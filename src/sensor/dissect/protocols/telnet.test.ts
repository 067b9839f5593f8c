import { expect, test } from 'vitest';
import { Conversation } from '../conversation.ts';
import type { ProtocolEvent, Side } from '../dissector.ts';
import { dialogue } from './telnet.samples.ts';
import { telnet } from './telnet.ts';

function run(...turns: readonly (readonly [Side, Uint8Array])[]): (readonly [Side, ProtocolEvent])[] {
  const events: (readonly [Side, ProtocolEvent])[] = [];
  const talk = new Conversation(telnet, (event, side) => events.push([side, event]));
  for (const [side, bytes] of turns) talk.data(side, bytes);
  return events;
}

test('the server’s introduction is told and a password counted; what is typed and shown is not read', () => {
  expect(run(...dialogue)).toEqual([
    ['responder', { protocol: 'telnet', kind: 'greeting', text: 'Ventilator Gateway 3.1 vent-07' }],
    ['originator', { protocol: 'telnet', kind: 'password' }],
  ]);
});

test('a server that asks for a password at once, and one that never asks', () => {
  const asks = Buffer.from('\xff\xffswitch\r\nPassword:', 'latin1');
  expect(run(['responder', asks], ['originator', Buffer.of(1)])).toMatchObject([
    ['responder', { kind: 'greeting', text: 'ÿswitch' }],
    ['originator', { kind: 'password' }],
  ]);
  expect(run(['responder', Buffer.alloc(10_000, 0x61)], ['responder', Buffer.from('\nlogin:')])).toEqual([]);
  expect(run(['responder', Buffer.concat([Buffer.of(0xff, 0xfa), Buffer.alloc(10_000, 1)])])).toEqual([]);
});

test('only what negotiates an option that exists is Telnet', () => {
  expect(telnet.probe(Buffer.of(0xff, 0xfb), 'responder')).toBeUndefined();
  expect(telnet.probe(Buffer.of(0xff, 0xd8), 'responder')).toBe(false);
  expect(telnet.probe(Buffer.of(0xff, 0xfd, 0x99), 'responder')).toBe(false);
});
