/** DCE/RPC conversations to test with. */
import { authenticate, challenge, negotiate } from './ntlmssp.samples.ts';

const u16 = (value: number) => Buffer.of(value & 0xff, value >> 8);

export const pdu = (type: number, body: Uint8Array, credentials: Uint8Array = Buffer.alloc(0)): Buffer => {
  // Kind and level of authentication, padding, context.
  const trailer = credentials.length === 0 ? Buffer.alloc(0) : Buffer.of(10, 2, 0, 0, 1, 0, 0, 0);
  const length = 16 + body.length + trailer.length + credentials.length;
  return Buffer.concat([
    Buffer.of(5, 0, type, 3, 0x10, 0, 0, 0),
    u16(length),
    u16(credentials.length),
    Buffer.alloc(4, 1),
    body,
    trailer,
    credentials,
  ]);
};

const SVCCTL = Buffer.from('81bb7a364498f135ad3298f03800100302000000', 'hex');
const NDR = Buffer.from('045d888aeb1cc9119fe808002b10486002000000', 'hex');
const FRAGMENTS = Buffer.from('d016d01600000000', 'hex');

export const bind = Buffer.concat([FRAGMENTS, Buffer.of(1, 0, 0, 0), Buffer.of(0, 0, 1, 0), SVCCTL, NDR]);
const bound = Buffer.concat([FRAGMENTS, Buffer.from('0400313335000000', 'hex'), Buffer.alloc(24)]);

export const dialogue = [
  ['originator', pdu(11, bind, negotiate)],
  ['responder', pdu(12, bound, challenge)],
  ['originator', pdu(16, Buffer.alloc(4), authenticate)],
  ['originator', pdu(0, Buffer.alloc(200, 0x61))],
  ['responder', pdu(2, Buffer.alloc(300, 0x62))],
] as const;
