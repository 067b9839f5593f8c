/** TDS packets to test with. */
import { authenticate, challenge, negotiate } from './ntlmssp.samples.ts';

export const packet = (type: number, ...parts: readonly Uint8Array[]): Buffer => {
  const body = Buffer.concat(parts);
  const length = body.length + 8;
  return Buffer.concat([Buffer.of(type, 1, length >> 8, length & 0xff, 0, 0, 1, 0), body]);
};
const options = (encryption: number): Buffer =>
  Buffer.from([0, 0, 11, 0, 6, 1, 0, 17, 0, 1, 0xff, 15, 0, 0x07, 0xd0, 0, 0, encryption]);
export const ask = packet(18, options(0));
export const tell = packet(4, options(2));
/** As LOGIN7 lays it out: fixed fields, a list of places, and the texts. */
export const login = (host: string, password: string, program: string, proof: Uint8Array = Buffer.alloc(0)): Buffer => {
  const texts = [host, 'jane.doe', password, program].map((value) => Buffer.from(value, 'utf16le'));
  const places = Buffer.alloc(58);
  let at = 36 + places.length;
  for (const [index, bytes] of texts.entries()) {
    places.writeUInt16LE(at, 4 * index);
    places.writeUInt16LE(bytes.length / 2, 4 * index + 2);
    at += bytes.length;
  }
  const fixed = Buffer.alloc(36);
  fixed.writeUInt32LE(at + proof.length);
  return packet(16, fixed, places, ...texts, proof);
};
export const dialogue = [
  ['originator', ask],
  ['responder', tell],
  ['originator', login('CT-CONSOLE', '', 'RIS', negotiate)],
  ['responder', packet(4, Buffer.of(0xed, 0, 0), challenge)],
  ['originator', packet(17, authenticate)],
  ['originator', packet(1, Buffer.from('SELECT doe', 'utf16le'))],
] as const;
