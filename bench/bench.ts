/**
 * `npm run bench -- [--size full|small|FRACTION] [--record] [--mix NAME] [--peer TEXT] [--pairs N] [--core N] [--growth]`
 *
 * Measures `wardline analyze` against its peers on traffic made here, as ratios of processor time in paired runs. Full
 * sizes, and others with `--record`, are added to docs/performance-history.jsonl.
 */
import { parseArgs } from 'node:util';
import { ensureDebianPackages } from '../tools/debian.js';
import { assertEqualWork } from './equal-work.ts';
import { measureGrowth } from './growth.ts';
import { machine } from './machine.ts';
import { compare, run } from './measure.ts';
import { CACHE, peers, wardline } from './peers.ts';
import { printGrowth, printHead, printRow, record, type Row } from './report.ts';
import { makeCapture } from './traffic/generate.ts';
import { MIXES, type MixName } from './traffic/mixes.ts';

const { values } = parseArgs({
  options: {
    size: { type: 'string', default: 'full' },
    record: { type: 'boolean', default: false },
    mix: { type: 'string' },
    peer: { type: 'string', default: '' },
    pairs: { type: 'string', default: '5' },
    core: { type: 'string', default: '0' },
    growth: { type: 'boolean', default: false },
  },
});
// Only root can install the peers; to everybody else the table says which are not there.
if (process.getuid?.() === 0) ensureDebianPackages();
const scale = scaleOf(values.size);
const core = Number(values.core);
const chosen = peers().filter(({ name }) => name.includes(values.peer));

const { processor, cores, memoryMib, kernel, node, load } = machine();
console.log(`${processor}, ${cores} cores, ${memoryMib} MiB, Linux ${kernel}, Node ${node}, load ${load}`);
if (values.growth) measureGrowths();
else for (const name of mixes()) measureMix(name);

/** How much of the full traffic is made; a figure is of use where time is short, as in the history of one day. */
function scaleOf(size: string): number {
  const share = size === 'full' ? 1 : size === 'small' ? 0.05 : Number(size);
  if (share > 0 && share <= 1) return share;
  throw new Error(`--size is full, small or a fraction of 1, not ${size}`);
}

function mixes(): readonly MixName[] {
  const names = Object.keys(MIXES).filter((name): name is MixName => name in MIXES);
  return names.filter((name) => values.mix === undefined || name === values.mix);
}

function measureMix(name: MixName): void {
  const made = makeCapture(CACHE, name, scale);
  const size = `${made.packets} packets, ${(made.bytes / 1e6).toFixed(0)} MB, ${made.flows} talks`;
  assertEqualWork(made);
  console.log(`\n${name}: ${size}; everybody saw the same packets, conversations and messages`);
  printHead();
  run(wardline(made.file), core);
  const rows = chosen.map(({ name: peer, command, slow }): Row => {
    const pairs = slow ? Math.min(2, Number(values.pairs)) : Number(values.pairs);
    const comparison = command && compare(wardline(made.file), command(made.file), pairs, core);
    printRow({ peer, comparison }, made.packets);
    return { peer, comparison };
  });
  if (scale === 1 || values.record) record(made, Number(values.pairs), rows);
}

/** From a thousand to a million flows in two million packets, and the time of a small capture. */
function measureGrowths(): void {
  const flows = [1000, 10_000, 100_000, 1_000_000];
  const limit = peers().find(({ program }) => program === 'cc')?.command;
  if (limit) printGrowth('C loop', measureGrowth(limit, CACHE, flows, 2_000_000, core));
  printGrowth('wardline', measureGrowth(wardline, CACHE, flows, 2_000_000, core));
  const { wall } = run(wardline(makeCapture(CACHE, 'mixed', 0.0012).file), core);
  console.log(`analyze of a capture of 1 MB: ${wall.toFixed(2)} s`);
}
