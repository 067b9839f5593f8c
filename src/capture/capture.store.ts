/** SQL for captures: rows of `source`. Times are microseconds since 1970. */
import type { ExpressionBuilder } from 'kysely';
import type { Database } from '../platform/store/database.ts';
import type { Schema } from '../platform/store/schema.ts';
import { WINDOWS } from '../sensor/window.ts';

export type SourceState = Schema['source']['state'];

export interface NewSource {
  readonly kind: Schema['source']['kind'];
  readonly name: string;
  readonly sensor: string | null;
  readonly demo: boolean;
  readonly size: number | null;
  readonly head: string | null;
  readonly by: string | null;
}

export interface Known {
  readonly id: number;
  readonly name: string;
  readonly state: SourceState;
  readonly started: number;
  readonly size: number | null;
  readonly consumed: number;
  readonly digest: string | null;
  readonly nextWindow: number;
  readonly failedFrame: number | null;
}

export async function insertSource(db: Database, { by, ...source }: NewSource, now: number): Promise<number> {
  const row = { ...source, created_by: by, state: 'reading' as const, started: now, ...ZEROS };
  const { id } = await db.insertInto('source').values(row).returning('id').executeTakeFirstOrThrow();
  return id;
}

const ZEROS = {
  consumed: 0,
  frames: 0,
  bytes: 0,
  dropped: 0,
  gaps: 0,
  unreadable: 0,
  shed: 0,
  untracked: 0,
  one_way: 0,
  next_window: 0,
  hour: 0,
  newcomers: 0,
};

/** Captures that began with the same bytes, the latest first. */
export async function sourcesByHead(db: Database, head: string): Promise<readonly Known[]> {
  const rows = await db
    .selectFrom('source')
    .select(['id', 'name', 'state', 'started', 'size', 'consumed', 'digest', 'next_window', 'failed_frame'])
    .where('head', '=', head)
    .where('kind', '=', 'capture')
    .orderBy('id', 'desc')
    .limit(20)
    .execute();
  return rows.map(({ next_window: nextWindow, failed_frame: failedFrame, ...row }) => ({
    ...row,
    nextWindow,
    failedFrame,
  }));
}

/** Reads on in a capture that broke off. */
export async function reopenSource(db: Database, id: number): Promise<void> {
  await db
    .updateTable('source')
    .set({ state: 'reading', ended: null, consumed: 0, incomplete: null })
    .where('id', '=', id)
    .execute();
}

export async function noteConsumed(db: Database, id: number, consumed: number): Promise<void> {
  await db.updateTable('source').set({ consumed }).where('id', '=', id).execute();
}

export interface EndOfSource {
  readonly state: SourceState;
  /** Why it did not come to its end, or what was wrong with it; null when all is well. */
  readonly incomplete: string | null;
  readonly consumed?: number;
  readonly size?: number;
  readonly format?: string | null;
  readonly digest?: string;
  readonly failedFrame?: number | null;
}

export async function endSource(
  db: Database,
  id: number,
  { failedFrame, ...end }: EndOfSource,
  now: number,
): Promise<void> {
  const failed = failedFrame === undefined ? {} : { failed_frame: failedFrame };
  await db
    .updateTable('source')
    .set({ ...end, ...failed, ended: now })
    .where('id', '=', id)
    .execute();
}

/** Whatever was being read when we were ended. */
export async function breakOffAll(db: Database, now: number): Promise<void> {
  const away = 'Wardline was ended meanwhile.';
  const open = db.updateTable('source').where('state', 'in', ['reading', 'waiting']);
  await open.set({ state: 'broken-off', incomplete: away, ended: now }).where('kind', '!=', 'capture').execute();
  const again = `${away} What was read until then is kept; the same capture sent again goes on from there.`;
  await open.set({ state: 'broken-off', incomplete: again, ended: now }).execute();
}

const columns = (eb: ExpressionBuilder<Schema, 'source'>) =>
  [
    'source.id',
    'source.name',
    'source.kind',
    'source.demo',
    'source.state',
    'source.incomplete',
    'source.started',
    'source.ended',
    'source.consumed',
    'source.size',
    'source.format',
    'source.digest',
    'source.first',
    'source.last',
    'source.frames',
    'source.bytes',
    'source.gaps',
    'source.unreadable',
    'source.shed',
    'source.untracked',
    'source.one_way',
    eb.selectFrom('account').select('account.name').whereRef('account.id', '=', 'source.created_by').as('by'),
  ] as const;

export async function selectCaptures(db: Database, limit: number) {
  return await db
    .selectFrom('source')
    .select(columns)
    .where('kind', '!=', 'live')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}

export async function selectCapture(db: Database, id: number) {
  return await db
    .selectFrom('source')
    .select(columns)
    .where('id', '=', id)
    .where('kind', '!=', 'live')
    .executeTakeFirst();
}

/** The body of the last window of a source that is on the bus; undefined when there is none. */
export async function lastWindow(db: Database, source: number): Promise<Buffer | undefined> {
  const row = await db
    .selectFrom('bus')
    .select('body')
    .where('topic', '=', WINDOWS)
    .where('message_id', '>=', `${source}:`)
    .where('message_id', '<', `${source};`)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.body;
}
