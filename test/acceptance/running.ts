/** A whole Wardline, started as a user starts it, on a data folder and a port of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { WARDLINE } from './command.ts';

export interface Running {
  readonly url: string;
  readonly setupUrl: string | undefined;
  readonly pid: number;
  /** Everything that it said. */
  said(): string;
  /** As Ctrl C does. */
  end(): Promise<number | null>;
  /** It and every process that it started, PostgreSQL among them, without a word. */
  killAll(): Promise<void>;
  json(path: string): Promise<unknown>;
}

/** Seconds in which a machine that does much else has the console up. */
const PATIENCE = 180;

/** `wrapper`: what runs the command, such as one that becomes another user. */
export async function startWardline(
  data: string,
  args: readonly string[] = [],
  wrapper: readonly string[] = [],
): Promise<Running> {
  const { child, said } = launch(data, args, wrapper);
  const until = Date.now() + PATIENCE * 1000;
  for (;;) {
    const url = /The console is at (\S+)/.exec(said())?.[1];
    if (url !== undefined) return running(child, url, said);
    if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}: ${said()}`);
    if (Date.now() > until) throw new Error(`it is not up after ${PATIENCE} s: ${said()}`);
    await sleep(50);
  }
}

/** Starts it where it should refuse: its exit code and what it said. */
export async function refusal(
  data: string,
  args: readonly string[] = [],
  wrapper: readonly string[] = [],
  env: NodeJS.ProcessEnv = {},
) {
  const { child, said } = launch(data, args, wrapper, env);
  if (child.exitCode === null) await once(child, 'close');
  return { code: child.exitCode, said: said() };
}

function launch(data: string, args: readonly string[], wrapper: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const [program, ...rest] = [...wrapper, process.execPath, WARDLINE, 'up', '--data', data];
  const port = args.includes('--port') ? [] : ['--port', '0'];
  if (program === undefined) throw new Error('nothing to run');
  const child = spawn(program, [...rest, ...port, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, DATABASE_URL: '', ...env },
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
  return { child, said: () => text };
}

function running(child: ChildProcess, url: string, said: () => string): Running {
  const pid = child.pid ?? 0;
  const gone = async (): Promise<number | null> => {
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    return child.exitCode;
  };
  return {
    url,
    setupUrl: /(http\S+#\S+)/.exec(said())?.[1],
    pid,
    said,
    async end() {
      child.kill('SIGINT');
      return gone();
    },
    async killAll() {
      for (const id of [pid, ...descendants(pid)]) killQuietly(id);
      await gone();
    },
    async json(path) {
      const response = await fetch(new URL(path, url));
      if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
      return response.json();
    },
  };
}

/** Processes that `pid` started, and those that they started. */
export function descendants(pid: number): number[] {
  const children = new Map<number, number[]>();
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    const parent = parentOf(entry);
    if (parent !== undefined) children.set(parent, [...(children.get(parent) ?? []), Number(entry)]);
  }
  const found: number[] = [];
  for (let next = [pid]; next.length > 0; next = next.flatMap((id) => children.get(id) ?? [])) found.push(...next);
  return found.slice(1);
}

function parentOf(pid: string): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch (error) {
    // It ended meanwhile.
    if (error instanceof Error && 'code' in error) return undefined;
    throw error;
  }
}

function killQuietly(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
