/**
 * Where a sensor is in its input, in memory that outlives it: when it dies, the frame that it was reading is known without
 * that a byte of it was ever written down.
 */
import { closeSync, ftruncateSync, mkdtempSync, openSync, readSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LinkType } from '../sensor/capture/frame.ts';
import type { Frame } from '../sensor/capture/frame.ts';
import { libc } from '../sensor/capture/libc.ts';

/** Frame number, time, link type and length; behind them the dissector's name, which ends with a zero. */
const NUMBERS = 4;
const NAME = 8 * NUMBERS;
const MAX_NAME = 31;
const BYTES = NAME + MAX_NAME + 1;
const PAGE = 4096;

export interface Place {
  readonly frame: number;
  /** Microseconds since 1970. */
  readonly time: number;
  readonly linkType: number;
  readonly length: number;
  /** Whose dissector read it; empty when none did, or when it was still being found out. */
  readonly dissector: string;
}

/** The parent's end: a file that nobody else can open and that is gone with its descriptor. */
export class PositionFile {
  readonly descriptor: number;

  constructor() {
    const folder = mkdtempSync(join(tmpdir(), 'wardline-'));
    this.descriptor = openSync(join(folder, 'position'), 'w+', 0o600);
    rmSync(folder, { recursive: true });
    ftruncateSync(this.descriptor, PAGE);
  }

  /** Undefined before the first frame. */
  read(): Place | undefined {
    const bytes = Buffer.alloc(BYTES);
    readSync(this.descriptor, bytes, 0, BYTES, 0);
    const [frame = 0, time = 0, linkType = 0, length = 0] = new Float64Array(bytes.buffer, bytes.byteOffset, NUMBERS);
    const dissector = bytes.toString('latin1', NAME, bytes.indexOf(0, NAME));
    return frame === 0 ? undefined : { frame, time, linkType, length, dissector };
  }

  close(): void {
    closeSync(this.descriptor);
  }
}

/** The sensor's end. */
export class Position {
  readonly #numbers: Float64Array;
  readonly #name: Uint8Array;

  /** Without a descriptor, as where there is no Linux, nothing is shared. */
  constructor(descriptor: number) {
    const shared = process.platform === 'linux' ? libc().map(descriptor, PAGE) : undefined;
    const memory = shared ?? new ArrayBuffer(PAGE);
    this.#numbers = new Float64Array(memory, 0, NUMBERS);
    this.#name = new Uint8Array(memory, NAME, MAX_NAME + 1);
  }

  note({ number, time, linkType, start, end }: Frame): void {
    const numbers = this.#numbers;
    numbers[0] = number;
    numbers[1] = time;
    numbers[2] = linkType;
    numbers[3] = end - start;
    this.#name[0] = 0;
  }

  /** Whose dissector is about to read the frame. */
  read(dissector: string): void {
    const length = Math.min(dissector.length, MAX_NAME);
    for (let at = 0; at < length; at++) this.#name[at] = dissector.charCodeAt(at);
    this.#name[length] = 0;
  }
}

/** The place in words. */
export function placeText({ frame, length, linkType, dissector }: Place): string {
  const kind = Object.entries(LinkType).find(([, number]) => number === linkType)?.[0] ?? `link type ${linkType}`;
  return `frame ${frame} (${length} bytes, ${kind}${dissector === '' ? '' : `, read as ${dissector}`})`;
}
