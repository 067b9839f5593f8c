/** SMB conversations to test with. */
import { authenticate, challenge, negotiate } from './ntlmssp.samples.ts';

const u16 = (value: number) => Buffer.of(value & 0xff, value >> 8);
const u32 = (value: number) => Buffer.concat([u16(value & 0xffff), u16(value >>> 16)]);

export const session = (type: number, body: Uint8Array): Buffer =>
  Buffer.concat([Buffer.of(type, body.length >> 16, (body.length >> 8) & 0xff, body.length & 0xff), body]);

/** One message of SMB 2; `next` as in a compound. */
export const smb2 = (command: number, reply: boolean, body: Uint8Array, next = 0): Buffer =>
  Buffer.concat([
    Buffer.from('\xfeSMB', 'latin1'),
    u16(64),
    Buffer.alloc(6),
    u16(command),
    u16(1),
    u32(reply ? 1 : 0),
    u32(next),
    Buffer.alloc(40),
    body,
  ]);

/** Dialect 3.1.1 with the second cipher in its second negotiate context. */
export const negotiated = Buffer.concat([
  u16(65),
  u16(3),
  u16(0x0311),
  u16(2),
  Buffer.from('00112233445566778899aabbccddeeff', 'hex'),
  Buffer.alloc(36),
  u32(128),
  Buffer.concat([u16(1), u16(6), u32(0), Buffer.alloc(6), Buffer.alloc(2)]),
  Buffer.concat([u16(2), u16(4), u32(0), u16(1), u16(2)]),
]);

/** One message of SMB 1. */
export const smb1 = (command: number, reply: boolean, words: Uint8Array, data: Uint8Array): Buffer =>
  Buffer.concat([
    Buffer.from('\xffSMB', 'latin1'),
    Buffer.of(command),
    u32(0),
    Buffer.of(reply ? 0x80 : 0),
    u16(0x8000),
    Buffer.alloc(20),
    Buffer.of(words.length / 2),
    words,
    u16(data.length),
    data,
  ]);

export const dialects = smb1(0x72, false, Buffer.alloc(0), Buffer.from('\x02LANMAN1.0\0\x02NT LM 0.12\0'));
const setup = (token: Uint8Array) => Buffer.concat([u16(25), Buffer.alloc(22), token]);
const create = Buffer.alloc(56);

export const dialogue = [
  ['originator', session(0, dialects)],
  ['responder', session(0, smb2(0, true, negotiated))],
  ['originator', session(0, smb2(1, false, setup(negotiate)))],
  ['responder', session(0, smb2(1, true, setup(challenge)))],
  ['originator', session(0, smb2(1, false, setup(authenticate)))],
  ['originator', session(0, Buffer.concat([smb2(5, false, create, 120), smb2(8, false, create)]))],
  ['responder', session(0, smb2(8, true, Buffer.alloc(3000, 7)))],
  ['originator', session(0x85, Buffer.alloc(0))],
  ['originator', session(0, Buffer.concat([Buffer.from('\xfdSMB', 'latin1'), Buffer.alloc(80, 1)]))],
] as const;
