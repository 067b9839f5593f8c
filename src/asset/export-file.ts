/** An export as a stream: read from the database as fast as it is taken. */
import type { Database } from '../platform/store/database.ts';
import type { ExportKind } from './asset.contract.ts';
import { csvHead, csvLines, jsonLines } from './export.ts';
import { exportRows, headingsOfCmms } from './export.store.ts';

export function exportFile(db: Database, kind: ExportKind, format: 'csv' | 'json'): ReadableStream<Uint8Array> {
  return ReadableStream.from(encoded(format === 'csv' ? csv(db, kind) : json(db, kind)));
}

async function* csv(db: Database, kind: ExportKind): AsyncGenerator<string> {
  yield csvHead(kind, await headingsOfCmms(db));
  for await (const page of exportRows(db)) yield [...csvLines(kind, page)].join('');
}

async function* json(db: Database, kind: ExportKind): AsyncGenerator<string> {
  let before = '[\n';
  for await (const page of exportRows(db)) {
    for (const line of jsonLines(kind, page)) {
      yield before + line;
      before = ',\n';
    }
  }
  yield before === '[\n' ? '[]\n' : '\n]\n';
}

async function* encoded(pieces: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  for await (const piece of pieces) if (piece !== '') yield encoder.encode(piece);
}
