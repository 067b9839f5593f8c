/** Rows of the database as the API shows them. */
import type { Selectable } from 'kysely';
import { z } from 'zod';
import { isoTime } from '../lib/time.ts';
import type { AssetTables } from '../platform/store/tables/asset.ts';
import { type AssetImport, type AssetRow, FileColumn } from './asset.contract.ts';
import { comparisonsOf, type DeviceDetail } from './detail.store.ts';
import type { Match } from './match.ts';
import { sentenceOf } from './sentence.ts';

type ImportEntry = Selectable<AssetTables['import']> & { readonly by_name: string; readonly undoable: boolean };

const NOTHING: AssetImport['summary'] = {
  rows: 0,
  matched: 0,
  conflict: 0,
  onlyThere: 0,
  ambiguous: 0,
  onlyHere: 0,
  onlyHereMedical: 0,
  differing: [],
  effects: { new: 0, changed: 0, same: 0 },
  gone: 0,
  skipped: [],
  skippedRows: 0,
};
const Columns = z.array(FileColumn);
const Candidates = z.array(z.object({ device: z.string(), because: z.string(), confidence: z.number() }));
const DELIMITERS = [',', ';', '\t', '|'] as const;

export function importView(entry: ImportEntry): AssetImport {
  const { id, name, state, encoding, at, applied, by_name: by, undoable } = entry;
  const columns = Columns.parse(entry.columns);
  const summary = { ...NOTHING, ...entry.summary };
  return {
    id,
    name,
    state,
    sentence: sentenceOf({ state, summary, columns }),
    encoding,
    delimiter: DELIMITERS.find((delimiter) => delimiter === entry.delimiter) ?? ',',
    columns,
    summary,
    at: isoTime(at),
    by,
    applied: applied === null ? null : isoTime(applied),
    undoable,
  };
}

type RowEntry = Selectable<AssetTables['import_row']>;

const candidatesOf = ({ candidates }: RowEntry): readonly Match[] => Candidates.parse(candidates);

/** The devices that a row speaks of. */
export function devicesOf(row: RowEntry): string[] {
  return [...(row.device === null ? [] : [row.device]), ...candidatesOf(row).map(({ device }) => device)];
}

export function rowView(row: RowEntry, details: ReadonlyMap<string, DeviceDetail>): AssetRow {
  const { line, key, record, state, effect, because, confidence, chosen } = row;
  const detail = row.device === null ? undefined : details.get(row.device);
  const candidates = candidatesOf(row).flatMap(({ device, ...why }) => {
    const candidate = details.get(device);
    return candidate === undefined ? [] : [{ device: candidate.ref, ...why }];
  });
  return {
    line,
    key,
    record,
    state,
    effect,
    device: detail?.ref ?? null,
    because,
    confidence,
    chosen,
    candidates,
    comparisons: detail === undefined ? [] : comparisonsOf(record, detail),
  };
}
