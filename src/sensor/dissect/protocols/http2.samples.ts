/** HTTP/2 connections to test with. */
import * as frames from './http2/frame.ts';

export type Fields = readonly (readonly [name: string, value: string])[];

export const preface = Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n');

export function frame(type: number, flags: number, stream: number, payload: Uint8Array = Buffer.alloc(0)): Buffer {
  const header = Buffer.alloc(frames.FRAME_HEADER);
  header.writeUIntBE(payload.length, 0, 3);
  header.writeUInt8(type, 3);
  header.writeUInt8(flags, 4);
  header.writeUInt32BE(stream, 5);
  return Buffer.concat([header, payload]);
}

function text(value: string): Buffer {
  const bytes = Buffer.from(value, 'latin1');
  const length = bytes.length < 0x7f ? [bytes.length] : [0x7f, ...varint(bytes.length - 0x7f)];
  return Buffer.concat([Buffer.from(length), bytes]);
}

/** Literal fields, of which the table remembers each. */
export function block(fields: Fields): Buffer {
  return Buffer.concat(fields.map(([name, value]) => Buffer.concat([Buffer.from([0x40]), text(name), text(value)])));
}

function varint(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...varint(value >>> 7)];
}

export const settings = frame(frames.SETTINGS, 0, 0, Buffer.from([0, 3, 0, 0, 0, 100]));
const whole = frames.END_HEADERS | frames.END_STREAM;

export const ask = (stream: number, fields: Fields): Buffer => frame(frames.HEADERS, whole, stream, block(fields));
export const get: Fields = [
  [':method', 'GET'],
  [':scheme', 'http'],
  [':path', '/patients?name=DOE'],
  [':authority', 'emr.hospital.example:8080'],
  ['user-agent', 'Infusion Gateway/2.1'],
  ['authorization', 'Basic bnVyc2U6c2VjcmV0'],
];
export const found: Fields = [
  [':status', '200'],
  ['server', 'nginx/1.24.0'],
  ['content-type', 'text/html'],
];
/** All that was said before, by its place in the table: the newest is 62. */
const again = (count: number) => Buffer.from(Array.from({ length: count }, (_, at) => 0x80 | (61 + count - at)));
const page = (stream: number) =>
  frame(frames.DATA, frames.END_STREAM | frames.PADDED, stream, Buffer.from('\x04DOE, JANE\0\0\0\0'));

export const dialogue = [
  ['originator', Buffer.concat([preface, settings, ask(1, get)])],
  ['responder', Buffer.concat([settings, frame(frames.SETTINGS, frames.ACK, 0)])],
  ['responder', Buffer.concat([frame(frames.HEADERS, frames.END_HEADERS, 1, block(found)), page(1)])],
  ['originator', frame(frames.HEADERS, frames.END_STREAM, 3, again(get.length).subarray(0, 3))],
  ['originator', frame(frames.CONTINUATION, frames.END_HEADERS, 3, again(get.length).subarray(3))],
  ['responder', Buffer.concat([frame(frames.HEADERS, frames.END_HEADERS, 3, again(found.length)), page(3)])],
] as const;
