/** LDAP conversations to test with. */
import { authenticate, challenge, negotiate } from './ntlmssp.samples.ts';
import { answer, hello } from './tls-upgrade.samples.ts';

/** With its length in the long form, as Windows writes it, when `wide`. */
export const ber = (tag: number, wide: boolean, ...parts: readonly Uint8Array[]): Buffer => {
  const body = Buffer.concat(parts);
  const short = body.length < 0x80 && !wide;
  return Buffer.concat([
    Buffer.of(tag),
    short ? Buffer.of(body.length) : Buffer.of(0x84, 0, 0, body.length >> 8, body.length & 0xff),
    body,
  ]);
};
const text = (value: string) => ber(4, false, Buffer.from(value));
export const message = (operation: Uint8Array, wide = false): Buffer => ber(0x30, wide, Buffer.of(2, 1, 7), operation);

const VERSION = Buffer.of(2, 1, 3);
export const simple = (name: string, password: string) =>
  message(ber(0x60, false, VERSION, text(name), ber(0x80, false, Buffer.from(password))));
export const sasl = (mechanism: string, credentials: Uint8Array) =>
  message(ber(0x60, false, VERSION, text(''), ber(0xa3, false, text(mechanism), ber(4, false, credentials))));
const success = Buffer.of(10, 1, 0, 4, 0, 4, 0);
export const bound = (...more: readonly Uint8Array[]) => message(ber(0x61, true, success, ...more), true);
export const search = message(ber(0x63, false, text('uid=nurse,dc=example,dc=org')));
const entry = message(ber(0x64, true, text('uid=nurse,dc=example,dc=org'), Buffer.alloc(300)), true);
const startTls = message(ber(0x77, false, ber(0x80, false, Buffer.from('1.3.6.1.4.1.1466.20037'))));

export const dialogue = [
  ['originator', sasl('GSS-SPNEGO', negotiate)],
  ['responder', bound(ber(0x87, false, challenge))],
  ['originator', sasl('GSS-SPNEGO', authenticate)],
  ['responder', bound()],
  ['originator', search],
  ['responder', entry],
  ['originator', startTls],
  ['responder', message(ber(0x78, false, success))],
  ['originator', hello],
  ['responder', answer],
] as const;
