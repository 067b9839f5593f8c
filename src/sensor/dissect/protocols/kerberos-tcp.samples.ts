/** Kerberos messages in a stream to test with. */
import * as datagrams from './kerberos.samples.ts';

export const framed = (message: Uint8Array): Uint8Array =>
  Buffer.concat([Buffer.of(0, 0, message.length >> 8, message.length & 0xff), message]);
export const dialogue = datagrams.dialogue.map(([side, message]) => [side, framed(message)] as const);
