/** Zip archives, read from their directory at the end, one entry at a time. @see PKWARE APPNOTE 6.3, sections 4.3 and 4.5.3 */
import { type FileHandle, open } from 'node:fs/promises';
import { createInflateRaw } from 'node:zlib';
import { Readable, pipeline } from 'node:stream';
import { MAX_ENTRIES } from './limits.ts';
import { notWhole } from './records/document.ts';

export interface ZipEntry {
  readonly name: string;
  /** Where its local header begins. */
  readonly at: number;
  readonly packed: number;
  readonly size: number;
  /** 0: as it is; 8: deflated. */
  readonly method: number;
}

const END = 0x06054b50;
const END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
/** The longest directory that is held: of two million entries. */
const MAX_DIRECTORY = 512 * 1024 * 1024;
const BUFFER = 256 * 1024;

export class Zip {
  readonly entries: readonly ZipEntry[];
  readonly #file: FileHandle;
  readonly #name: string;

  private constructor(file: FileHandle, name: string, entries: readonly ZipEntry[]) {
    this.#file = file;
    this.#name = name;
    this.entries = entries;
  }

  /** `name`: for words. @throws AppError `invalid` when it is no archive that can be read */
  static async open(path: string, name: string): Promise<Zip> {
    const file = await open(path, 'r');
    try {
      return new Zip(file, name, await readDirectory(file, name));
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  /** What an entry holds, piece by piece. @throws AppError `invalid` when it is longer than it says, or broken */
  async *read({ at, packed, size, method, name }: ZipEntry): AsyncGenerator<Buffer> {
    const header = await readAt(this.#file, at, 30, this.#name);
    if (header.readUInt32LE(0) !== LOCAL) throw notWhole(this.#name, `${name} is not where the directory says`);
    const start = at + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
    const raw = pieces(this.#file, start, packed, this.#name);
    if (method !== 0 && method !== 8)
      throw notWhole(this.#name, `${name} is packed in a way (${method}) that is not known here`);
    const content = method === 0 ? raw : pipeline(Readable.from(raw), createInflateRaw(), () => undefined);
    let bytes = 0;
    try {
      for await (const piece of content as AsyncIterable<Buffer>) {
        bytes += piece.length;
        if (bytes > size) throw notWhole(this.#name, `${name} unpacks to more than it says`);
        yield piece;
      }
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && String(error.code).startsWith('Z_'))) throw error;
      throw notWhole(this.#name, `${name} is broken (${error.message})`);
    }
    if (bytes < size) throw notWhole(this.#name, `${name} unpacks to less than it says`);
  }

  /** Of an entry of at most `maxBytes`. @throws AppError `invalid` */
  async bytes(entry: ZipEntry, maxBytes: number): Promise<Buffer> {
    if (entry.size > maxBytes) throw notWhole(this.#name, `${entry.name} has more than ${maxBytes} bytes`);
    const chunks: Buffer[] = [];
    for await (const piece of this.read(entry)) chunks.push(piece);
    return Buffer.concat(chunks);
  }

  close(): Promise<void> {
    return this.#file.close();
  }
}

async function readDirectory(file: FileHandle, name: string): Promise<ZipEntry[]> {
  const { size: length } = await file.stat();
  const tailAt = Math.max(0, length - 66_000);
  const tail = await readAt(file, tailAt, length - tailAt, name);
  // A comment of up to 64 KiB may follow the end.
  let end = tail.length - 22;
  while (end >= 0 && tail.readUInt32LE(end) !== END) end -= 1;
  if (end < 0) throw notWhole(name, 'it is no zip archive, or ends before its directory');
  let size = tail.readUInt32LE(end + 12);
  let at = tail.readUInt32LE(end + 16);
  if (at === 0xffffffff || size === 0xffffffff) {
    if (end < 20 || tail.readUInt32LE(end - 20) !== LOCATOR_64) throw notWhole(name, 'its directory cannot be found');
    const record = await readAt(file, Number(tail.readBigUInt64LE(end - 12)), 56, name);
    if (record.readUInt32LE(0) !== END_64) throw notWhole(name, 'its directory cannot be found');
    size = Number(record.readBigUInt64LE(40));
    at = Number(record.readBigUInt64LE(48));
  }
  if (size > MAX_DIRECTORY || at + size > length) throw notWhole(name, 'its directory is longer than the file');
  return entriesOf(await readAt(file, at, size, name), name);
}

function entriesOf(directory: Buffer, name: string): ZipEntry[] {
  const entries: ZipEntry[] = [];
  for (let at = 0; at + 46 <= directory.length;) {
    if (directory.readUInt32LE(at) !== ENTRY || entries.length >= MAX_ENTRIES)
      throw notWhole(name, 'its directory is broken');
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((field) => directory.readUInt16LE(at + field));
    const nameAt = at + 46;
    const extraAt = nameAt + (nameLength ?? 0);
    const next = extraAt + (extraLength ?? 0) + (commentLength ?? 0);
    if (next > directory.length) throw notWhole(name, 'its directory is broken');
    const wide = wideFields(directory.subarray(extraAt, extraAt + (extraLength ?? 0)));
    const field = (offset: number): number => {
      const value = directory.readUInt32LE(at + offset);
      return value === 0xffffffff ? Number(wide.shift() ?? 0) : value;
    };
    // In this order they stand in the wide fields, as far as they do.
    const size = field(24);
    const packed = field(20);
    entries.push({
      name: directory.toString('utf8', nameAt, extraAt),
      method: directory.readUInt16LE(at + 10),
      size,
      packed,
      at: field(42),
    });
    at = next;
  }
  return entries;
}

/** Numbers of more than 32 bits. */
function wideFields(extra: Buffer): bigint[] {
  for (let at = 0; at + 4 <= extra.length;) {
    const length = extra.readUInt16LE(at + 2);
    if (extra.readUInt16LE(at) === 1 && at + 4 + length <= extra.length) {
      return Array.from({ length: Math.floor(length / 8) }, (_, index) => extra.readBigUInt64LE(at + 4 + index * 8));
    }
    at += 4 + length;
  }
  return [];
}

async function readAt(file: FileHandle, at: number, length: number, name: string): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  const { bytesRead } = await file.read(bytes, 0, length, at);
  if (bytesRead < length) throw notWhole(name, 'it ends too soon');
  return bytes;
}

async function* pieces(file: FileHandle, start: number, length: number, name: string): AsyncGenerator<Buffer> {
  for (let done = 0; done < length; done += BUFFER)
    yield await readAt(file, start + done, Math.min(BUFFER, length - done), name);
}
