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

/** Frame number, time, link type and length. */
const NUMBERS = 4;
const BYTES = 8 * NUMBERS;
const PAGE = 4096;

export interface Place {
  readonly frame: number;
  /** Microseconds since 1970. */
  readonly time: number;
  readonly linkType: number;
  readonly length: number;
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
    return frame === 0 ? undefined : { frame, time, linkType, length };
  }

  close(): void {
    closeSync(this.descriptor);
  }
}

/** The sensor's end. */
export class Position {
  readonly #numbers: Float64Array;

  /** Without a descriptor, as where there is no Linux, nothing is shared. */
  constructor(descriptor: number) {
    const shared = process.platform === 'linux' ? libc().map(descriptor, PAGE) : undefined;
    this.#numbers = new Float64Array(shared ?? new ArrayBuffer(PAGE), 0, NUMBERS);
  }

  note({ number, time, linkType, start, end }: Frame): void {
    const numbers = this.#numbers;
    numbers[0] = number;
    numbers[1] = time;
    numbers[2] = linkType;
    numbers[3] = end - start;
  }
}

/** The place in words. */
export function placeText({ frame, length, linkType }: Place): string {
  const kind = Object.entries(LinkType).find(([, number]) => number === linkType)?.[0] ?? `link type ${linkType}`;
  return `frame ${frame} (${length} bytes, ${kind})`;
}
