import { expect, test } from 'vitest';
import { Conversation } from '../conversation.ts';
import type { ProtocolEvent, Side } from '../dissector.ts';
import { ber, bound, dialogue, message, sasl, search, simple } from './ldap.samples.ts';
import { ldap } from './ldap.ts';

function run(...turns: readonly (readonly [Side, Uint8Array])[]): ProtocolEvent[] {
  const events: ProtocolEvent[] = [];
  const talk = new Conversation(ldap, (event) => events.push(event));
  for (const [side, bytes] of turns) talk.data(side, bytes);
  return events;
}

test('deeds, both machines and TLS are told, and nobody who is in the directory', () => {
  const events = run(...dialogue);
  expect(events.filter(({ kind }) => kind !== 'operation')).toMatchObject([
    { kind: 'bind', method: 'GSS-SPNEGO', ntlm: { type: 'negotiate' } },
    { kind: 'bind', ntlm: { type: 'challenge', computer: 'ARCHIVE1' } },
    { kind: 'bind', method: 'GSS-SPNEGO', ntlm: { type: 'authenticate', computer: 'CT-CONSOLE' } },
    { kind: 'bind', ntlm: undefined },
    { protocol: 'tls', kind: 'client-hello' },
    { protocol: 'tls', kind: 'server-hello' },
  ]);
  expect(events.filter(({ kind }) => kind === 'operation')).toMatchObject([
    { name: 'bindRequest' },
    { name: 'bindResponse' },
    { name: 'bindRequest' },
    { name: 'bindResponse' },
    { name: 'searchRequest' },
    { name: 'searchResEntry' },
    { name: 'extendedReq' },
    { name: 'extendedResp' },
  ]);
  expect(JSON.stringify(events)).not.toContain('nurse');
});

test.each([
  [simple('cn=nurse', 'secret'), 'simple'],
  [simple('', ''), 'anonymous'],
  [sasl('PLAIN', Buffer.from('secret')), 'PLAIN'],
  [sasl('not a mechanism', Buffer.from('secret')), 'sasl'],
  [message(ber(0x60, false, Buffer.of(2, 1, 3, 4, 0), ber(0x89, false))), 'sicily'],
])('the way to log in is told, case %#', (bytes, method) => {
  const events = run(['originator', bytes]);
  expect(events[1]).toMatchObject({ kind: 'bind', method });
  expect(JSON.stringify(events)).not.toContain('secret');
});

test('what both ends encrypt themselves is not read', () => {
  expect(run(['responder', bound()], ['responder', Buffer.from([0, 0, 1, 0, 1, 2, 3])])).toHaveLength(2);
});

test('a direction is known by what its side may say, and an operation of the other side is lost', () => {
  expect(ldap.probe(search, 'originator')).toBe(true);
  expect(ldap.probe(search, 'responder')).toBe(false);
  expect(ldap.probe(Buffer.from('30820a0b0c', 'hex'), 'originator')).toBe(false);
  expect(run(['responder', search])).toMatchObject([{ kind: 'lost' }]);
});

test('a message of a megabyte is let pass', () => {
  const long = Buffer.concat([Buffer.of(0x30, 0x83, 0x10, 0, 0), Buffer.alloc(0x100000, 0x30)]);
  expect(run(['originator', long], ['originator', search])).toMatchObject([{ name: 'searchRequest' }]);
});
