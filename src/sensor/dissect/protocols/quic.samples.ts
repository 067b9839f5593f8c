/** QUIC packets to test with: sealed as RFC 9001 section 5 says, by code of its own. */
import { createCipheriv } from 'node:crypto';
import { initialKeys } from './quic-initial.ts';
import { exampleHello, message } from './tls.samples.ts';

export const CONNECTION = Buffer.from('8394c8f03e515708', 'hex');

/** A CRYPTO frame. */
export const crypto = (at: number, bytes: Uint8Array): Buffer =>
  Buffer.concat([Buffer.of(6, 0x40 | (at >> 8), at & 0xff, 0x40 | (bytes.length >> 8), bytes.length & 0xff), bytes]);

export interface Packet {
  readonly version?: number;
  readonly from?: 'client' | 'server';
  /** Where the keys come from; the destination of the packet unless told. */
  readonly keysOf?: Uint8Array;
  readonly destination?: Uint8Array;
  readonly number?: number;
}

/** An Initial packet with `frames`, padded. */
export function initial(frames: Uint8Array, packet: Packet = {}): Buffer {
  const { version = 1, from = 'client', destination = CONNECTION, keysOf = destination, number = 2 } = packet;
  const keys = initialKeys(version, keysOf)?.[from];
  if (keys === undefined) throw new Error(`version ${version} has no keys`);
  const plain = Buffer.concat([frames, Buffer.alloc(Math.max(0, 1162 - frames.length))]);
  const length = 4 + plain.length + 16;
  const first = version === 0x6b3343cf ? 0xd3 : 0xc3;
  const header = Buffer.concat([
    Buffer.of(first, version >>> 24, (version >>> 16) & 0xff, (version >>> 8) & 0xff, version & 0xff),
    Buffer.of(destination.length),
    destination,
    Buffer.of(0, 0, 0x40 | (length >> 8), length & 0xff),
    Buffer.of(0, 0, 0, number),
  ]);
  const nonce = Buffer.from(keys.iv);
  nonce[11] = (nonce[11] ?? 0) ^ number;
  const cipher = createCipheriv('aes-128-gcm', keys.key, nonce).setAAD(header);
  const sealed = Buffer.concat([header, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  const sample = sealed.subarray(header.length, header.length + 16);
  const mask = createCipheriv('aes-128-ecb', keys.header, null).update(sample);
  sealed[0] = first ^ ((mask[0] ?? 0) & 0x0f);
  for (let index = 0; index < 4; index++) {
    const at = header.length - 4 + index;
    sealed[at] = (sealed[at] ?? 0) ^ (mask[1 + index] ?? 0);
  }
  return sealed;
}

export const dialogue = [
  ['originator', initial(crypto(0, message(1, exampleHello)))],
  ['originator', initial(crypto(0, message(1, exampleHello)), { version: 0x6b3343cf })],
] as const;
