/**
 * A file of a maintenance system beside the inventory: which row is which device, what contradicts, what is new.
 *
 * Nothing is written here. What a person said before, on which device a row is and whom to believe, holds.
 */
import { setImmediate as breathe } from 'node:timers/promises';
import { compare } from './compare.ts';
import type { AssetField, AssetRecord } from './fields.ts';
import type { TableFile } from './file/read-table.ts';
import { type KnownDevice, observedOf } from './known.store.ts';
import type { MappedColumn } from './mapping.ts';
import { bestOf, type DeviceIndex, type Match, type Verdict } from './match.ts';
import { keyOf, recordOf } from './record.ts';

export interface Reconciled {
  readonly line: number;
  readonly key: string;
  readonly record: AssetRecord;
  readonly state: 'matched' | 'conflict' | 'only-there' | 'ambiguous';
  readonly effect: 'new' | 'changed' | 'same';
  readonly device: string | null;
  readonly because: string | null;
  readonly confidence: number | null;
  readonly chosen: boolean;
  readonly candidates: readonly Match[];
  /** Fields that contradict each other, and about which nobody has decided yet. */
  readonly differing: readonly AssetField[];
}

/** What was applied under a key before. */
export interface Before {
  readonly device: string | null;
  readonly chosen: boolean;
  readonly record: AssetRecord;
}

export interface Basis {
  readonly index: DeviceIndex<KnownDevice>;
  readonly before: ReadonlyMap<string, Before>;
  /** Whether a person decided that the network is believed, so that the contradiction is no news. */
  readonly isSettled: (device: string, field: AssetField) => boolean;
}

export interface CountedColumn extends MappedColumn {
  filled: number;
  readonly examples: string[];
}

export interface Skipped {
  readonly line: number;
  readonly reason: string;
}

export interface Reconciliation {
  readonly rows: readonly Reconciled[];
  readonly columns: readonly CountedColumn[];
  /** The first of those that could not be taken. */
  readonly skipped: readonly Skipped[];
  readonly skippedRows: number;
}

const MAX_EXAMPLES = 3;
const MAX_SKIPPED = 100;
/** Rows after which others get a turn. */
const TURN = 500;

interface Draft {
  readonly line: number;
  readonly key: string;
  readonly record: AssetRecord;
  readonly verdict: Verdict;
}

/** Reads a file to its end. @throws AppError `invalid` when it cannot be read */
export async function reconcile(
  { rows }: TableFile,
  mapped: readonly MappedColumn[],
  basis: Basis,
): Promise<Reconciliation> {
  const columns = mapped.map((column): CountedColumn => ({ ...column, filled: 0, examples: [] }));
  const drafts = new Map<string, Draft>();
  const skipped: Skipped[] = [];
  let skippedRows = 0;
  let count = 0;
  for await (const row of rows) {
    count += 1;
    if (count % TURN === 0) await breathe();
    tally(columns, row.cells);
    const record = recordOf(row, mapped);
    const key = keyOf(record);
    const twin = key === undefined ? undefined : drafts.get(key);
    if (key === undefined || twin !== undefined) {
      skippedRows += 1;
      const reason =
        twin === undefined
          ? 'It has neither an asset number, a serial number, a MAC address nor a host name'
          : `It has the same number as line ${twin.line}: ${key ?? ''}`;
      if (skipped.length < MAX_SKIPPED) skipped.push({ line: row.line, reason });
      continue;
    }
    const before = basis.before.get(key);
    const verdict =
      before?.chosen === true ? chosenBefore(before) : basis.index.find(record, before?.device ?? undefined);
    drafts.set(key, { line: row.line, key, record, verdict });
  }
  const owners = ownersOf(drafts.values());
  const judged: Reconciled[] = [];
  for (const draft of drafts.values()) {
    judged.push(judge(draft, owners, basis));
    if (judged.length % TURN === 0) await breathe();
  }
  return { rows: judged, columns, skipped, skippedRows };
}

/** The state of a row whose device is known, by what contradicts it. */
export function differingFields(record: AssetRecord, device: KnownDevice, { isSettled }: Pick<Basis, 'isSettled'>) {
  return compare(record, observedOf(device))
    .filter(({ field, state }) => state === 'differs' && !isSettled(device.id, field))
    .map(({ field }) => field);
}

function judge(
  { line, key, record, verdict }: Draft,
  owners: ReadonlyMap<string, Draft | null>,
  basis: Basis,
): Reconciled {
  const { match, candidates } = verdict;
  const before = basis.before.get(key);
  const chosen = before?.chosen === true;
  const owner = match === null ? undefined : owners.get(match.device);
  const isOwner = chosen || (match !== null && owner?.key === key);
  const known = match !== null && isOwner ? basis.index.get(match.device) : undefined;
  const device = known?.id ?? null;
  const row = { line, key, record, chosen, device, effect: effectOf(record, device, before) };
  if (known !== undefined && match !== null) {
    const differing = differingFields(record, known, basis);
    const state = differing.length === 0 ? 'matched' : 'conflict';
    return { ...row, state, because: match.because, confidence: match.confidence, candidates: [], differing };
  }
  const state = candidates.length === 0 ? 'only-there' : 'ambiguous';
  const because = match === null ? null : 'Several rows fit the same device';
  return { ...row, state, because, confidence: null, candidates, differing: [] };
}

function effectOf(record: AssetRecord, device: string | null, before: Before | undefined): Reconciled['effect'] {
  if (before === undefined) return 'new';
  return before.device === device && isSame(before.record, record) ? 'same' : 'changed';
}

function isSame(a: AssetRecord, b: AssetRecord): boolean {
  const [left, right] = [Object.entries(a), new Map(Object.entries(b))];
  return left.length === right.size && left.every(([field, value]) => right.get(field) === value);
}

/** A person's word; null was "none of ours". */
function chosenBefore({ device }: Before): Verdict {
  if (device === null) return { match: null, candidates: [] };
  return { match: { device, because: 'a person said so', confidence: 1 }, candidates: [] };
}

/** For each device the row that has it: the only one, or the clearly best of several; null when none is. */
function ownersOf(drafts: Iterable<Draft>): Map<string, Draft | null> {
  const claims = Map.groupBy(
    Iterator.from(drafts).filter(({ verdict }) => verdict.match !== null),
    ({ verdict }) => verdict.match?.device ?? '',
  );
  return new Map(
    Array.from(claims, ([device, rows]) => {
      const best = bestOf(rows.map((draft) => ({ draft, confidence: draft.verdict.match?.confidence ?? 0 })));
      return [device, best?.draft ?? null];
    }),
  );
}

function tally(columns: readonly CountedColumn[], cells: readonly string[]): void {
  columns.forEach((column, at) => {
    const cell = cells[at] ?? '';
    if (cell === '') return;
    column.filled += 1;
    const { field, examples } = column;
    if (field !== null && examples.length < MAX_EXAMPLES && !examples.includes(cell)) examples.push(cell);
  });
}
