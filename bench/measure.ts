/** Runs programs bound to one core and reads what they cost from GNU time. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type Command = readonly [program: string, ...args: string[]];

export interface Cost {
  /** Seconds on the clock, and of the processor: user and system, children included. */
  readonly wall: number;
  readonly cpu: number;
  /** The most memory that was resident. */
  readonly mib: number;
}

/** A median with what it lies between. */
export interface Spread {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

export interface Comparison {
  readonly ours: Cost;
  readonly theirs: Cost;
  /** Our processor time over theirs, pair by pair: below 1 we are cheaper. */
  readonly cpu: Spread;
  readonly wall: Spread;
}

export const isInstalled = (program: string): boolean =>
  spawnSync('sh', ['-c', 'command -v "$1"', 'sh', program]).status === 0;

/** One run of `command` on core `core`; an error when it fails. */
export function run(command: Command, core: number): Cost {
  const folder = mkdtempSync(join(tmpdir(), 'wardline-bench-'));
  const file = join(folder, 'time');
  try {
    const timed = ['-c', `${core}`, '/usr/bin/time', '-o', file, '-f', '%e %U %S %M', ...command];
    const { status, stderr } = spawnSync('taskset', timed, { stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' });
    if (status !== 0) throw new Error(`${command.join(' ')} ended with ${status}: ${stderr.slice(-400)}`);
    const [wall = 0, user = 0, system = 0, kib = 0] = readFileSync(file, 'utf8').trim().split(/\s+/).map(Number);
    return { wall, cpu: user + system, mib: kib / 1024 };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Runs both in turn, A B A B, so that whatever else the machine does befalls both. */
export function compare(ours: Command, theirs: Command, pairs: number, core: number): Comparison {
  const runs = Array.from({ length: pairs }, () => ({ ours: run(ours, core), theirs: run(theirs, core) }));
  return {
    ours: medianCost(runs.map((pair) => pair.ours)),
    theirs: medianCost(runs.map((pair) => pair.theirs)),
    cpu: spread(runs.map((pair) => pair.ours.cpu / pair.theirs.cpu)),
    wall: spread(runs.map((pair) => pair.ours.wall / pair.theirs.wall)),
  };
}

export function medianCost(costs: readonly Cost[]): Cost {
  return {
    wall: spread(costs.map(({ wall }) => wall)).median,
    cpu: spread(costs.map(({ cpu }) => cpu)).median,
    mib: spread(costs.map(({ mib }) => mib)).median,
  };
}

export function spread(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (index: number) => sorted[index] ?? Number.NaN;
  return { median: at(sorted.length >> 1), least: at(0), most: at(sorted.length - 1) };
}
