/**
 * One file that holds many: a tar (ustar) of pieces whose size is known when they are written, so that any tar lists and
 * unpacks a backup. Nothing but regular files with short names is written, and nothing else is read.
 */
import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { AppError } from '../../../lib/errors.ts';

const BLOCK = 512;
/** A name that fits the header without its prefix. */
const MAX_NAME = 100;
/** Entries of one archive; 8 MB each, that is 8 TB. */
const MAX_ENTRIES = 1_000_000;
/** The largest entry that is read. */
const MAX_ENTRY = 64 * 1024 * 1024;

export interface Entry {
  readonly name: string;
  /** Where its bytes begin in the file. */
  readonly at: number;
  readonly size: number;
}

/** Appends an entry and returns its SHA-256 in hexadecimal. */
export async function appendEntry(file: FileHandle, name: string, content: Buffer): Promise<string> {
  if (Buffer.byteLength(name) > MAX_NAME) throw new RangeError(`A name of more than ${MAX_NAME} bytes: ${name}`);
  const padding = Buffer.alloc((BLOCK - (content.length % BLOCK)) % BLOCK);
  await file.appendFile(Buffer.concat([headerOf(name, content.length), content, padding]));
  return sha256(content);
}

export async function endArchive(file: FileHandle): Promise<void> {
  await file.appendFile(Buffer.alloc(2 * BLOCK));
}

function headerOf(name: string, size: number): Buffer {
  const header = Buffer.alloc(BLOCK);
  header.write(name, 0);
  header.write('0000600\0', 100);
  header.write('0000000\0', 108);
  header.write('0000000\0', 116);
  header.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
  header.write(
    `${Math.floor(Date.now() / 1000)
      .toString(8)
      .padStart(11, '0')}\0`,
    136,
  );
  header.write('0', 156);
  header.write('ustar\u000000', 257);
  header.write(`${checksumOf(header).toString(8).padStart(6, '0')}\0 `, 148);
  return header;
}

/** With its own field taken for spaces. */
function checksumOf(header: Buffer): number {
  let sum = 8 * 32;
  for (const [at, byte] of header.entries()) if (at < 148 || at >= 156) sum += byte;
  return sum;
}

/** All entries in their order. Throws `invalid` where the file is not such an archive, or ends before its end. */
export async function listEntries(file: FileHandle, path: string): Promise<Entry[]> {
  const { size: length } = await file.stat();
  const entries: Entry[] = [];
  const header = Buffer.alloc(BLOCK);
  for (let at = 0; entries.length < MAX_ENTRIES;) {
    const { bytesRead } = await file.read(header, 0, BLOCK, at);
    if (bytesRead < BLOCK) throw broken(path, `it ends at byte ${at + bytesRead}, before its end`);
    if (header.every((byte) => byte === 0)) return entries;
    const size = Number.parseInt(header.toString('latin1', 124, 135), 8);
    if (
      header.toString('latin1', 257, 262) !== 'ustar' ||
      checksumOf(header) !== Number.parseInt(header.toString('latin1', 148, 154), 8) ||
      !(size <= MAX_ENTRY)
    ) {
      throw broken(path, `what stands at byte ${at} is no header of an entry`);
    }
    const name = header.toString('utf8', 0, MAX_NAME).replace(/\0.*$/s, '');
    entries.push({ name, at: at + BLOCK, size });
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
    if (at > length) throw broken(path, `it ends in the midst of ${name}`);
  }
  throw broken(path, `it has more than ${MAX_ENTRIES} entries`);
}

export async function readEntry(file: FileHandle, { name, at, size }: Entry, path: string): Promise<Buffer> {
  const content = Buffer.alloc(size);
  const { bytesRead } = await file.read(content, 0, size, at);
  if (bytesRead < size) throw broken(path, `it ends in the midst of ${name}`);
  return content;
}

export const sha256 = (content: Buffer): string => createHash('sha256').update(content).digest('hex');

export function broken(path: string, why: string): AppError {
  return new AppError(
    'invalid',
    `${path} is not a whole backup of Wardline: ${why}. Nothing was restored; take another copy of it`,
  );
}
