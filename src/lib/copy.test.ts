import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { copyOf } from './copy.ts';

test('copies stay what they are, whatever becomes of the original and of other copies', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 2000 }), { maxLength: 30 }), (pieces) => {
      const before = pieces.map((piece) => [...piece]);
      const copies = pieces.map((piece) => copyOf(Buffer.from(piece.buffer, piece.byteOffset, piece.length)));
      for (const piece of pieces) piece.fill(0xee);
      expect(copies.map((copy) => [...copy])).toEqual(before);
    }),
  );
});

test('a copy of a Buffer is no Buffer, whose slices would be no copies', () => {
  expect(Buffer.isBuffer(copyOf(Buffer.from('abc')))).toBe(false);
  expect(Buffer.isBuffer(copyOf(Buffer.alloc(5000)))).toBe(false);
});
