/**
 * A year of roll-ups for 10,000 devices takes no more room than was planned for as many rows. The plan is given in bytes a row,
 * indexes included, with three tenths more for what is dead or not yet filled; what it did not foresee is printed beside it.
 */
import { loadavg } from 'node:os';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { freshDatabase } from '../../src/platform/store/testing.ts';
import type { Database } from '../../src/platform/store/database.ts';
import { makeEstate } from '../../tools/make-estate.ts';

const DEVICES = 10_000;
const DAYS = 365;
/** Fewer than the plan's 25 a day: they count by the row, and making a year of them takes the time. */
const TALK = 6;

/** Bytes a row, and rows that the plan has for one device: hours of two days, days of 90, days of 400, edges for life. */
const PLAN = {
  conv_hour: { bytes: 129, rows: 7 * 48 },
  conv_day: { bytes: 482, rows: 25 * 90 },
  device_day: { bytes: 418, rows: 400 },
  edge: { bytes: 115, rows: 60 },
} as const;
const SPARE = 1.3;
/** A device with all that is known of it. */
const ASSET = 4000;
const NAMES = ['conv_hour', 'conv_day', 'device_day', 'edge'] as const;

interface Size {
  readonly name: string;
  readonly rows: number;
  /** With indexes and what is stored apart. */
  readonly bytes: number;
}

test(`a year of roll-ups for ${DEVICES} devices takes what was planned for it`, async () => {
  const it = await freshDatabase();
  try {
    const begun = performance.now();
    await makeEstate({ db: it.db, devices: DEVICES, days: DAYS, talk: TALK, now: Date.UTC(2026, 10, 27) * 1000 });
    const sizes = await sizesOf(it.db);
    const sizeOf = (name: string) => sizes.find((size) => size.name === name) ?? { name, rows: 0, bytes: 0 };
    const row = (name: string) => sizeOf(name).bytes / Math.max(1, sizeOf(name).rows);
    const planned = NAMES.map((name) => SPARE * PLAN[name].bytes * sizeOf(name).rows);
    const others = sizes.filter(({ name }) => !(name in PLAN)).reduce((sum, { bytes }) => sum + bytes, 0) / DEVICES;
    const perDevice = NAMES.reduce((sum, name) => sum + PLAN[name].rows * row(name), 0) + others;
    const asPlanned = SPARE * (NAMES.reduce((sum, name) => sum + PLAN[name].rows * PLAN[name].bytes, 0) + ASSET);
    say(
      `filled in ${((performance.now() - begun) / 1000).toFixed(0)} s at load ${loadavg()[0]?.toFixed(1)}`,
      ...sizes.map(
        ({ name, rows, bytes }) => `${name}: ${rows} rows, ${mb(bytes)} MB, ${row(name).toFixed(0)} B a row`,
      ),
      `with the plan's rows a device takes ${mb(perDevice)} MB, of which ${mb(others)} beside the roll-ups; planned ${mb(asPlanned)}`,
    );
    expect(sizeOf('device_day').rows).toBe(DEVICES * (DAYS + 1));
    const measured = NAMES.reduce((sum, name) => sum + sizeOf(name).bytes, 0);
    expect(measured).toBeLessThanOrEqual(planned.reduce((sum, bytes) => sum + bytes, 0));
    expect(perDevice).toBeLessThanOrEqual(asPlanned);
  } finally {
    await it.close();
  }
});

/** Partitions are told under the name of the whole; the largest first. */
async function sizesOf(db: Database): Promise<Size[]> {
  const { rows } = await sql<Size>`
    select coalesce(parent.relname, c.relname) as name, 0 as rows, sum(pg_total_relation_size(c.oid))::bigint as bytes
    from pg_class c left join pg_inherits on inhrelid = c.oid left join pg_class parent on parent.oid = inhparent
    where c.relkind = 'r' and c.relnamespace = current_schema()::regnamespace
    group by 1 having sum(pg_total_relation_size(c.oid)) > 1000000 order by bytes desc`.execute(db);
  return await Promise.all(
    rows.map(async (size) => {
      const counted = await sql<{ rows: number }>`select count(*) as rows from ${sql.table(size.name)}`.execute(db);
      return { ...size, rows: counted.rows[0]?.rows ?? 0 };
    }),
  );
}

const mb = (bytes: number): string => (bytes / 1_000_000).toFixed(2);
const say = (...lines: readonly string[]): void => void process.stdout.write(`${lines.join('\n')}\n`);
