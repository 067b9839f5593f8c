/** Starts and ends one PostgreSQL server on a cluster that is there. */
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, DatabaseError } from 'pg';
import { AppError } from '../../../lib/errors.ts';
import type { Account } from './account.ts';
import { type Layout, urlOf } from './layout.ts';
import { isServerOf, serversOf } from './processes.ts';
import type { Programs } from './programs.ts';
import { settingsFor } from './settings.ts';
import { clearStaleLocks, pidIn } from './stale-locks.ts';

/** Recovery after a crash reads up to `max_wal_size`; on a slow disk that takes minutes. */
const MAX_START_MS = 10 * 60_000;
const MAX_STOP_MS = 60_000;
/** How soon the end of a server is noticed that is not our child. */
const WATCH_MS = 200;

export interface Postmaster {
  readonly pid: number;
  /** It was running before we came. */
  readonly adopted: boolean;
  /** Resolves when it has ended, for whatever reason. */
  readonly ended: Promise<void>;
}

/**
 * Starts a server, or adopts one that runs already, and resolves with its process when it answers queries. Throws
 * `unavailable` with its own last words when it ends before.
 */
export async function startPostmaster(
  layout: Layout,
  programs: () => Programs,
  account: Account | null,
  settings: Readonly<Record<string, string>> = {},
): Promise<Postmaster> {
  if (await answers(layout)) return adopt(layout);
  const until = Date.now() + MAX_START_MS;
  // One that is starting, recovering or ending: it will answer or be gone.
  while (clearStaleLocks(layout) !== null && Date.now() < until) {
    if (await answers(layout)) return adopt(layout);
    await sleep(50);
  }
  // A killed postmaster's children: they hold its shared memory.
  for (const pid of serversOf(layout.cluster)) kill(pid, 'SIGKILL');
  const child = spawnPostmaster(layout, programs(), account, settings);
  while (!(await answers(layout))) {
    if (child.failure !== null) throw child.failure;
    if (child.process.exitCode !== null || child.process.signalCode !== null || Date.now() > until) {
      throw new AppError('unavailable', `PostgreSQL did not start on ${layout.cluster}. ${lastWords(layout)}`);
    }
    await sleep(20);
  }
  return { pid: child.process.pid ?? 0, adopted: false, ended: child.ended };
}

function spawnPostmaster(
  layout: Layout,
  programs: Programs,
  account: Account | null,
  settings: Readonly<Record<string, string>>,
): { process: ChildProcess; ended: Promise<void>; failure: Error | null } {
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
  child.unref();
  const started: ReturnType<typeof spawnPostmaster> = {
    process: child,
    ended: new Promise((resolve) => child.once('exit', () => resolve()).once('error', () => resolve())),
    failure: null,
  };
  child.once('error', (error) => (started.failure = error));
  return started;
}

/** A server that is not our child can only be watched by its number. */
function adopt(layout: Layout): Postmaster {
  const pid = pidIn(join(layout.cluster, 'postmaster.pid')) ?? 0;
  const watch = async (): Promise<void> => {
    while (isServerOf(pid, layout.cluster)) await sleep(WATCH_MS, undefined, { ref: false });
  };
  return { pid, adopted: true, ended: watch() };
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
  const pid = pidIn(join(layout.cluster, 'postmaster.pid'));
  if (pid === null || !isServerOf(pid, layout.cluster)) return;
  kill(pid, signal);
  const until = Date.now() + MAX_STOP_MS;
  while (isServerOf(pid, layout.cluster) && Date.now() < until) await sleep(20);
}

/** A process that ended as we looked needs no signal. */
function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

const MAX_WORDS = 2000;

/** What it said before it opened its log, else the end of its log. */
function lastWords(layout: Layout): string {
  const logs = readdirSync(layout.logs).filter((name) => /^postgres-\d.*\.log$/.test(name));
  const newest = logs.toSorted().at(-1);
  const log = newest === undefined ? '' : readFileSync(join(layout.logs, newest), 'utf8');
  const said = `${log.slice(-MAX_WORDS)}\n${readFileSync(layout.startLog, 'utf8').slice(-MAX_WORDS)}`;
  const lines = said.split('\n').filter((line) => /FATAL|PANIC|ERROR|HINT|DETAIL|error|cannot/.test(line));
  return lines.length === 0 ? 'It says nothing' : `It says: ${lines.slice(-4).join(' ')}`;
}
