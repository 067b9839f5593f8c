/** Brings a database to today's schema, whoever else tries the same at the same time. */
import { sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { AppError } from '../../lib/errors.ts';
import type { Database } from './database.ts';
import { MIGRATIONS } from './migrations.ts';

export type Migrations = Readonly<Record<string, Migration>>;

/**
 * Applies what `db` has not had yet (and nothing after `upTo`, if given), all in one transaction under an advisory lock; returns the names of what it applied.
 * Throws `conflict` when a newer Wardline has changed the database already, or when a change fails: then none was made.
 */
export async function migrate(
  db: Database,
  say: (line: string) => void = () => undefined,
  upTo?: string,
  migrations: Migrations = MIGRATIONS,
): Promise<string[]> {
  const unknown = unknownOf(await migrationsOf(db), migrations);
  if (unknown.length > 0) {
    throw new AppError(
      'conflict',
      `This database was changed by a newer Wardline (${unknown.join(', ')}). Start that one, or restore a backup from before`,
    );
  }
  const provider = { getMigrations: () => Promise.resolve(announced(migrations, say)) };
  const migrator = new Migrator({ db, provider });
  const { error, results = [] } = await (upTo === undefined ? migrator.migrateToLatest() : migrator.migrateTo(upTo));
  if (error !== undefined) throw asFailed(error, results.find(({ status }) => status === 'Error')?.migrationName);
  return results.map((result) => result.migrationName);
}

/** Those of `names` that this release does not know: a newer one made them. */
export function unknownOf(names: readonly string[], migrations: Migrations = MIGRATIONS): string[] {
  return names.filter((name) => !Object.hasOwn(migrations, name));
}

/** In words, when it was one of ours that failed and not the server that went away. */
function asFailed(error: unknown, name: string | undefined): unknown {
  if (name === undefined || error instanceof AppError) return error;
  const why = error instanceof Error ? error.message : String(error);
  return new AppError(
    'conflict',
    `The database cannot be changed to what this Wardline needs: ${name} failed (${why}). Nothing in it was changed, and the Wardline from before still runs on it: start that one, and please report this`,
    { cause: error },
  );
}

/** The names of the migrations that `db` has had, in order; none of an empty database. */
export async function migrationsOf(db: Database): Promise<string[]> {
  const { rows } = await sql<{ there: boolean }>`select to_regclass('kysely_migration') is not null as there`.execute(
    db,
  );
  if (rows[0]?.there !== true) return [];
  const applied = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db);
  return applied.rows.map((row) => row.name);
}

function announced(migrations: Migrations, say: (line: string) => void): Migrations {
  const entries = Object.entries(migrations).map(([name, migration]): [string, Migration] => {
    const up: Migration['up'] = async (db) => {
      say(`Changing the database: ${name}`);
      await migration.up(db);
    };
    return [name, { up }];
  });
  return Object.fromEntries(entries);
}
