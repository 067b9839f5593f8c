/** Writes `docs/kinds.md`. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { page } from './kinds/page.ts';

writeFileSync(join(import.meta.dirname, '..', 'docs', 'kinds.md'), page());
