/** Every change the schema has been through. Only ever added to: what shipped is never edited. */
import type { Migration } from 'kysely/migration';
import * as platform from './migrations/0001-platform.ts';

export const MIGRATIONS: Readonly<Record<string, Migration>> = { '0001-platform': platform };
