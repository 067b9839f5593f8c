/** Reads a file of rows and columns as it comes: whatever its encoding, its delimiter and whatever stands above its headings. */
import { pipeline, Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { AppError } from '../../lib/errors.ts';
import { type Delimiter, delimiterOf } from './delimiter.ts';
import { decodeText, type Encoding } from './encoding.ts';
import { MAX_ABOVE, MAX_CELL, MAX_COLUMNS, MAX_FILE, MAX_LOOK, MAX_RECORD, MAX_ROWS } from './limits.ts';

export interface Row {
  /** Of the file, counted from 1, where the row begins. */
  readonly line: number;
  readonly cells: readonly string[];
}

export interface TableFile {
  readonly encoding: Encoding;
  readonly delimiter: Delimiter;
  readonly headings: readonly string[];
  /** To be read once. @throws AppError `invalid` where the file cannot be read on, with the line. */
  readonly rows: AsyncIterable<Row>;
}

/**
 * `familiar` says how many of a row's cells look like headings: the row with the most, among the first forty, holds them.
 *
 * @throws AppError `invalid` when the file is empty, no text, or larger than it may be
 */
export async function readTable(
  bytes: AsyncIterable<Uint8Array>,
  familiar: (cells: readonly string[]) => number,
): Promise<TableFile> {
  let encoding: Encoding = 'utf-8';
  const pieces = decodeText(limited(bytes, MAX_FILE), (told) => (encoding = told))[Symbol.asyncIterator]();
  let start = '';
  let ended = false;
  while (!ended && start.length < MAX_LOOK) {
    const { value, done } = await pieces.next();
    if (done === true) ended = true;
    else start += value;
  }
  if (start.trim() === '') throw new AppError('invalid', 'The file is empty: there is no row in it.');
  const delimiter = delimiterOf(start);
  const rows = rowsOf(follow(start, pieces), delimiter);
  const above: Row[] = [];
  while (above.length < MAX_ABOVE) {
    const { value, done } = await rows.next();
    if (done === true) break;
    above.push(value);
  }
  const at = headingsAmong(above, familiar);
  const headings = (above[at]?.cells ?? []).map((cell) => cell.trim());
  return { encoding, delimiter, headings, rows: bounded(above.slice(at + 1), rows) };
}

/** The most familiar row; where nothing is familiar the first that is as wide as the table. */
function headingsAmong(rows: readonly Row[], familiar: (cells: readonly string[]) => number): number {
  const scores = rows.map(({ cells }) => familiar(cells));
  const best = Math.max(0, ...scores);
  if (best > 0) return scores.indexOf(best);
  const widths = rows.map(({ cells }) => cells.filter((cell) => cell.trim() !== '').length);
  return Math.max(0, widths.indexOf(Math.max(0, ...widths)));
}

/** Passes bytes on, and no more of them than `most`. @throws AppError `invalid` where there are more */
export async function* limited(bytes: AsyncIterable<Uint8Array>, most: number): AsyncGenerator<Uint8Array> {
  let size = 0;
  for await (const chunk of bytes) {
    size += chunk.length;
    if (size > most) {
      const mebibytes = Math.floor(most / 1024 / 1024);
      throw new AppError('invalid', `The file is larger than ${mebibytes} MiB: leave columns out, or split it.`);
    }
    yield chunk;
  }
}

async function* follow(start: string, pieces: AsyncIterator<string>): AsyncGenerator<string> {
  yield plain(start);
  for (let next = await pieces.next(); next.done !== true; next = await pieces.next()) yield plain(next.value);
}

function plain(text: string): string {
  if (text.includes('\u0000')) throw new AppError('invalid', 'This is no text file: export the list as CSV.');
  return text;
}

async function* rowsOf(text: AsyncIterable<string>, delimiter: Delimiter): AsyncGenerator<Row, undefined> {
  const parser = parse({
    delimiter,
    info: true,
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: MAX_RECORD,
    record_delimiter: ['\r\n', '\n', '\r'],
  });
  // What goes wrong on the way reaches the loop below through the parser.
  pipeline(Readable.from(text), parser, () => undefined);
  try {
    for await (const { info, record } of parser) yield rowOf(info.lines, record);
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new AppError('invalid', wordsFor(error), { cause: error });
  }
}

function rowOf(lastLine: number, record: readonly string[]): Row {
  if (record.length > MAX_COLUMNS) {
    throw new AppError('invalid', `Line ${lastLine} has more than ${MAX_COLUMNS} columns: this is no list of devices.`);
  }
  const breaks = record.reduce((sum, cell) => sum + (cell.match(/\r\n|\n|\r/g)?.length ?? 0), 0);
  return { line: lastLine - breaks, cells: record.map(cellOf) };
}

/** As written, without the formula that keeps zeros (`="00123"`) and the apostrophe that keeps formulas from being one (`'=1+1`). */
function cellOf(text: string): string {
  const cell = text.trim();
  const bare = /^="(.*)"$/s.exec(cell)?.[1] ?? cell;
  return bare
    .replace(/^'(?=[=+@\t-])/, '')
    .slice(0, MAX_CELL)
    .toWellFormed();
}

async function* bounded(first: readonly Row[], rest: AsyncIterable<Row>): AsyncGenerator<Row> {
  yield* first;
  let count = first.length;
  for await (const row of rest) {
    count += 1;
    if (count > MAX_ROWS) throw new AppError('invalid', `The file has more than ${MAX_ROWS} rows: split it.`);
    yield row;
  }
}

function wordsFor(error: CsvError): string {
  const { lines } = error;
  const line = typeof lines === 'number' ? `Near line ${lines}` : 'Somewhere';
  if (error.code === 'CSV_QUOTE_NOT_CLOSED' || error.code === 'CSV_MAX_RECORD_SIZE') {
    return `${line} a quotation mark is opened and never closed: close it, or export the list again.`;
  }
  return `${line} the file cannot be read as rows and columns (${error.code}): export the list again as CSV.`;
}
