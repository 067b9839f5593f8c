import { isIPv6 } from 'node:net';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { addressOf, ipv6Text, macText } from './address.ts';

test('a hardware address is written with colons', () => {
  expect(macText(0x0003, 0xb1b5b648 | 0)).toBe('00:03:b1:b5:b6:48');
});

test.each([
  ['fe80::1', [0xfe80, 0, 0, 0, 0, 0, 0, 1]],
  ['::', [0, 0, 0, 0, 0, 0, 0, 0]],
  ['::1', [0, 0, 0, 0, 0, 0, 0, 1]],
  ['2001:db8::1:0:0:1', [0x2001, 0xdb8, 0, 0, 1, 0, 0, 1]],
  ['2001:db8:0:1:1:1:1:1', [0x2001, 0xdb8, 0, 1, 1, 1, 1, 1]],
  ['ff02::', [0xff02, 0, 0, 0, 0, 0, 0, 0]],
  ['::ffff:10.0.0.1', [0, 0, 0, 0, 0, 0xffff, 0x0a00, 1]],
])('%s is canonical', (text, groups) => {
  expect(addressOf(Uint8Array.from(groups.flatMap((group) => [group >> 8, group & 255])))).toBe(text);
});

test('any four words are an address, and the text says which', () => {
  const word = fc.oneof(fc.constant(0), fc.integer());
  fc.assert(
    fc.property(word, word, word, word, (a, b, c, d) => {
      const text = ipv6Text(a, b, c, d);
      expect(isIPv6(text)).toBe(true);
      const [, url] = /^http:\/\/\[(.*)\]\/$/.exec(new URL(`http://[${text}]/`).href) ?? [];
      if (!text.includes('.')) expect(url).toBe(text);
    }),
  );
});
