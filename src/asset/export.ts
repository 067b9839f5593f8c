/** Files that go back to the maintenance system, or into a table program. Made row by row, as fast as they are read. */
import { stringify } from 'csv-stringify/sync';
import type { ExportKind } from './asset.contract.ts';
import { ASSET_FIELDS, type AssetField, type AssetRecord, fieldOf } from './fields.ts';

/** A row of an export: a device, what the maintenance system says of it, and what differs. */
export interface ExportRow {
  readonly device: string | null;
  readonly name: string | null;
  /** Null for a device that the maintenance system does not have. */
  readonly key: string | null;
  readonly record: AssetRecord;
  /** What we know, by field: where both know it, as we write it. */
  readonly ours: AssetRecord;
  /** Fields that the maintenance system lacks or has otherwise, and that a person has not decided for it. */
  readonly differing: readonly AssetField[];
  /** When it was last heard, as text; null when it never was. */
  readonly last: string | null;
}

/** What is read in by its own name again; the rest of the fields goes under our label. */
export type Headings = Partial<Record<AssetField, string>>;

/** Fields that the network can tell something about. */
const OBSERVED = ASSET_FIELDS.filter((field) => fieldOf(field).observed !== null);
const THEIRS = ASSET_FIELDS.filter((field) => field !== 'device');

export function* csvLines(kind: ExportKind, rows: Iterable<ExportRow>): Generator<string> {
  for (const row of rows) {
    const cells = CELLS[kind](row);
    if (cells !== null) yield lineOf(cells);
  }
}

export function csvHead(kind: ExportKind, headings: Headings): string {
  const nameOf = (field: AssetField): string => headings[field] ?? fieldOf(field).label;
  const tail = [fieldOf('device').label, 'Last seen by Wardline'];
  // The mark tells table programs that this is UTF-8.
  if (kind === 'assets') {
    const seen = OBSERVED.map((field) => `${fieldOf(field).label} seen by Wardline`);
    return `\ufeff${lineOf([...THEIRS.map(nameOf), ...seen, ...tail])}`;
  }
  const fields = kind === 'devices' ? THEIRS : keyedFields();
  return `\ufeff${lineOf([...fields.map(nameOf), ...(kind === 'devices' ? ['Name in Wardline'] : []), ...tail])}`;
}

/** What the other system is told: its own number for the device, then only what is new to it. */
const keyedFields = (): AssetField[] => ['asset', ...OBSERVED];

const CELLS: Readonly<Record<ExportKind, (row: ExportRow) => readonly string[] | null>> = {
  assets: ({ key, record, ours, device, last }) =>
    key === null
      ? null
      : [
          ...THEIRS.map((field) => record[field] ?? ''),
          ...OBSERVED.map((field) => ours[field] ?? ''),
          device ?? '',
          last ?? '',
        ],
  devices: ({ record, ours, device, name, last }) =>
    device === null
      ? null
      : [...THEIRS.map((field) => ours[field] ?? record[field] ?? ''), name ?? '', device, last ?? ''],
  differences: ({ key, record, ours, differing, device, last }) =>
    key === null || device === null || differing.length === 0
      ? null
      : [
          record.asset ?? '',
          ...OBSERVED.map((field) => (differing.includes(field) ? (ours[field] ?? '') : '')),
          device,
          last ?? '',
        ],
};

/** One line; what a table program would take for a formula is made plain text by an apostrophe. */
function lineOf(cells: readonly string[]): string {
  return stringify([[...cells]], { escape_formulas: true, record_delimiter: 'windows' });
}

/** The same for programs, one object a line. */
export function* jsonLines(kind: ExportKind, rows: Iterable<ExportRow>): Generator<string> {
  for (const row of rows) {
    if (CELLS[kind](row) !== null) yield JSON.stringify(row);
  }
}
