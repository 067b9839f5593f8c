/** Writes a classic capture file, little endian, microseconds, Ethernet. @see draft-ietf-opsawg-pcap */
import { closeSync, openSync, writeSync } from 'node:fs';

const RECORD = 16;
const LARGEST = 2048;
const BUFFER = 8 * 1024 * 1024;

export class CaptureFile {
  readonly #file: number;
  readonly #buffer = Buffer.alloc(BUFFER);
  #at = 24;
  frames = 0;

  constructor(path: string) {
    this.#file = openSync(path, 'w');
    this.#buffer.writeUInt32LE(0xa1b2c3d4, 0);
    this.#buffer.writeUInt16LE(2, 4);
    this.#buffer.writeUInt16LE(4, 6);
    this.#buffer.writeUInt32LE(262_144, 16);
    this.#buffer.writeUInt32LE(1, 20);
  }

  /** `write` puts a frame of at most {@link LARGEST} bytes at an offset of a buffer and says how long it is. */
  add(time: number, write: (out: Buffer, at: number) => number): void {
    if (this.#at + RECORD + LARGEST > BUFFER) this.#flush();
    const length = write(this.#buffer, this.#at + RECORD);
    this.#buffer.writeUInt32LE(Math.floor(time / 1_000_000), this.#at);
    this.#buffer.writeUInt32LE(time % 1_000_000, this.#at + 4);
    this.#buffer.writeUInt32LE(length, this.#at + 8);
    this.#buffer.writeUInt32LE(length, this.#at + 12);
    this.#at += RECORD + length;
    this.frames += 1;
  }

  close(): void {
    this.#flush();
    closeSync(this.#file);
  }

  #flush(): void {
    for (let written = 0; written < this.#at;)
      written += writeSync(this.#file, this.#buffer, written, this.#at - written);
    this.#at = 0;
  }
}
