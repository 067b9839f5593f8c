/** CVE records of a pack: the index is held, the records stay packed in the file until somebody asks. */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { inflateRawSync } from 'node:zlib';
import { z } from 'zod';
import { BoundedMap } from '../../lib/bounded-map.ts';
import { notWhole, readDocument } from '../records/document.ts';
import { cveNumber } from './cve-number.ts';
import type { CveRecord } from './cve-record.ts';
import { PACK_MAGIC } from './pack-writer.ts';
import { plain, productKey } from './product-key.ts';

const HEADER = 256;
/** What one block may unpack to: 32 records with every list full. */
const MAX_BLOCK = 64 * 1024 * 1024;
/** Blocks that stay unpacked. */
const KEPT = 64;
const headerSchema = z.object({
  records: z.int().min(0),
  blocks: z.int().min(0),
  named: z.int().min(0),
  asOf: z.string(),
});

export class CvePack {
  readonly asOf: string;
  readonly #name: string;
  readonly #fd: number;
  readonly #starts: Float64Array;
  readonly #numbers: Float64Array;
  readonly #blocks: Uint32Array;
  readonly #keys: Uint32Array;
  readonly #keyed: Uint32Array;
  readonly #kept = new BoundedMap<number, readonly CveRecord[]>(KEPT);

  /** `name`: for words. @throws AppError `invalid` when the file is not whole */
  constructor(path: string, name: string) {
    this.#name = name;
    this.#fd = openSync(path, 'r');
    try {
      const { size } = fstatSync(this.#fd);
      if (size < HEADER || this.#read(0, PACK_MAGIC.length).toString() !== PACK_MAGIC)
        throw notWhole(name, 'it is no pack of CVE records');
      const header = readDocument(headerSchema, this.#read(size - HEADER, HEADER), name);
      const { records, blocks, named } = header;
      const lengths = [8 * (blocks + 1), 8 * records, 4 * records, 4 * named, 4 * named];
      let at = size - HEADER - lengths.reduce((sum, length) => sum + length, 0);
      if (at < PACK_MAGIC.length) throw notWhole(name, 'its index is longer than the file');
      const [starts, numbers, inBlock, keys, keyed] = lengths.map((length) => {
        const bytes = this.#read(at, length);
        at += length;
        return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + length);
      });
      this.#starts = new Float64Array(starts ?? new ArrayBuffer());
      this.#numbers = new Float64Array(numbers ?? new ArrayBuffer());
      this.#blocks = new Uint32Array(inBlock ?? new ArrayBuffer());
      this.#keys = new Uint32Array(keys ?? new ArrayBuffer());
      this.#keyed = new Uint32Array(keyed ?? new ArrayBuffer());
      this.asOf = header.asOf;
    } catch (error) {
      closeSync(this.#fd);
      throw error;
    }
  }

  get size(): number {
    return this.#numbers.length;
  }

  /** @throws AppError `invalid` when its block is broken */
  get(cve: string): CveRecord | undefined {
    const number = cveNumber(cve);
    if (number === undefined) return undefined;
    const place = firstAtLeast(this.#numbers, number);
    return this.#numbers[place] === number ? this.#at(place, cve) : undefined;
  }

  /** Those that name both, however they write them. @throws AppError `invalid` */
  ofProduct(vendor: string, product: string): CveRecord[] {
    const key = productKey(vendor, product);
    const found: CveRecord[] = [];
    for (let index = firstAtLeast(this.#keys, key); this.#keys[index] === key; index += 1) {
      const record = this.#at(this.#keyed[index] ?? 0);
      const names = record?.affected.some(
        (it) => plain(it.vendor) === plain(vendor) && plain(it.product) === plain(product),
      );
      if (record !== undefined && names === true) found.push(record);
    }
    return found;
  }

  /** All, in order of where they lie, the latest of each. @throws AppError `invalid` */
  *[Symbol.iterator](): Generator<CveRecord> {
    const latest = new Map<number, number>();
    for (const [place, number] of this.#numbers.entries()) latest.set(number, this.#blocks[place] ?? 0);
    for (let block = 0; block + 1 < this.#starts.length; block += 1) {
      const records = this.#unpack(block);
      for (const [index, record] of records.entries()) {
        const isLater = records.some((other, later) => later > index && other.id === record.id);
        if (latest.get(cveNumber(record.id) ?? 0) === block && !isLater) yield record;
      }
    }
  }

  close(): void {
    closeSync(this.#fd);
  }

  #at(place: number, cve?: string): CveRecord | undefined {
    const block = this.#blocks[place] ?? 0;
    const number = this.#numbers[place];
    const records = this.#kept.ensure(block, () => this.#unpack(block));
    return records.findLast((record) => (cve === undefined ? cveNumber(record.id) === number : record.id === cve));
  }

  #unpack(block: number): readonly CveRecord[] {
    const [from = 0, to = 0] = [this.#starts[block], this.#starts[block + 1]];
    const packed = this.#read(from, to - from);
    let text: string;
    try {
      text = inflateRawSync(packed, { maxOutputLength: MAX_BLOCK }).toString();
    } catch (error) {
      if (!(error instanceof Error && 'code' in error)) throw error;
      throw notWhole(this.#name, `block ${block} is broken (${error.message})`);
    }
    return text.split('\n').map((line): CveRecord => JSON.parse(line));
  }

  #read(at: number, length: number): Buffer {
    const bytes = Buffer.alloc(length);
    for (let done = 0; done < length;) {
      const read = readSync(this.#fd, bytes, done, length - done, at + done);
      if (read === 0) throw notWhole(this.#name, 'it ends too soon');
      done += read;
    }
    return bytes;
  }
}

/** Where the first number lies that is not less than `wanted`. */
export function firstAtLeast(numbers: Float64Array | Uint32Array, wanted: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((numbers[middle] ?? 0) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
