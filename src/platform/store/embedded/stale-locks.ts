/** Removes what a killed PostgreSQL left behind and the next one would stumble over. */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Layout } from './layout.ts';
import { isServerOf } from './processes.ts';

/**
 * Removes lock files whose process is gone, a zombie, or not a server of this cluster; returns the process that holds one
 * rightly, or null.
 */
export function clearStaleLocks(layout: Layout): number | null {
  for (const file of [join(layout.cluster, 'postmaster.pid'), join(layout.socket, '.s.PGSQL.5432.lock')]) {
    const pid = pidIn(file);
    if (pid === null) continue;
    if (isServerOf(pid, layout.cluster)) return pid;
    rmSync(file, { force: true });
  }
  return null;
}

/** Null when there is no such file. A file without a number was being written when the machine stopped: it is nobody's. */
export function pidIn(file: string): number | null {
  try {
    return Math.abs(Number.parseInt(readFileSync(file, 'utf8'), 10) || 0);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
