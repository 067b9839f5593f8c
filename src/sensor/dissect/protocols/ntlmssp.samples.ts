/** NTLM messages to test with. */
const u16 = (value: number) => Buffer.of(value & 0xff, value >> 8);
const u32 = (value: number) => Buffer.concat([u16(value & 0xffff), u16(value >>> 16)]);
const wide = (text: string) => Buffer.from(text, 'utf16le');
const VERSION = Buffer.of(10, 0, 0x63, 0x45, 0, 0, 0, 15);
const FLAGS = 0x02000001;

/** A message of `type`: numbers and fields in order, the fields' bytes at its end. */
function build(type: number, parts: readonly (Buffer | { readonly field: Buffer })[]): Buffer {
  const length = parts.reduce((sum, part) => sum + (Buffer.isBuffer(part) ? part.length : 8), 12);
  let end = length;
  const head: Buffer[] = [Buffer.from('NTLMSSP\0'), u32(type)];
  const tail: Buffer[] = [];
  for (const part of parts) {
    if (Buffer.isBuffer(part)) head.push(part);
    else {
      head.push(u16(part.field.length), u16(part.field.length), u32(end));
      tail.push(part.field);
      end += part.field.length;
    }
  }
  return Buffer.concat([...head, ...tail]);
}

const pair = (id: number, text: string) => Buffer.concat([u16(id), u16(2 * text.length), wide(text)]);

export const negotiate = build(1, [u32(FLAGS), { field: Buffer.alloc(0) }, { field: Buffer.alloc(0) }, VERSION]);
export const challenge = build(2, [
  { field: wide('WARD') },
  u32(FLAGS),
  Buffer.alloc(16, 3),
  {
    field: Buffer.concat([
      pair(2, 'WARD'),
      pair(1, 'ARCHIVE1'),
      pair(4, 'ward.example'),
      pair(3, 'archive1.ward.example'),
      Buffer.of(7, 0, 8, 0, 1, 2, 3, 4, 5, 6, 7, 8),
      Buffer.alloc(4),
    ]),
  },
  VERSION,
]);
export const authenticate = build(3, [
  { field: Buffer.alloc(24) },
  { field: Buffer.alloc(24, 5) },
  { field: wide('WARD') },
  { field: wide('nurse') },
  { field: wide('CT-CONSOLE') },
  { field: Buffer.alloc(0) },
  u32(FLAGS),
  VERSION,
]);
