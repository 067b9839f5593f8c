/** PostgreSQL messages to test with. */
import { answer, hello } from './tls-upgrade.samples.ts';

const u32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};
export const request = (code: number, text = ''): Buffer =>
  Buffer.concat([u32(8 + text.length), u32(code), Buffer.from(text, 'latin1')]);
export const message = (type: string, ...body: readonly (Uint8Array | string)[]): Buffer => {
  const all = Buffer.concat(body.map((part) => Buffer.from(part)));
  return Buffer.concat([Buffer.from(type), u32(all.length + 4), all]);
};
export const askTls = request(80877103);
export const startup = request(0x30000, 'user\0jane.doe\0database\0patients\0application_name\0RIS 4.2\0\0');
export const authenticate = (method: number): Buffer => message('R', u32(method));
const parameters = Buffer.concat([
  message('S', 'server_encoding\0UTF8\0'),
  message('S', 'server_version\x0015.6 (Debian 15.6-0+deb12u1)\0'),
]);
export const rows = message('D', Buffer.alloc(20_000, 0x61));
export const dialogue = [
  ['originator', askTls],
  ['responder', Buffer.from('N')],
  ['originator', startup],
  ['responder', authenticate(3)],
  ['responder', Buffer.concat([authenticate(0), parameters, rows, message('Z', 'I')])],
] as const;
export const secured = [
  ['originator', askTls],
  ['responder', Buffer.from('S')],
  ['originator', hello],
  ['responder', answer],
] as const;
