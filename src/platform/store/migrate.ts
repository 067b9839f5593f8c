/** Brings a database to today's schema, whoever else tries the same at the same time. */
import { sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { AppError } from '../../lib/errors.ts';
import type { Database } from './database.ts';
import { MIGRATIONS } from './migrations.ts';

/**
 * Applies what `db` has not had yet (and nothing after `upTo`, if given), all in one transaction under an advisory lock; returns the names of what it applied.
 * Throws `conflict` when a newer Wardline has changed the database already.
 */
export async function migrate(
  db: Database,
  say: (line: string) => void = () => undefined,
  upTo?: string,
): Promise<string[]> {
  const before = await migrationsOf(db);
  const unknown = before.filter((name) => !Object.hasOwn(MIGRATIONS, name));
  if (unknown.length > 0) {
    throw new AppError(
      'conflict',
      `This database was changed by a newer Wardline (${unknown.join(', ')}). Start that one, or restore a backup from before`,
    );
  }
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(announced(say)) } });
  const { error, results = [] } = await (upTo === undefined ? migrator.migrateToLatest() : migrator.migrateTo(upTo));
  if (error !== undefined) throw error;
  return results.map((result) => result.migrationName);
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

function announced(say: (line: string) => void): typeof MIGRATIONS {
  const entries = Object.entries(MIGRATIONS).map(([name, migration]): [string, Migration] => {
    const up: Migration['up'] = async (db) => {
      say(`Changing the database: ${name}`);
      await migration.up(db);
    };
    return [name, { up }];
  });
  return Object.fromEntries(entries);
}
