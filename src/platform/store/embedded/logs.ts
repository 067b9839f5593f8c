/** PostgreSQL begins a log at each start and after 10 MB; the newest are kept. */
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Layout } from './layout.ts';

const KEPT = 10;

/** Names hold the time, so their order is that of their age. */
export function dropOldLogs({ logs }: Layout): void {
  const names = readdirSync(logs).filter((name) => /^postgres-\d.*\.log$/.test(name));
  for (const name of names.toSorted().slice(0, -KEPT)) rmSync(join(logs, name), { force: true });
}
