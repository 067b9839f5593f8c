/** Every change the schema has been through. Only ever added to: what shipped is never edited. */
import type { Migration } from 'kysely/migration';
import { up as platform } from './migrations/0001-platform.ts';
import { up as evidence } from './migrations/0002-evidence.ts';
import { up as history } from './migrations/0003-history.ts';
import { up as inventory } from './migrations/0004-inventory.ts';
import { up as asset } from './migrations/0005-asset.ts';
import { up as lists } from './migrations/0006-lists.ts';
import { up as sums } from './migrations/0007-sums.ts';
import { up as news } from './migrations/0010-news.ts';
import { up as vulnerability } from './migrations/0012-vulnerability.ts';
import { up as children } from './migrations/0014-children.ts';

export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-platform': { up: platform },
  '0002-evidence': { up: evidence },
  '0003-history': { up: history },
  '0004-inventory': { up: inventory },
  '0005-asset': { up: asset },
  '0006-lists': { up: lists },
  '0007-sums': { up: sums },
  '0010-news': { up: news },
  '0012-vulnerability': { up: vulnerability },
  '0014-children': { up: children },
};
