/**
 * Copies of bytes that somebody else will overwrite.
 *
 * Small ones share a slab: hundreds of thousands of packets are copied, and an ArrayBuffer of its own for each costs more
 * than its bytes. Whoever keeps a small copy keeps its slab.
 */

const SLAB = 8192;
/** The longest copy that goes into a slab. */
const SMALL = 1024;

let slab = new Uint8Array(SLAB);
let used = 0;

/** Bytes of our own. `bytes.slice()` would do, but of a Node `Buffer` that copies nothing. */
export function copyOf(bytes: Uint8Array): Uint8Array {
  if (bytes.length > SMALL) return new Uint8Array(bytes);
  if (used + bytes.length > SLAB) {
    slab = new Uint8Array(SLAB);
    used = 0;
  }
  const copy = slab.subarray(used, used + bytes.length);
  copy.set(bytes);
  used += bytes.length;
  return copy;
}
