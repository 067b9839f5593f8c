/**
 * Text in the Huffman code of HPACK.
 *
 * The code is canonical: codes of the same length follow one another in the order of their symbols, and longer ones
 * follow shorter ones. So the lengths say all of it.
 *
 * @see RFC 7541 section 5.2 (string literals) and appendix B (the code)
 */
import { Violation } from '../../../../lib/reader.ts';

/** Of each byte, and last of the symbol that ends a text. */
// prettier-ignore
const LENGTHS: readonly number[] = [
  13, 23, 28, 28, 28, 28, 28, 28, 28, 24, 30, 28, 28, 30, 28, 28, 28, 28, 28, 28, 28, 28, 30, 28, 28, 28, 28, 28, 28, 28, 28, 28,
  6, 10, 10, 12, 13, 6, 8, 11, 10, 10, 8, 11, 8, 6, 6, 6, 5, 5, 5, 6, 6, 6, 6, 6, 6, 6, 7, 8, 15, 6, 12, 10,
  13, 6, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 8, 7, 8, 13, 19, 13, 14, 6,
  15, 5, 6, 5, 6, 5, 6, 6, 6, 5, 7, 7, 6, 6, 6, 5, 6, 7, 6, 5, 5, 6, 7, 7, 7, 7, 7, 15, 11, 14, 13, 28,
  20, 22, 20, 20, 22, 22, 22, 23, 22, 23, 23, 23, 23, 23, 24, 23, 24, 24, 22, 23, 24, 23, 23, 23, 23, 21, 22, 23, 22, 23, 23, 24,
  22, 21, 20, 22, 22, 23, 23, 21, 23, 22, 22, 24, 21, 22, 23, 23, 21, 21, 22, 21, 23, 22, 23, 23, 20, 22, 22, 22, 23, 22, 22, 23,
  26, 26, 20, 19, 22, 23, 22, 25, 26, 26, 26, 27, 27, 26, 24, 25, 19, 21, 26, 27, 27, 26, 27, 24, 21, 21, 26, 26, 28, 27, 27, 27,
  20, 24, 20, 21, 22, 21, 21, 23, 22, 22, 25, 25, 24, 24, 26, 23, 26, 27, 26, 26, 27, 27, 27, 27, 27, 28, 27, 27, 27, 27, 27, 26,
  30,
];
const END = 256;
const LONGEST = 30;
const MAX_PADDING = 7;

/** Two words a node: where a 0 and where a 1 leads. Nodes are positive, symbols are `~symbol`; the root is node 0. */
const TREE = grow();

function grow(): Int16Array {
  const tree = new Int16Array(2 * LENGTHS.length);
  let nodes = 1;
  let code = 0;
  for (let length = 1; length <= LONGEST; length++, code <<= 1) {
    for (let symbol = 0; symbol <= END; symbol++) {
      if (LENGTHS[symbol] !== length) continue;
      let node = 0;
      for (let bit = length - 1; bit > 0; bit--) {
        const at = 2 * node + ((code >>> bit) & 1);
        node = tree[at] || (tree[at] = nodes++);
      }
      tree[2 * node + (code & 1)] = ~symbol;
      code += 1;
    }
  }
  return tree;
}

/** The text, each byte a character. Throws a {@link Violation} when its padding is none, or it holds its own end. */
export function huffmanText(bytes: Uint8Array): string {
  // The shortest code has five bits.
  const text = Buffer.allocUnsafe(Math.floor((bytes.length * 8) / 5));
  let length = 0;
  let node = 0;
  let depth = 0;
  let ones = true;
  for (const byte of bytes) {
    for (let bit = 7; bit >= 0; bit--) {
      const one = (byte >>> bit) & 1;
      const next = TREE[2 * node + one] ?? 0;
      if (next >= 0) {
        node = next;
        depth += 1;
        ones &&= one === 1;
        continue;
      }
      if (~next === END) throw new Violation('a text in Huffman code holds its own end');
      text[length++] = ~next;
      node = depth = 0;
      ones = true;
    }
  }
  if (depth > MAX_PADDING || !ones) throw new Violation('a text in Huffman code is not padded with its end');
  return text.toString('latin1', 0, length);
}
