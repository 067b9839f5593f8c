import { expect, test } from 'vitest';
import { Conversation } from '../conversation.ts';
import type { ProtocolEvent, Side } from '../dissector.ts';
import { ask, dialogue, login, packet, tell } from './tds.samples.ts';
import { tds } from './tds.ts';

function run(...turns: readonly (readonly [Side, Uint8Array])[]): ProtocolEvent[] {
  const events: ProtocolEvent[] = [];
  const talk = new Conversation(tds, (event) => events.push(event));
  for (const [side, bytes] of turns) talk.data(side, bytes);
  return events;
}

test('server and client are told by version, machine and program, and by how they log in', () => {
  const events = run(...dialogue);
  expect(events).toMatchObject([
    { kind: 'prelogin', by: 'client', version: '15.0.2000', encryption: 'login' },
    { kind: 'prelogin', by: 'server', version: '15.0.2000', encryption: 'none' },
    { kind: 'login', host: 'CT-CONSOLE', application: 'RIS', password: false },
    { kind: 'ntlm', ntlm: { type: 'negotiate' } },
    { kind: 'ntlm', ntlm: { type: 'challenge', computer: 'ARCHIVE1' } },
    { kind: 'ntlm', ntlm: { type: 'authenticate', computer: 'CT-CONSOLE' } },
  ]);
  expect(JSON.stringify(events)).not.toContain('doe');
});

test('a password is told to be there', () => {
  expect(run(['originator', login('CT', 'secret', 'RIS')])).toMatchObject([{ password: true }]);
});

test('what goes on under TLS is left alone, and a place that lies is lost', () => {
  expect(run(['originator', ask], ['originator', Buffer.from('1603010200010001fc', 'hex')])).toHaveLength(1);
  expect(run(['originator', packet(16, Buffer.alloc(94, 0xff))])).toMatchObject([{ kind: 'lost' }]);
});

test('headers of other protocols are not recognised', () => {
  expect(tds.probe(ask, 'originator')).toBe(true);
  expect(tds.probe(tell, 'responder')).toBe(true);
  expect(tds.probe(login('CT', '', 'RIS'), 'originator')).toBe(true);
  expect(tds.probe(tell, 'originator')).toBe(false);
  expect(tds.probe(packet(18, Buffer.from('160301020001', 'hex')), 'originator')).toBe(false);
  expect(tds.probe(ask.subarray(0, 9), 'originator')).toBe(undefined);
});
