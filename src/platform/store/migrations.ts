/** Every change the schema has been through. Only ever added to: what shipped is never edited. */
import type { Migration } from 'kysely/migration';
import * as platform from './migrations/0001-platform.ts';
import * as evidence from './migrations/0002-evidence.ts';
import * as history from './migrations/0003-history.ts';
import * as inventory from './migrations/0004-inventory.ts';
import * as asset from './migrations/0005-asset.ts';
import * as lists from './migrations/0006-lists.ts';

export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-platform': platform,
  '0002-evidence': evidence,
  '0003-history': history,
  '0004-inventory': inventory,
  '0005-asset': asset,
  '0006-lists': lists,
};
