/** DTLS handshakes to test with. */
import { alpn, CERTIFICATE, certificates, extension, list16, serverName } from './tls.samples.ts';

const u16 = (value: number) => Buffer.of(value >> 8, value & 0xff);
const u24 = (value: number) => Buffer.of(value >> 16, (value >> 8) & 0xff, value & 0xff);
const vector16 = (bytes: Uint8Array) => Buffer.concat([u16(bytes.length), bytes]);
const RANDOM = Buffer.alloc(32, 0x5a);

export const record = (type: number, body: Uint8Array, epoch = 0): Buffer =>
  Buffer.concat([Buffer.of(type), u16(0xfefd), u16(epoch), Buffer.alloc(6), vector16(body)]);

/** The part of a message between two of its bytes. */
export const fragment = (type: number, sequence: number, body: Uint8Array, from = 0, to = body.length): Buffer =>
  Buffer.concat([Buffer.of(type), u24(body.length), u16(sequence), u24(from), u24(to - from), body.subarray(from, to)]);

export const clientHello = (cookie: Uint8Array): Buffer =>
  Buffer.concat([
    u16(0xfefd),
    RANDOM,
    Buffer.of(0, cookie.length),
    cookie,
    vector16(Buffer.concat([0xc02b, 0xc0ac].map(u16))),
    Buffer.of(1, 0),
    vector16(Buffer.concat([serverName('pump.example.org'), list16(10, 0x1d), list16(13, 0x0403), alpn('coap')])),
  ]);
const verify = Buffer.concat([u16(0xfeff), Buffer.of(8), Buffer.alloc(8, 7)]);
const serverHello = Buffer.concat([
  u16(0xfefd),
  RANDOM,
  Buffer.of(2, 9, 9),
  u16(0xc02b),
  Buffer.of(0),
  vector16(extension(0xff01, Buffer.of(0))),
]);
export const chain = certificates(CERTIFICATE);

export const dialogue = [
  ['originator', record(22, fragment(1, 0, clientHello(Buffer.alloc(0))))],
  ['responder', record(22, fragment(3, 0, verify))],
  ['originator', record(22, fragment(1, 1, clientHello(Buffer.alloc(8, 7))))],
  ['responder', Buffer.concat([record(22, fragment(2, 1, serverHello)), record(22, fragment(11, 2, chain, 0, 200))])],
  ['responder', record(22, fragment(11, 2, chain, 200))],
  ['originator', Buffer.concat([record(20, Buffer.of(1)), record(22, Buffer.alloc(40, 0xe1), 1)])],
] as const;
