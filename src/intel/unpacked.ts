/** Bytes as they were before they were packed, piece by piece: whoever takes them counts, and stops when it is too much. */
import { Readable, pipeline } from 'node:stream';
import { createBrotliDecompress, createGunzip } from 'node:zlib';

export function unpacked(packed: AsyncIterable<Uint8Array>, how: 'gzip' | 'br'): AsyncIterable<Buffer> {
  const unpack = how === 'gzip' ? createGunzip() : createBrotliDecompress();
  // Its end is told to whoever reads, and to whoever writes when the reader has had enough.
  return pipeline(Readable.from(packed), unpack, () => undefined);
}
