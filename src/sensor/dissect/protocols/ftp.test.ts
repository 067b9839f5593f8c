import { expect, test } from 'vitest';
import { Conversation } from '../conversation.ts';
import type { ProtocolEvent, Side } from '../dissector.ts';
import { dialogue } from './ftp.samples.ts';
import { ftp } from './ftp.ts';

function run(...turns: readonly (readonly [Side, Uint8Array])[]): ProtocolEvent[] {
  const events: ProtocolEvent[] = [];
  const talk = new Conversation(ftp, (event) => events.push(event));
  for (const [side, bytes] of turns) talk.data(side, bytes);
  return events;
}

test('greeting, deeds and that a password was told are known, and no name of a user or a file', () => {
  const events = run(...dialogue);
  expect(events).toMatchObject([
    { kind: 'greeting', text: 'ProFTPD 1.3.8 Server (modality store)' },
    { kind: 'command', verb: 'PASS', secret: true },
    { kind: 'command', verb: 'STOR', secret: false },
    { protocol: 'tls', kind: 'client-hello' },
    { protocol: 'tls', kind: 'encrypted' },
  ]);
  expect(JSON.stringify(events)).not.toMatch(/nurse|hunter2|doe/);
});

test('where TLS is refused the lines go on', () => {
  const events = run(
    ['originator', Buffer.from('AUTH TLS\r\nPASS x\r\n')],
    ['responder', Buffer.from('220 FTP\r\n500 no\r\n')],
  );
  expect(events).toMatchObject([{ verb: 'PASS', secret: true }, { text: 'FTP' }]);
});

test('a greeting is waited for to its end, and that of a mail server is none', () => {
  expect(ftp.probe(Buffer.from('220 ftp'), 'responder')).toBeUndefined();
  expect(ftp.probe(Buffer.from('220 ftp\r\n'), 'responder')).toBe(true);
  expect(ftp.probe(Buffer.from('220 mx ESMTP\r\n'), 'responder')).toBe(false);
  expect(ftp.probe(Buffer.from('USER x'), 'originator')).toBe(true);
});
