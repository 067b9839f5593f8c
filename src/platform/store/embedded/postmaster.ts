/** Starts and ends one PostgreSQL server on a cluster that is there. */
import { type ChildProcess, spawn } from 'node:child_process';
import { openSync, closeSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, DatabaseError } from 'pg';
import { AppError } from '../../../lib/errors.ts';
import type { Account } from './account.ts';
import { type Layout, urlOf } from './layout.ts';
import type { Programs } from './programs.ts';
import { settingsFor } from './settings.ts';

/** Recovery after a crash reads up to `max_wal_size`; on a slow disk that takes minutes. */
const MAX_START_MS = 10 * 60_000;
const MAX_STOP_MS = 60_000;

/** Resolves when the server answers queries; throws `unavailable` with its own words when it ends before. */
export async function startPostmaster(
  layout: Layout,
  programs: Programs,
  account: Account | null,
  settings: Readonly<Record<string, string>> = {},
): Promise<ChildProcess> {
  const all = { ...settingsFor(layout, programs.major), ...settings };
  const args = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const log = openSync(layout.startLog, 'w', 0o600);
  const child = spawn(join(programs.folder, 'postgres'), ['-D', layout.cluster, ...args], {
    cwd: '/',
    env: { ...programs.env, LC_ALL: 'C', TZ: 'UTC' },
    stdio: ['ignore', log, log],
    // Ctrl-C is for us: the server ends when we say so, after what needs it.
    detached: true,
    ...account,
  });
  closeSync(log);
  let failure: Error | null = null;
  child.once('error', (error) => (failure = error));
  const until = Date.now() + MAX_START_MS;
  while (!(await answers(layout))) {
    if (failure !== null) throw failure;
    if (child.exitCode !== null || child.signalCode !== null || Date.now() > until) {
      throw new AppError('unavailable', `PostgreSQL did not start on ${layout.cluster}: ${lastWords(layout)}`);
    }
    await sleep(20);
  }
  return child;
}

/** Whether a server of `layout` takes queries now. */
export async function answers(layout: Layout): Promise<boolean> {
  const client = new Client({ connectionString: urlOf(layout, 'postgres'), connectionTimeoutMillis: 5000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } catch (error) {
    // No socket, nobody behind it, or a server that is starting (57P03) or was ended while it answered.
    if (error instanceof DatabaseError || (error instanceof Error && 'code' in error)) return false;
    if (error instanceof Error && /timeout|terminated/i.test(error.message)) return false;
    throw error;
  } finally {
    await client.end();
  }
}

/** Ends the server of `layout`, if one runs, and waits for its end. `SIGINT`: sessions are cut off; `SIGQUIT`: at once, as in a crash. */
export async function stopPostmaster(layout: Layout, signal: 'SIGINT' | 'SIGQUIT' = 'SIGINT'): Promise<void> {
  const pid = postmasterPid(layout);
  if (pid === null || !isAlive(pid)) return;
  process.kill(pid, signal);
  const until = Date.now() + MAX_STOP_MS;
  while (isAlive(pid) && Date.now() < until) await sleep(20);
}

/** As its own file says; it may be long gone. */
export function postmasterPid(layout: Layout): number | null {
  try {
    const pid = Number.parseInt(readFileSync(join(layout.cluster, 'postmaster.pid'), 'utf8'), 10);
    return Number.isNaN(pid) ? null : pid;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return false;
    throw error;
  }
}

function lastWords(layout: Layout): string {
  const lines = readFileSync(layout.startLog, 'utf8').trim().split('\n');
  return lines.slice(-5).join(' ') || 'it says nothing';
}
