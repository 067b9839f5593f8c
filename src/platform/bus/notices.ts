/** Small news from transaction to process, by NOTIFY: told when the transaction commits, to whoever listens at that moment. */
import { EventEmitter } from 'node:events';
import { sql } from 'kysely';
import { Client } from 'pg';
import { rest } from '../../lib/rest.ts';
import type { Database } from '../store/database.ts';
import { isPassing } from '../store/failure.ts';

/** PostgreSQL takes less than 8000 bytes. */
const MAX_PAYLOAD = 7999;
const RETRY_MS = 250;

export interface Listening {
  /** Resolves when the connection is closed. */
  stop(): Promise<void>;
}

/** Tells `channel` when `db`'s transaction commits (at once outside of one). The same again in one transaction is told once. */
export async function notify(db: Database, channel: string, payload = ''): Promise<void> {
  if (Buffer.byteLength(payload) > MAX_PAYLOAD) throw new RangeError(`A notice of more than ${MAX_PAYLOAD} bytes`);
  await sql`select pg_notify(${channel}, ${payload})`.execute(db);
}

/**
 * Calls `hear` with the payload of every notice of `channel`, and with null whenever it began to listen, at first and after
 * the connection was lost: what was told meanwhile is unknown. Goes on until stopped, however long the server is away.
 */
export function listen(url: string, channel: string, hear: (payload: string | null) => void): Listening {
  const stopping = new AbortController();
  const loop = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await listenOnce(url, channel, hear, stopping.signal);
      await rest(RETRY_MS, stopping.signal);
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

/** Until the connection is lost or `signal` says to stop. */
async function listenOnce(
  url: string,
  channel: string,
  hear: (payload: string | null) => void,
  signal: AbortSignal,
): Promise<void> {
  const client = new Client({
    connectionString: url,
    application_name: `wardline listens to ${channel}`,
    keepAlive: true,
    connectionTimeoutMillis: 10_000,
  });
  const ended = new EventEmitter();
  client.on('error', () => ended.emit('end')).on('end', () => ended.emit('end'));
  client.on('notification', (notice) => hear(notice.payload ?? ''));
  try {
    await client.connect();
    await client.query(`listen ${client.escapeIdentifier(channel)}`);
    hear(null);
    if (!signal.aborted) await EventEmitter.once(ended, 'end', { signal }).catch(ignoreAbort);
  } catch (error) {
    if (!isPassing(error)) throw error;
  } finally {
    await client.end().catch(ignorePassing);
  }
}

function ignoreAbort(error: unknown): void {
  if (!(error instanceof Error && error.name === 'AbortError')) throw error;
}

function ignorePassing(error: unknown): void {
  if (!isPassing(error)) throw error;
}
