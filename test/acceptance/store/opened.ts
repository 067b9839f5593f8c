/** Processes that open the store, as children that can be killed. */
import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, chownSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { layoutOf } from '../../../src/platform/store/embedded/layout.ts';
import { stopPostmaster } from '../../../src/platform/store/embedded/postmaster.ts';

export const PROGRAM = join(import.meta.dirname, 'store-process.ts');

export interface Opened {
  readonly process: ChildProcess;
  /** Resolves with the database's URL; rejects with what it says when it ends before. */
  readonly url: Promise<string>;
  /** Lines that it said so far. */
  readonly said: readonly string[];
  /** What it wrote to standard error so far. */
  errors(): string;
  /** Resolves when a line with `words` was said, now or before. */
  heard(words: string): Promise<void>;
  kill(signal?: NodeJS.Signals): Promise<void>;
}

export interface Surroundings {
  /** A program that starts ours, such as `setpriv`, with its arguments. */
  readonly starter?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly program?: string;
  /** After the folder. */
  readonly args?: readonly string[];
}

export const asUid = (uid: number): string[] => ['setpriv', `--reuid=${uid}`, `--regid=${uid}`, '--clear-groups'];

export function open(
  folder: string,
  { starter = [], env = {}, program = PROGRAM, args = [] }: Surroundings = {},
): Opened {
  const [command = '', ...rest] = [...starter, process.execPath, program, folder, ...args];
  const child = spawn(command, rest, { stdio: ['ignore', 'pipe', 'pipe'], cwd: '/', env: { ...process.env, ...env } });
  const said: string[] = [];
  const ready = Promise.withResolvers<string>();
  let errors = '';
  let begun = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const lines = (begun + text).split('\n');
    begun = lines.pop() ?? '';
    for (const line of lines) {
      if (line.startsWith('ready ')) ready.resolve(line.slice(6));
      else said.push(line);
    }
  });
  child.once('close', (code) => ready.reject(new Error(`exit ${code}: ${errors}`)));
  // Whoever waits for it is told; whoever killed it does not wait.
  ready.promise.catch(() => undefined);
  return {
    process: child,
    url: ready.promise,
    said,
    errors: () => errors,
    heard: (words) => until(() => said.some((line) => line.includes(words))),
    kill: async (signal = 'SIGKILL') => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill(signal);
      await once(child, 'exit');
    },
  };
}

/** A folder for one test; `remove` ends whatever server runs in it. */
export function temporary(uid = 0): { readonly folder: string; remove(): Promise<void> } {
  const parent = mkdtempSync(join(tmpdir(), 'wardline-store-'));
  chmodSync(parent, 0o711);
  chownSync(parent, uid, uid);
  const folder = join(parent, 'data');
  return {
    folder,
    remove: async () => {
      await stopPostmaster(layoutOf(folder), 'SIGQUIT');
      rmSync(parent, { recursive: true, force: true });
    },
  };
}

export function serverPid(folder: string): number {
  return Number.parseInt(readFileSync(join(layoutOf(folder).cluster, 'postmaster.pid'), 'utf8'), 10);
}

export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await sleep(20);
}
