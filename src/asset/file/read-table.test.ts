import { array, assert, asyncProperty, constantFrom, integer, oneof, string, uint8Array } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AppError } from '../../lib/errors.ts';
import { MAX_ROWS } from './limits.ts';
import { limited, readTable, type Row } from './read-table.ts';

const TEXT = 'Tag;Größe;Room\r\nA-1;17 "zoll";Ä 1\r\nA-2;"two\nlines";€ 5\r\n';
const HEADINGS = ['Tag', 'Größe', 'Room'];

describe('encodings', () => {
  test.each([
    ['utf-8', Buffer.from(TEXT)],
    ['utf-8', Buffer.from(`\ufeff${TEXT}`)],
    ['utf-16le', utf16(`\ufeff${TEXT}`)],
    ['utf-16be', swapped(`\ufeff${TEXT}`)],
    ['utf-16le', utf16(TEXT)],
    ['utf-16be', swapped(TEXT)],
    ['windows-1252', windows(TEXT)],
  ])('%s is told from the bytes, however they are cut', async (encoding, bytes) => {
    for (const size of [1, 2, 3, 5, 1000]) {
      const table = await readTable(cut(bytes, size), familiar);
      expect(table.encoding).toBe(encoding);
      expect(table.headings).toEqual(HEADINGS);
      expect((await all(table.rows)).map(({ cells }) => cells)).toEqual([
        ['A-1', '17 "zoll"', 'Ä 1'],
        ['A-2', 'two\nlines', '€ 5'],
      ]);
    }
  });
});

test.each([
  [',', 'Tag,Room\nA-1,"1; 2; 3"\n'],
  [';', 'Tag;Room\nA-1;1,5\nA-2;2,5\n'],
  ['\t', 'Tag\tRoom\nA-1\ta, b, c\n'],
  ['|', 'Tag|Room\nA-1|a, b\n'],
  [';', 'sep=;\nTag;Room\nA-1;1\n'],
])('%j is found to separate the columns', async (delimiter, text) => {
  const table = await readTable(cut(Buffer.from(text)), familiar);
  expect(table.delimiter).toBe(delimiter);
  expect(table.headings).toEqual(['Tag', 'Room']);
});

test('titles above the headings are passed over, and lines are counted as an editor does', async () => {
  const text = 'Hartley General Hospital\nEquipment list, printed 2026-11-27\n\nTag,Room\nA-1,"two\nlines"\nA-2,5\n';
  const table = await readTable(cut(Buffer.from(text)), familiar);
  expect(table.headings).toEqual(['Tag', 'Room']);
  expect(await all(table.rows)).toEqual([
    { line: 5, cells: ['A-1', 'two\nlines'] },
    { line: 7, cells: ['A-2', '5'] },
  ]);
});

test('a number that is dressed as a formula keeps its zeros', async () => {
  const { rows } = await readTable(cut(Buffer.from('Tag,Room\n"=""00123""",5\n')), familiar);
  expect((await all(rows))[0]?.cells).toEqual(['00123', '5']);
});

test.each([
  ['an Excel workbook', Buffer.from('504b030414000600', 'hex'), /Save as.*CSV/],
  ['a PDF', Buffer.from('%PDF-1.7\n'), /PDF/],
  ['nothing', Buffer.from(''), /empty/],
  ['blanks', Buffer.from(' \r\n\r\n'), /empty/],
  ['bytes', Buffer.from('ab\u0000cd,ef\n'), /no text/],
  ['a quotation mark that is never closed', Buffer.from('Tag,Room\n"A-1,5\nA-2,6\n'), /line .*never closed/],
])('%s is refused in words', async (_what, bytes, words) => {
  const reading = async () => all((await readTable(cut(bytes), familiar)).rows);
  await expect(reading()).rejects.toThrow(AppError);
  await expect(reading()).rejects.toThrow(words);
});

test('a file larger than it may be is refused while it comes', async () => {
  await expect(passed(limited(cut(Buffer.alloc(2 ** 21), 1000), 2 ** 20))).rejects.toThrow(/larger than 1 MiB/);
});

test('too many rows are refused', async () => {
  const bytes = Buffer.from('a,b\n'.repeat(MAX_ROWS + 2));
  const reading = async () => all((await readTable(cut(bytes, 65_536), familiar)).rows);
  await expect(reading()).rejects.toThrow(/more than 100000 rows/);
});

test('any bytes are read or refused, and never crash', async () => {
  const looking = constantFrom('Tag,Room\n', '"', ';', '\t', '\r', '\n', '\ufeff', 'é', '\u0000', 'A-1,');
  const near = array(looking, { maxLength: 30 }).map((parts) => Buffer.from(parts.join('')));
  const any = uint8Array({ maxLength: 300 });
  await assert(
    asyncProperty(oneof(any, near), integer({ min: 1, max: 40 }), async (bytes, size) => {
      const outcome = await all((await tryRead(bytes, size)) ?? none());
      expect(outcome.every(({ line }) => line >= 1)).toBe(true);
    }),
    { numRuns: 300 },
  );
});

test('how the bytes are cut changes nothing', async () => {
  const cells = array(string({ unit: 'grapheme', maxLength: 8 }), { minLength: 2, maxLength: 4 });
  await assert(
    asyncProperty(array(cells, { maxLength: 8 }), integer({ min: 1, max: 9 }), async (rows, size) => {
      const quoted = rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(','));
      const bytes = Buffer.from(`Tag,Room\n${quoted.join('\n')}\n`);
      const whole = await outcomeOf(cut(bytes, 1_000_000));
      expect(await outcomeOf(cut(bytes, size))).toEqual(whole);
    }),
  );
});

/** What reading gives: rows, or the sentence of a refusal. */
async function outcomeOf(bytes: AsyncIterable<Uint8Array>): Promise<unknown> {
  try {
    const table = await readTable(bytes, familiar);
    return { ...table, rows: await all(table.rows) };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return error.message;
  }
}

async function tryRead(bytes: Uint8Array, size: number): Promise<Row[] | undefined> {
  const outcome = await outcomeOf(cut(bytes, size));
  return typeof outcome === 'object' && outcome !== null && 'rows' in outcome && Array.isArray(outcome.rows)
    ? outcome.rows
    : undefined;
}

const utf16 = (text: string) => Buffer.from(text, 'utf16le');
const swapped = (text: string) => utf16(text).swap16();
const windows = (text: string) => Buffer.from(text.replaceAll('€', '\u0080'), 'latin1');
const familiar = (cells: readonly string[]) => cells.filter((cell) => HEADINGS.includes(cell)).length;
const none = (): Row[] => [];

async function passed(bytes: AsyncIterable<Uint8Array>): Promise<number> {
  let sum = 0;
  for await (const { length } of bytes) sum += length;
  return sum;
}

async function* cut(bytes: Uint8Array, size = 64): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size));
}

async function all(rows: AsyncIterable<Row> | Iterable<Row>): Promise<Row[]> {
  const found: Row[] = [];
  for await (const row of rows) found.push(row);
  return found;
}
