import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { attribute, readTag, tagsOf, unescapeXml } from './xml.ts';

test('tags come one by one with the text before them, without their prefixes', () => {
  const read = [...tagsOf('<a:b x="1 > 0">t &amp; u<c/><!-- <d> --><![CDATA[<e>]]></a:b>')];
  expect(read.map(({ text, tag }) => `${text}|${tag.kind}|${tag.name}`)).toEqual([
    '|start|b',
    't & u|empty|c',
    '|other|',
    '<e>|other|',
    '|end|b',
  ]);
  expect(read.slice(0, 1).map(({ tag }) => attribute(tag, 'x'))).toEqual(['1 > 0']);
});

test('an attribute is found by its whole name, whatever its quotes and prefix', () => {
  const tag = readTag(`e xV="no" p:V = 'it &lt;is&gt;' W="V='no'"`);
  expect([attribute(tag, 'V'), attribute(tag, 'W'), attribute(tag, 'Z')]).toEqual(['it <is>', "V='no'", undefined]);
});

test('entities that a document made up, and numbers that are no characters, do no harm', () => {
  expect(unescapeXml('&lol;&#65;&#x42;&#1114112;&#x110000;')).toBe('&lol;AB\ufffd\ufffd');
});

test('any text is read to its end, and in time', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('<', '>', '"', "'", '!', '-', '/', 'a', ' ', '=', '?', '['), maxLength: 4000 }),
      (text) => {
        for (const { tag } of tagsOf(text)) attribute(tag, 'a');
      },
    ),
  );
});

test('quotes that never end cost no more than the document is long', () => {
  const hostile = ['<"', '<a "', '<">', '<!--', `<'${'>'.repeat(64)}`];
  for (const piece of hostile) expect([...tagsOf(piece.repeat(100_000))].length).toBeLessThan(100_001);
});
