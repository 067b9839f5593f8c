/** Facts: what was said of a hardware address, an internet address or both. */
import { sql } from 'kysely';
import type { Transaction } from '../../platform/store/database.ts';
import { rows } from './rows.ts';

export interface FactRow {
  readonly mac: string;
  readonly address: string;
  readonly name: string;
  readonly value: string;
  readonly protocol: string;
  readonly confidence: number;
  readonly first: number;
  readonly last: number;
  readonly source: number;
  readonly frame: number;
}

const COLUMNS = {
  mac: 'text',
  address: 'text',
  name: 'text',
  value: 'text',
  protocol: 'text',
  confidence: 'real',
  first: 'bigint',
  last: 'bigint',
  source: 'bigint',
  frame: 'bigint',
};

/**
 * Notes facts; of equal ones the earliest frame and the highest confidence stay. Returns those that tell something new, and
 * how many of new ones were left out because their subject has `most` values of that name already.
 */
export async function noteFacts(
  tx: Transaction,
  values: readonly FactRow[],
  most: number,
): Promise<{ fresh: { mac: string; address: string; name: string }[]; refused: number }> {
  if (values.length === 0) return { fresh: [], refused: 0 };
  const numbered = values.map((value, at) => ({ ...value, at }));
  const { rows: known } = await sql<{ at: number; surer: boolean }>`
    with n as materialized (select * from ${rows('n', { at: 'integer', ...COLUMNS }, numbered)})
    update fact f set
      first = case when n.before then n.first else f.first end,
      first_source = case when n.before then n.source else f.first_source end,
      first_frame = case when n.before then n.frame else f.first_frame end,
      last = greatest(f.last, n.last), confidence = greatest(f.confidence, n.confidence)
    from (
      select n.*, o.id, n.confidence > o.confidence as surer,
        case when n.source = o.first_source then n.frame < o.first_frame else n.first < o.first end as before
      from n join fact o on o.mac = n.mac collate "C" and o.address = n.address collate "C" and o.name = n.name collate "C"
        and o.protocol = n.protocol collate "C" and md5(o.value) = md5(n.value)
    ) n
    where f.id = n.id returning n.at, n.surer`.execute(tx);
  const unchanged = new Set(known.map(({ at }) => at));
  const surer = known.filter((row) => row.surer).flatMap(({ at }) => values[at] ?? []);
  const unknown = values.filter((_, at) => !unchanged.has(at));
  const allowed = await withRoom(tx, unknown, most);
  if (allowed.length > 0) {
    await sql`
      insert into fact (mac, address, name, value, protocol, confidence, first, last, first_source, first_frame)
      select * from ${rows('n', COLUMNS, allowed)}`.execute(tx);
  }
  return { fresh: [...allowed, ...surer], refused: unknown.length - allowed.length };
}

/** Those of `values` that their subjects have room for. */
async function withRoom(tx: Transaction, values: readonly FactRow[], most: number): Promise<FactRow[]> {
  if (values.length === 0) return [];
  const groups = Map.groupBy(values, ({ mac, address, name }) => [mac, address, name].join('\n'));
  const subjects = [...groups.values()].flatMap(([value]) => value ?? []);
  const { rows: counts } = await sql<{ mac: string; address: string; name: string; count: number }>`
    select n.mac, n.address, n.name, count(*)::integer as count
    from ${rows('n', { mac: 'text', address: 'text', name: 'text' }, subjects)}
    join fact f on f.mac = n.mac collate "C" and f.address = n.address collate "C" and f.name = n.name collate "C"
    group by n.mac, n.address, n.name`.execute(tx);
  const room = new Map(counts.map(({ mac, address, name, count }) => [[mac, address, name].join('\n'), most - count]));
  return [...groups].flatMap(([key, group]) => group.slice(0, Math.max(0, room.get(key) ?? most)));
}
