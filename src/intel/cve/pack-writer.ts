/**
 * Hundreds of thousands of CVE records in one file that can be asked for each. Blocks of records, deflated; behind them the index: how
 * many records and blocks there are, where each block begins, the number and the block of each record in order of number, and which
 * products it names.
 */
import { type FileHandle, open } from 'node:fs/promises';
import { promisify } from 'node:util';
import { deflateRaw } from 'node:zlib';
import { cveNumber } from './cve-number.ts';
import type { CveRecord } from './cve-record.ts';
import { productKey } from './product-key.ts';

export const PACK_MAGIC = 'wardline-cve-pack-1\n';
/** Records of a block: more pack better, fewer are unpacked for one. */
const BLOCK = 32;
const deflate = promisify(deflateRaw);

export class PackWriter {
  readonly #file: FileHandle;
  #at = PACK_MAGIC.length;
  #block: string[] = [];
  readonly #blocks: number[] = [];
  readonly #numbers: number[] = [];
  readonly #inBlock: number[] = [];
  readonly #keys: number[] = [];
  readonly #keyed: number[] = [];
  #asOf = '';

  private constructor(file: FileHandle) {
    this.#file = file;
  }

  static async create(path: string): Promise<PackWriter> {
    const file = await open(path, 'w');
    await file.write(PACK_MAGIC);
    return new PackWriter(file);
  }

  /** Of the same number the last holds. */
  async add(record: CveRecord): Promise<void> {
    const number = cveNumber(record.id);
    if (number === undefined) throw new RangeError(`${record.id} is no CVE number`);
    const ordinal = this.#numbers.length;
    this.#numbers.push(number);
    this.#inBlock.push(this.#blocks.length);
    for (const key of new Set(record.affected.map(({ vendor, product }) => productKey(vendor, product)))) {
      this.#keys.push(key);
      this.#keyed.push(ordinal);
    }
    if (record.updated !== undefined && record.updated > this.#asOf) this.#asOf = record.updated;
    this.#block.push(JSON.stringify(record));
    if (this.#block.length === BLOCK) await this.#endBlock();
  }

  /** How many records it holds. */
  async finish(): Promise<number> {
    await this.#endBlock();
    const order = [...this.#numbers.keys()].toSorted(
      (a, b) => (this.#numbers[a] ?? 0) - (this.#numbers[b] ?? 0) || a - b,
    );
    const latest = order.filter((ordinal, place) => this.#numbers[ordinal] !== this.#numbers[order[place + 1] ?? -1]);
    const places = new Map(latest.map((ordinal, place) => [ordinal, place]));
    const named = [...this.#keys.keys()]
      .filter((index) => places.has(this.#keyed[index] ?? -1))
      .toSorted((a, b) => (this.#keys[a] ?? 0) - (this.#keys[b] ?? 0) || a - b);
    const header = Buffer.from(
      JSON.stringify({
        records: latest.length,
        blocks: this.#blocks.length,
        named: named.length,
        asOf: this.#asOf,
      }).padEnd(256),
    );
    await this.#write(bytesOf(Float64Array.from([...this.#blocks, this.#at])), { advance: false });
    await this.#write(bytesOf(Float64Array.from(latest, (ordinal) => this.#numbers[ordinal] ?? 0)), { advance: false });
    await this.#write(bytesOf(Uint32Array.from(latest, (ordinal) => this.#inBlock[ordinal] ?? 0)), { advance: false });
    await this.#write(bytesOf(Uint32Array.from(named, (index) => this.#keys[index] ?? 0)), { advance: false });
    await this.#write(bytesOf(Uint32Array.from(named, (index) => places.get(this.#keyed[index] ?? -1) ?? 0)), {
      advance: false,
    });
    await this.#write(header, { advance: false });
    await this.#file.sync();
    await this.#file.close();
    return latest.length;
  }

  /** Closes what is not to be finished. */
  async abandon(): Promise<void> {
    await this.#file.close();
  }

  async #endBlock(): Promise<void> {
    if (this.#block.length === 0) return;
    const packed = await deflate(this.#block.join('\n'), { level: 6 });
    this.#blocks.push(this.#at);
    await this.#write(packed, { advance: true });
    this.#block = [];
  }

  async #write(bytes: Uint8Array, { advance }: { advance: boolean }): Promise<void> {
    await this.#file.writev([bytes]);
    if (advance) this.#at += bytes.length;
  }
}

const bytesOf = (numbers: Float64Array | Uint32Array): Uint8Array =>
  new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
