/** Conversations to test with that turn to TLS in the middle. */
import { exampleHello, message, record, serverHello } from './tls.samples.ts';

export const hello = record(22, message(1, exampleHello), 0x0301);
export const answer = record(22, Buffer.concat([message(2, serverHello(0xc02f, [])), message(14, Buffer.alloc(0))]));

/** XMPP, and a user name that must not get out. */
export const dialogue = [
  ['originator', Buffer.from("<stream:stream from='nurse@example.org' to='example.org' xmlns='jabber:client'>")],
  ['responder', Buffer.from("<stream:stream id='\x16\x03'><stream:features><starttls/></stream:features>")],
  ['originator', Buffer.from("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>")],
  ['responder', Buffer.from("<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>")],
  ['originator', hello],
  ['responder', answer],
  ['originator', record(23, Buffer.alloc(20, 1))],
  ['responder', record(23, Buffer.alloc(20, 2))],
] as const;
