/** Tells whether the process behind a number is still what it was: numbers are given out again. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, readlinkSync, realpathSync } from 'node:fs';

const PROC = existsSync('/proc/self/stat');

/**
 * Whether process `pid` is a PostgreSQL of `cluster` that lives. A zombie is none: it holds nothing, and in a container whose first
 * process does not bury the dead it stays for ever.
 */
export function isServerOf(pid: number, cluster: string): boolean {
  if (!PROC) return isServerByPs(pid, cluster);
  // The state stands after the name, which may hold anything in its parentheses.
  const state = readProc(`/proc/${pid}/stat`)?.replace(/^.*\) /s, '')[0];
  if (state === undefined || state === 'Z' || state === 'X') return false;
  // PostgreSQL works in its cluster's folder.
  return linkOf(`/proc/${pid}/cwd`) === realpathSync(cluster);
}

/** Processes of `cluster`: a killed postmaster's children end soon, but a new one refuses to start before they have. */
export function serversOf(cluster: string): number[] {
  if (!PROC) return [];
  const pids = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
  return pids.filter((pid) => isServerOf(pid, cluster));
}

function isServerByPs(pid: number, cluster: string): boolean {
  const { stdout } = spawnSync('ps', ['-o', 'stat=,command=', '-p', String(pid)], { encoding: 'utf8' });
  return stdout.includes(cluster) && !stdout.trim().startsWith('Z');
}

function readProc(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    return gone(error);
  }
}

function linkOf(path: string): string | null {
  try {
    return readlinkSync(path);
  } catch (error) {
    return gone(error);
  }
}

/** It ended as we looked, or is another's. */
function gone(error: unknown): null {
  if (
    error instanceof Error &&
    'code' in error &&
    ['ENOENT', 'ESRCH', 'EACCES', 'EPERM'].includes(String(error.code))
  ) {
    return null;
  }
  throw error;
}
