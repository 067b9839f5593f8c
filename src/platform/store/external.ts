/** A server of one's own, named by DATABASE_URL: whether it can be used, said before anything is done with it. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, DatabaseError } from 'pg';
import { AppError } from '../../lib/errors.ts';
import { isPassing } from './failure.ts';

/** PostgreSQL 15, as PostgreSQL writes it. */
const MIN_VERSION = 150_000;
/** It may be starting with the same machine. */
const PATIENCE_MS = 20_000;
const RETRY_MS = 500;

interface Facts {
  version: number;
  readable: string;
  encoding: string;
  recovering: boolean;
  may_create: boolean;
  name: string;
}

/** Resolves when `url` leads to a database that Wardline can live in; else throws with what is wrong and where. */
export async function requireServer(url: string, say: (line: string) => void, patienceMs = PATIENCE_MS): Promise<void> {
  const place = placeOf(url);
  let told = false;
  for (const until = Date.now() + patienceMs; ; await sleep(RETRY_MS)) {
    try {
      judge(await factsOf(url), place);
      return;
    } catch (error) {
      const trouble = asTrouble(error, place);
      if (!(trouble instanceof AppError) || trouble.code !== 'unavailable' || Date.now() > until) throw trouble;
      if (!told) say(`${trouble.message}. Trying for ${patienceMs / 1000} s`);
      told = true;
    }
  }
}

/** Host, port and database, for people: without the password. */
function placeOf(url: string): string {
  if (!/^postgres(ql)?:\/\//.test(url) || !URL.canParse(url)) {
    throw new AppError(
      'invalid',
      'DATABASE_URL is not the address of a PostgreSQL: write it like postgresql://wardline:password@db.example.org:5432/wardline',
    );
  }
  const { hostname, port, pathname, searchParams } = new URL(url);
  const host = searchParams.get('host') ?? (hostname || 'localhost');
  return `${host}${host.startsWith('/') ? '' : `:${port || '5432'}`}${pathname}`;
}

async function factsOf(url: string): Promise<Facts> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<Facts>(`
      select current_setting('server_version_num')::integer as version, current_setting('server_version') as readable,
        current_setting('server_encoding') as encoding, pg_is_in_recovery() as recovering, current_user as name,
        has_schema_privilege(coalesce(current_schema(), 'public'), 'create') as may_create`);
    const [facts] = rows;
    if (facts === undefined) throw new Error('PostgreSQL answered a question about itself with nothing');
    return facts;
  } finally {
    await client.end().catch((error: unknown) => {
      if (!isPassing(error)) throw error;
    });
  }
}

function judge(facts: Facts, place: string): void {
  if (facts.version < MIN_VERSION) {
    throw new AppError('invalid', `The server at ${place} is PostgreSQL ${facts.readable}: Wardline needs 15 or newer`);
  }
  if (facts.encoding !== 'UTF8') {
    throw new AppError(
      'invalid',
      `The database at ${place} stores text as ${facts.encoding}: make one with "create database … encoding 'UTF8' template template0"`,
    );
  }
  if (facts.recovering) {
    throw new AppError('invalid', `The server at ${place} is a standby that can only be read: name its primary`);
  }
  if (!facts.may_create) {
    throw new AppError(
      'invalid',
      `The account "${facts.name}" may not make tables in the database at ${place}: its owner can allow it with "grant create on schema public to ${facts.name}"`,
    );
  }
}

function asTrouble(error: unknown, place: string): unknown {
  if (error instanceof AppError) return error;
  const code = error instanceof DatabaseError ? error.code : undefined;
  if (error instanceof DatabaseError && (code === '28P01' || code === '28000')) {
    return new AppError(
      'invalid',
      `The server at ${place} does not let us in: ${error.message}. Correct the name and the password in DATABASE_URL`,
    );
  }
  if (code === '3D000') {
    return new AppError(
      'invalid',
      `The server at ${place} has no such database: make it with "createdb", or correct DATABASE_URL`,
    );
  }
  if (error instanceof Error && 'code' in error && error.code === 'ENOTFOUND') {
    return new AppError('unavailable', `The name of the server in DATABASE_URL (${place}) is not known here`, {
      cause: error,
    });
  }
  if (!isPassing(error)) return error;
  const words = error instanceof Error ? error.message : '';
  return new AppError(
    'unavailable',
    `No PostgreSQL answers at ${place}${words === '' ? '' : ` (${words})`}: is it running, and is DATABASE_URL right?`,
    { cause: error },
  );
}
