/** Unpacks compressed captures on the way: gzip (also several members in one file) and zstd (also several frames). */
import { Readable, pipeline } from 'node:stream';
import { createGunzip, createZstdDecompress } from 'node:zlib';
import { AppError } from '../../lib/errors.ts';
import { Violation } from '../../lib/reader.ts';
import { codeOf, fromStream } from './source.ts';
import type { Read, Window } from './window.ts';

export type Packing = 'gzip' | 'zstd';

/** How much is unpacked at a time. */
const CHUNK = 256 * 1024;
const GZIP_MAGIC = 0x1f8b;
const ZSTD_MAGIC = 0xfd2fb528;

export function packingOf(window: Window): Packing | undefined {
  if (window.left < 4) return undefined;
  if (window.view.getUint16(window.start) === GZIP_MAGIC) return 'gzip';
  return window.view.getUint32(window.start, true) === ZSTD_MAGIC ? 'zstd' : undefined;
}

/** Reads the unpacked bytes of what `read` gives after `head`. A {@link Violation} where they are damaged. */
export function unpacked(packing: Packing, head: Uint8Array, read: Read): Read {
  // Nothing is unpacked ahead of what was taken: damage is found after the same bytes however fast they are read.
  const options = { chunkSize: CHUNK, readableHighWaterMark: 1 };
  const unpacker = packing === 'gzip' ? createGunzip(options) : createZstdDecompress(options);
  pipeline(Readable.from(chunks(head, read), { highWaterMark: 1 }), unpacker, () => {
    // Whoever reads from the unpacker is told of the error.
  });
  const source = fromStream(unpacker);
  return async (into) => {
    try {
      return await source.read(into);
    } catch (error) {
      if (!(error instanceof AppError && /^Z(STD)?_/.test(codeOf(error.cause) ?? ''))) throw error;
      throw new Violation(`the ${packing} data is damaged or ends early after ${source.consumed} unpacked bytes`);
    }
  };
}

async function* chunks(head: Uint8Array, read: Read): AsyncGenerator<Uint8Array> {
  yield head;
  for (;;) {
    const chunk = new Uint8Array(CHUNK);
    const length = await read(chunk);
    if (length === 0) return;
    yield chunk.subarray(0, length);
  }
}
