import { expect, test } from 'vitest';
import { Conversation } from '../conversation.ts';
import type { ProtocolEvent, Side } from '../dissector.ts';
import { answer, dialogue, hello } from './tls-upgrade.samples.ts';
import { tlsUpgrade } from './tls-upgrade.ts';
import { message, record } from './tls.samples.ts';

function run(turns: readonly (readonly [Side, Uint8Array])[]): ProtocolEvent[] {
  const events: ProtocolEvent[] = [];
  const conversation = new Conversation(tlsUpgrade, (event) => events.push(event));
  for (const [side, bytes] of turns) conversation.data(side, bytes);
  return events;
}

const after = (prelude: string) =>
  run([
    ['originator', Buffer.concat([Buffer.from(prelude, 'latin1'), hello])],
    ['responder', answer],
  ]);

test('TLS is found behind what was said before, of which nothing is told but the protocol', () => {
  const events = run(dialogue);
  expect(events).toMatchObject([
    { protocol: 'tls-upgrade', kind: 'upgrade', from: 'xmpp' },
    { protocol: 'tls', kind: 'client-hello', serverName: 'pacs.example.org' },
    { protocol: 'tls', kind: 'server-hello', version: '1.2' },
    { protocol: 'tls', kind: 'encrypted' },
    { protocol: 'tls', kind: 'encrypted' },
  ]);
  expect(JSON.stringify(events)).not.toContain('nurse');
});

test.each([
  ['ldap', '0\x1d\x02\x01\x01w\x18\x80\x161.3.6.1.4.1.1466.20037'],
  ['xmpp', "<stream:stream xmlns='jabber:client' to='example.org'>"],
  ['postgresql', '\0\0\0\x08\x04\xd2\x16\x2f'],
  ['mysql', ` \0\0\x01${'\0'.repeat(32)}`],
  ['socks', '\x04\x01\x01\xbb\xc0\0\x02\x07\0'],
  ['socks', '\x05\x01\0\x05\x01\0\x01\xc0\0\x02\x07\x01\xbb'],
  ['imap', 'a1 CAPABILITY\r\na2 STARTTLS\r\n'],
  ['pop3', 'CAPA\r\nSTLS\r\n'],
  ['ftp', 'AUTH TLS\r\n'],
  ['smtp', 'EHLO ct\r\nSTARTTLS\r\n'],
  ['http', 'CONNECT pacs.example.org:443 HTTP/1.0\r\n\r\n'],
  [undefined, 'something else'],
])('%s is known by how it asks for TLS', (from, prelude) => {
  expect(after(prelude).slice(0, 2)).toMatchObject([
    { kind: 'upgrade', from },
    { protocol: 'tls', kind: 'client-hello' },
  ]);
});

test('what only looks like a hello is passed over', () => {
  const short = record(22, message(1, Buffer.alloc(20, 3)));
  const lying = Buffer.from(hello);
  lying[4] = 9;
  expect(tlsUpgrade.probe(Buffer.concat([short, lying]), 'originator')).toBeUndefined();
  expect(tlsUpgrade.probe(Buffer.concat([short, lying, hello]), 'originator')).toBe(true);
});

test('a hello that comes too late is left alone', () => {
  const late = 'x'.repeat(505);
  expect(tlsUpgrade.probe(Buffer.concat([Buffer.from(late), hello]), 'originator')).toBeUndefined();
  expect(after(late)).toMatchObject([{ kind: 'server-hello' }]);
});
