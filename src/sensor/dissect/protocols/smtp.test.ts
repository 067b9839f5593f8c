import { expect, test } from 'vitest';
import { Conversation } from '../conversation.ts';
import type { ProtocolEvent } from '../dissector.ts';
import { dialogue } from './smtp.samples.ts';
import { smtp } from './smtp.ts';

test('greeting and deeds are told, letters pass unread, and TLS is followed', () => {
  const events: ProtocolEvent[] = [];
  const talk = new Conversation(smtp, (event) => events.push(event));
  for (const [side, bytes] of dialogue) talk.data(side, bytes);
  expect(events).toMatchObject([
    { kind: 'greeting', text: 'mx.example.org ESMTP Postfix (Debian)' },
    { kind: 'command', verb: 'MAIL', secret: false },
    { kind: 'command', verb: 'DATA', secret: false },
    { protocol: 'tls', kind: 'client-hello' },
    { protocol: 'tls', kind: 'encrypted' },
  ]);
});
