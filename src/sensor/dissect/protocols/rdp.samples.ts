/** RDP conversations to test with. */
import { clientHello, message, record } from './tls.samples.ts';

export const packet = (body: Uint8Array): Buffer =>
  Buffer.concat([Buffer.of(3, 0, (body.length + 4) >> 8, (body.length + 4) & 0xff), body]);
const request = Buffer.from('Cookie: mstshash=nurse\r\n');
export const connect = packet(
  Buffer.concat([Buffer.of(6 + request.length + 8, 0xe0, 0, 0, 0, 0, 0), request, Buffer.of(1, 0, 8, 0, 3, 0, 0, 0)]),
);
export const confirm = (chosen: number): Buffer =>
  packet(Buffer.of(14, 0xd0, 0, 0, 0x12, 0x34, 0, 2, 0, 8, 0, chosen, 0, 0, 0));

const core = Buffer.alloc(212);
core.writeUInt16LE(0xc001, 0);
core.writeUInt16LE(212, 2);
core.writeUInt32LE(19_045, 20);
core.write('CT-CONSOLE', 24, 'utf16le');
export const initialConnect = packet(
  Buffer.concat([Buffer.of(2, 0xf0, 0x80), Buffer.alloc(60, 4), Buffer.from('Duca'), Buffer.of(0x80, 212), core]),
);

export const dialogue = [
  ['originator', connect],
  ['responder', confirm(1)],
  ['originator', record(22, message(1, clientHello({ ciphers: [0x1301] })))],
  ['responder', record(23, Buffer.alloc(20, 1))],
] as const;
