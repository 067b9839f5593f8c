/** How measurements are printed, and kept. */
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Growth } from './growth.ts';
import { commit, machine } from './machine.ts';
import type { Comparison, Cost, Spread } from './measure.ts';
import type { Made } from './traffic/generate.ts';

const HISTORY = join(import.meta.dirname, '..', 'docs', 'performance-history.jsonl');

/** One peer's line: undefined figures where it is not installed. */
export interface Row {
  readonly peer: string;
  readonly comparison: Comparison | undefined;
}

export const COLUMNS = [
  ['peer', 24],
  ['cpu, ours / theirs', 24],
  ['wall', 8],
  ['ours s', 9],
  ['theirs s', 10],
  ['ours kpps', 11],
  ['theirs kpps', 13],
  ['ours MiB', 10],
  ['theirs MiB', 12],
] as const;

export const printHead = (): void => console.log(line(COLUMNS.map(([name]) => name)));

export function printRow({ peer, comparison }: Row, packets: number): void {
  if (comparison === undefined) return console.log(line([peer, 'not installed']));
  const { ours, theirs, cpu, wall } = comparison;
  const speed = (cost: Cost) => (packets / cost.cpu / 1000).toFixed(0);
  const costs = [ours.cpu.toFixed(2), theirs.cpu.toFixed(2), speed(ours), speed(theirs)];
  console.log(line([peer, range(cpu), wall.median.toFixed(2), ...costs, ours.mib.toFixed(0), theirs.mib.toFixed(0)]));
}

export function printGrowth(who: string, growth: readonly Growth[]): void {
  for (const { flows, microseconds, bytesPerFlow, mib } of growth) {
    const memory = `${bytesPerFlow} B a flow, ${mib.toFixed(0)} MiB`;
    console.log(`${who}, ${flows} random flows: ${microseconds.toFixed(3)} µs a packet, ${memory}`);
  }
}

const range = ({ median, least, most }: Spread): string =>
  `${median.toFixed(3)} (${least.toFixed(3)}-${most.toFixed(3)})`;

/** The first cell to the left, the others to the right. */
const line = (cells: readonly string[]): string =>
  cells.map((cell, at) => (at === 0 ? cell.padEnd(COLUMNS[0][1]) : cell.padStart(COLUMNS[at]?.[1] ?? 0))).join('');

/** Adds a line to the history that `docs/performance.md` speaks about. */
export function record(made: Made, pairs: number, rows: readonly Row[]): void {
  const { file: _file, ...traffic } = made;
  const entry = { at: new Date().toISOString(), commit: commit(), machine: machine(), traffic, pairs, rows };
  appendFileSync(HISTORY, `${JSON.stringify(entry)}\n`);
}
