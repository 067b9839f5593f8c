/** Each kind of process crashes while patients' data goes through, where dumps are allowed: none leaves its memory behind. */
import { spawnSync } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TruthDocument } from '../../lab/truth.ts';
import { descendants, refusal, type Running, startWardline } from './running.ts';

const DEMO = join(import.meta.dirname, '../../lab/demo');
const { canaries }: TruthDocument = JSON.parse(readFileSync(join(DEMO, 'hospital.truth.json'), 'utf8'));
const NEEDLES = canaries.map((canary) => Buffer.from(canary));
const PATIENCE_MS = 120_000;
/** Where the kernel hands dumps to a program, or puts them elsewhere, no file can show that the search finds one. */
const PATTERN = readFileSync('/proc/sys/kernel/core_pattern', 'utf8').trim();

const base = mkdtempSync(join(tmpdir(), 'wardline-dumps-'));
const data = join(base, 'data');
const cwd = join(base, 'cwd');
const temporary = join(base, 'tmp');
const control = join(base, 'control');
/** Runs a command in a folder of its own, with dumps allowed and all temporary files in one place. */
const wrapper = (folder: string): string[] => [
  'sh',
  '-c',
  `ulimit -c unlimited && cd "$0" && TMPDIR=${temporary} HOME=${folder} exec "$@"`,
  folder,
];
let running: Running;

beforeAll(async () => {
  for (const folder of [data, cwd, temporary, control]) mkdirSync(folder, { mode: 0o711 });
  for (const folder of [base, temporary]) spawnSync('chmod', ['1777', folder]);
  running = await startWardline(data, [], wrapper(cwd));
});
afterAll(async () => {
  await running.killAll();
  rmSync(base, { recursive: true, force: true });
});

test.runIf(/^[\w.%-]+$/.test(PATTERN))(
  'a process that does not forbid it leaves a dump, and the search finds it',
  () => {
    const script = `const held = Buffer.from(process.argv[1], 'hex'); process.abort(held);`;
    const hex = NEEDLES[0]?.toString('hex') ?? '';
    const [program, ...args] = [...wrapper(control), process.execPath, '-e', script, hex];
    spawnSync(program, args);
    expect(holders(control)).not.toEqual([]);
  },
);

test('a crash of each kind of process writes nothing of what went through it', async () => {
  await until(() => (heldBy(sensor()) ? true : undefined));
  await crash('a connection of PostgreSQL', () => childrenOf(postmaster(), / wardline wardline /)[0], 'SIGSEGV');
  await crash('PostgreSQL', postmaster, 'SIGSEGV');
  await crash('the process that takes in', () => ours('ingest-process'), 'SIGABRT');
  // It held patients' data until now: the search would find a dump of it.
  expect(heldBy(sensor())).toBe(true);
  await crash('the sensor', sensor, 'SIGABRT', false);
  await crash('the API', () => running.pid, 'SIGABRT', false);
  expect(holders(data, cwd, temporary)).toEqual([]);
  const named = filesBelow(data, cwd, temporary).filter((path) =>
    /(^|\/)(core|report)\b[^/]*$|heapsnapshot/.test(path),
  );
  expect(named.filter((path) => !path.startsWith(join(data, 'programs')))).toEqual([]);
});

test('a Node that is told to write its memory to a file is refused', async () => {
  const refused = await refusal(join(base, 'other'), [], [], { NODE_OPTIONS: '--heapsnapshot-near-heap-limit=1' });
  expect(refused).toMatchObject({ code: 2, said: expect.stringContaining('look at NODE_OPTIONS') });
});

function sensor(): number | undefined {
  return ours('sensor-process');
}

/** Crashes the process, and waits for its successor if there is to be one. */
async function crash(
  name: string,
  find: () => number | undefined,
  signal: NodeJS.Signals,
  comesBack = true,
): Promise<void> {
  const pid = await until(find);
  const limit = /Max core file size\s+(\S+)\s+(\S+)/.exec(readFileSync(`/proc/${pid}/limits`, 'utf8'));
  expect({ name, soft: limit?.[1], hard: limit?.[2] }).toEqual({ name, soft: '1', hard: '1' });
  process.kill(pid, signal);
  await until(() => (lives(pid) ? undefined : true));
  if (comesBack) await until(() => (find() === pid ? undefined : find()));
}

async function until<Found>(look: () => Found | undefined): Promise<Found> {
  for (const late = Date.now() + PATIENCE_MS; Date.now() < late; await sleep(100)) {
    const found = look();
    if (found !== undefined) return found;
  }
  throw new Error(`Waited in vain: ${running.said()}`);
}

function lives(pid: number): boolean {
  const stat = readOr(`/proc/${pid}/stat`, '');
  return stat !== '' && !/\) [ZX] /.test(stat);
}

function ours(script: string): number | undefined {
  return descendants(running.pid).find((pid) => lives(pid) && readOr(`/proc/${pid}/cmdline`, '').includes(script));
}

function postmaster(): number | undefined {
  const pid = Number.parseInt(readOr(join(data, 'postgres', 'postmaster.pid'), ''), 10);
  return lives(pid) ? pid : undefined;
}

function childrenOf(pid: number | undefined, title: RegExp): number[] {
  if (pid === undefined) return [];
  return descendants(pid).filter((child) => lives(child) && title.test(readOr(`/proc/${child}/cmdline`, '')));
}

function readOr(path: string, otherwise: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    // It ended as we looked.
    if (error instanceof Error && 'code' in error) return otherwise;
    throw error;
  }
}

/** Whether the memory of a process holds what names a patient. */
function heldBy(pid: number | undefined): boolean {
  if (pid === undefined) return false;
  const memory = openSync(`/proc/${pid}/mem`, 'r');
  try {
    return readOr(`/proc/${pid}/maps`, '')
      .split('\n')
      .filter((line) => / rw-p 0+ 00:00 /.test(line))
      .some((line) => {
        const [from = 0, to = 0] = (line.split(' ')[0] ?? '').split('-').map((hex) => Number.parseInt(hex, 16));
        return NEEDLES.some((needle) => rangeOf(memory, from, to).includes(needle));
      });
  } finally {
    closeSync(memory);
  }
}

function rangeOf(memory: number, from: number, to: number): Buffer {
  const bytes = Buffer.alloc(to - from);
  try {
    return bytes.subarray(0, readSync(memory, bytes, 0, bytes.length, from));
  } catch (error) {
    // Set aside, and never written to.
    if (error instanceof Error && 'code' in error && error.code === 'EIO') return Buffer.alloc(0);
    throw error;
  }
}

function filesBelow(...folders: string[]): string[] {
  return folders.filter(existsSync).flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name)),
  );
}

/** Files that hold what names a patient. */
function holders(...folders: string[]): string[] {
  return filesBelow(...folders).filter((path) => {
    const bytes = readFileSync(path);
    return NEEDLES.some((needle) => bytes.includes(needle));
  });
}
