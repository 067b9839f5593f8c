/** Wardline's own database in a cluster. */
import { sql } from 'kysely';
import { openDatabase } from '../database.ts';
import { DATABASE, type Layout, MAINTENANCE, urlOf } from './layout.ts';

/** Makes it if it is not there; returns its URL. The server of `layout` must run. */
export async function makeDatabase(layout: Layout): Promise<string> {
  const admin = openDatabase(urlOf(layout, MAINTENANCE), 1);
  try {
    const { rows } = await sql`select from pg_database where datname = ${DATABASE}`.execute(admin);
    if (rows.length === 0) await sql`create database ${sql.id(DATABASE)}`.execute(admin);
  } finally {
    await admin.destroy();
  }
  return urlOf(layout, DATABASE);
}
