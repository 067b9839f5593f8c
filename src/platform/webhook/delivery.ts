/** Makes the calls that are due, repeats those that were not taken, and gives up after a day. */
import { rest } from '../../lib/rest.ts';
import type { Database } from '../store/database.ts';
import { isPassing } from '../store/failure.ts';
import { signedHeaders } from './signature.ts';

/** Seconds to wait after the first, second… attempt; after the last one it is given up. */
const PAUSES = [5, 30, 120, 600, 3600, 6 * 3600, 17 * 3600];
/** How often it is looked for calls that are due. */
const TICK_MS = 1000;
const MAX_AT_ONCE = 5;
/** In which a receiver must have answered. */
const PATIENCE_MS = 10_000;
/** For how long calls that are done are kept, to be looked at. */
const KEPT_DAYS = 14;
const DAY = 86_400_000_000;

interface Due {
  readonly id: string;
  readonly body: string;
  readonly attempts: number;
  readonly url: string;
  readonly secret: string;
}

interface Answer {
  readonly status: number | null;
  /** Null when it was taken. */
  readonly error: string | null;
}

export interface Deliveries {
  stop(): Promise<void>;
}

/** Goes on until stopped, however long the database is away. */
export function deliver(db: Database): Deliveries {
  const stopping = new AbortController();
  const loop = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      try {
        const made = await deliverDue(db);
        if (made > 0) continue;
        await dropOld(db);
      } catch (error) {
        if (!isPassing(error)) throw error;
      }
      await rest(TICK_MS, stopping.signal);
    }
  };
  const done = loop();
  return {
    stop: async () => {
      stopping.abort();
      await done;
    },
  };
}

/** Makes the next calls that are due, and says how many. What happens while we are killed is repeated under the same id. */
export async function deliverDue(db: Database): Promise<number> {
  const due = await db
    .selectFrom('webhook_delivery as d')
    .innerJoin('webhook as w', 'w.id', 'd.webhook')
    .select(['d.id', 'd.body', 'd.attempts', 'w.url', 'w.secret'])
    .where('w.disabled', 'is', null)
    .where('d.due', '<=', Date.now() * 1000)
    .orderBy('d.due')
    .limit(MAX_AT_ONCE)
    .execute();
  await Promise.all(due.map(async (call) => note(db, call, await send(call))));
  return due.length;
}

async function send({ id, body, url, secret }: Due): Promise<Answer> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      signal: AbortSignal.timeout(PATIENCE_MS),
      headers: {
        'content-type': 'application/json',
        'user-agent': 'Wardline',
        ...signedHeaders(secret, id, Math.floor(Date.now() / 1000), body),
      },
      body,
    });
    // What it says is nobody's business, and could be endless.
    await response.body?.cancel();
    if (response.ok) return { status: response.status, error: null };
    return { status: response.status, error: `It answered ${response.status}` };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { status: null, error: reasonOf(error) };
  }
}

/** In words; `fetch` wraps what really happened. */
function reasonOf(error: Error): string {
  if (error.name === 'TimeoutError') return `It did not answer within ${PATIENCE_MS / 1000} s`;
  const cause = error.cause instanceof Error ? error.cause : error;
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
  if (code === 'ECONNREFUSED') return 'Nobody listens there';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'Its name is not known here';
  if (/CERT|SELF_SIGNED|ALTNAME/.test(code)) return `Its certificate is not trusted (${code})`;
  return `It could not be reached (${code === '' ? cause.message.slice(0, 100) : code})`;
}

async function note(db: Database, { id, attempts }: Due, { status, error }: Answer): Promise<void> {
  const at = Date.now() * 1000;
  const pause = PAUSES[attempts];
  const due = error === null || pause === undefined ? null : at + pause * 1_000_000;
  await db
    .updateTable('webhook_delivery')
    .set({ attempts: attempts + 1, due, status, error, delivered: error === null ? at : null })
    .where('id', '=', id)
    .execute();
}

async function dropOld(db: Database): Promise<void> {
  const before = Date.now() * 1000 - KEPT_DAYS * DAY;
  await db.deleteFrom('webhook_delivery').where('due', 'is', null).where('created', '<', before).execute();
}
