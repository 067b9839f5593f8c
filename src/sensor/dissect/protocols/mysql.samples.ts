/** MySQL packets to test with. */
import { answer, hello } from './tls-upgrade.samples.ts';

export const packet = (sequence: number, ...body: readonly (Uint8Array | string)[]): Buffer => {
  const all = Buffer.concat(body.map((part) => Buffer.from(part)));
  return Buffer.concat([Buffer.of(all.length & 0xff, all.length >> 8, 0, sequence), all]);
};
const REST = Buffer.from('\x07\0\0\0saltsalt\0\xff\xf7\x21\x02\0\xff\x81\x15', 'latin1');
export const greeting = (version: string): Buffer =>
  packet(0, Buffer.of(10), version, '\0', REST, Buffer.alloc(10), 'moresaltmore\0mysql_native_password\0');
const login = (capabilities: number, ...more: readonly string[]): Buffer =>
  packet(1, Buffer.of(0, capabilities, 0, 0, 0, 0, 0, 1, 33), Buffer.alloc(23), ...more);
export const plain = login(0x82, 'jane.doe\0', '\x14password-hash-of-20b', 'patients\0');
export const secured = login(0x8a);
const ok = packet(2, Buffer.of(0, 0, 0, 2, 0, 0, 0));
export const dialogue = [
  ['responder', greeting('8.0.36-0ubuntu0.22.04.1')],
  ['originator', secured],
  ['originator', hello],
  ['responder', answer],
] as const;
export const readable = [
  ['responder', greeting('5.5.5-10.11.6-MariaDB')],
  ['originator', plain],
  ['responder', ok],
] as const;
