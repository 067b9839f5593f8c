/** Reads captures that tests hold in memory. */
import { Readable } from 'node:stream';
import { type CaptureSummary, readCapture } from './capture.ts';
import { fromStream } from './source.ts';

export interface SeenFrame {
  readonly number: number;
  readonly time: number;
  readonly linkType: number;
  readonly wireLength: number;
  readonly bytes: readonly number[];
}

/** What comes out of `capture` when it arrives in pieces of `chunk` bytes. */
export async function read(
  capture: Uint8Array,
  chunk = 65_536,
): Promise<{ summary: CaptureSummary; frames: readonly SeenFrame[] }> {
  const frames: SeenFrame[] = [];
  const pieces = Array.from({ length: Math.ceil(capture.length / chunk) }, (_, n) =>
    capture.subarray(n * chunk, (n + 1) * chunk),
  );
  const summary = await readCapture(fromStream(Readable.from(pieces)), {
    frame({ number, time, linkType, wireLength, bytes, start, end }) {
      frames.push({ number, time, linkType, wireLength, bytes: [...bytes.subarray(start, end)] });
    },
  });
  return { summary, frames };
}
