/**
 * Bytes to text, in the encodings that table programs and databases write: UTF-8 with and without a byte order mark, UTF-16 of both
 * orders, else Windows-1252.
 *
 * UTF-8 and Windows-1252 are the same until the first byte above 127; that character decides. A file that is neither is read as
 * Windows-1252, in which every byte means something.
 */
import { AppError } from '../../lib/errors.ts';

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/** Bytes of the longest character of UTF-8. */
const LONGEST = 4;
/** Beginnings of files that are no text, and what to tell whoever sends one. @see the formats' own specifications */
const NO_TEXT: readonly (readonly [start: string, advice: string])[] = [
  ['504b0304', 'This is an Excel workbook (.xlsx). Open it, choose "Save as", and take "CSV UTF-8 (comma delimited)"'],
  [
    'd0cf11e0',
    'This is an old Excel workbook (.xls). Open it, choose "Save as", and take "CSV UTF-8 (comma delimited)"',
  ],
  ['25504446', 'This is a PDF. Ask the maintenance system for an export as CSV'],
  ['1f8b', 'This file is compressed with gzip. Unpack it first'],
];

/** Turns bytes into text as they come. @throws AppError `invalid` for a file that is no text. */
export async function* decodeText(
  bytes: AsyncIterable<Uint8Array>,
  hear: (encoding: Encoding) => void,
): AsyncGenerator<string> {
  let held = new Uint8Array(0);
  let decoder: TextDecoder | undefined;
  const begin = (encoding: Encoding): TextDecoder => {
    hear(encoding);
    return (decoder = new TextDecoder(encoding));
  };
  let started = false;
  for await (const chunk of bytes) {
    if (decoder !== undefined) {
      yield decoder.decode(chunk, { stream: true });
      continue;
    }
    held = joined(held, chunk);
    if (held.length < LONGEST) continue;
    if (!started) {
      started = true;
      const marked = markOf(held);
      if (marked !== undefined) {
        yield begin(marked).decode(held, { stream: true });
        continue;
      }
    }
    // Plain so far; the last few bytes wait for what follows them.
    const high = held.findIndex((byte) => byte > 127);
    if (high === -1) {
      yield ascii(held);
      held = new Uint8Array(0);
    } else if (held.length - high >= LONGEST) {
      yield begin(isUtf8(held.subarray(high)) ? 'utf-8' : 'windows-1252').decode(held, { stream: true });
    }
  }
  if (decoder === undefined) {
    const high = held.findIndex((byte) => byte > 127);
    const encoding = started ? undefined : markOf(held);
    yield begin(encoding ?? (high === -1 || isUtf8(held.subarray(high)) ? 'utf-8' : 'windows-1252')).decode(held);
  } else {
    yield decoder.decode();
  }
}

/** Says so when a file begins like something that is no table of text. */
function markOf(bytes: Uint8Array): Encoding | undefined {
  const hex = Buffer.from(bytes.subarray(0, LONGEST)).toString('hex');
  const wrong = NO_TEXT.find(([start]) => hex.startsWith(start));
  if (wrong !== undefined) throw new AppError('invalid', `${wrong[1]}; then send the CSV file.`);
  const [a, b, c, d] = bytes;
  if (hex.startsWith('efbbbf')) return 'utf-8';
  if (hex.startsWith('fffe')) return 'utf-16le';
  if (hex.startsWith('feff')) return 'utf-16be';
  // Without a mark: every other byte of plain letters is zero.
  if (a !== 0 && b === 0 && c !== 0 && d === 0) return 'utf-16le';
  if (a === 0 && b !== 0 && c === 0 && d !== 0) return 'utf-16be';
  return undefined;
}

/** Whether bytes begin with a character of UTF-8 beyond ASCII. @see RFC 3629 section 4 */
function isUtf8(bytes: Uint8Array): boolean {
  const [first = 0] = bytes;
  let length = 0;
  if (first >= 0xc2 && first <= 0xdf) length = 2;
  else if (first >= 0xe0 && first <= 0xef) length = 3;
  else if (first >= 0xf0 && first <= 0xf4) length = 4;
  if (length === 0 || bytes.length < length) return false;
  return bytes.subarray(1, length).every((byte) => byte >> 6 === 0b10);
}

const ascii = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

function joined(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
