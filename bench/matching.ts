/**
 * How long matching takes: ten thousand devices beside all advisories from nothing, then one changed advisory, then one changed device.
 *
 *     node tools/with-node.js bench/matching.ts FOLDER_OF_ADVISORIES DEVICES.jsonl
 */
import { readFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { readAdvisoryFiles } from '../src/vulnerability/csaf/read-advisory-files.ts';
import { Fleet } from '../src/vulnerability/match/fleet.ts';
import { Matcher } from '../src/vulnerability/match/matcher.ts';
import type { Subject } from '../src/vulnerability/match/subject.ts';
import { readSubjectLine } from '../src/vulnerability/match/subject-line.ts';

const DEVICES = 10_000;

const [folder, list] = process.argv.slice(2);
if (folder === undefined || list === undefined) throw new Error('Name a folder of advisories and a file of devices');

const lines = readFileSync(list, 'utf8').trimEnd().split('\n');
const known = lines.map((line, index) => readSubjectLine(line, index + 1).subject);
/** Each device of the list many times, in as many versions as there are models. */
const subjects: Subject[] = Array.from({ length: DEVICES }, (_, index) => {
  const subject = known[index % known.length] ?? {};
  return index < known.length ? subject : { ...subject, version: `${1 + (index % 7)}.${index % 31}.${index % 97}` };
});

const started = performance.now();
const matcher = new Matcher();
const advisories = [...readAdvisoryFiles([folder])].flatMap(({ advisory }) => advisory ?? []);
for (const advisory of advisories) matcher.put(advisory);
const loaded = performance.now();
let matches = 0;
for (const subject of subjects) matches += matcher.match(subject).length;
const matched = performance.now();

const fleet = new Fleet();
for (const [index, subject] of subjects.entries()) fleet.put(String(index), subject);
const changed = advisories.map((advisory) =>
  timeOf(() => {
    matcher.put(advisory);
    matcher.matchAdvisory(advisory.id, fleet);
  }),
);
/** Right after an advisory changed, when nothing is remembered. */
const device = subjects.slice(0, 500).map((subject, index) =>
  timeOf(() => {
    fleet.put(String(index), subject);
    matcher.match(subject);
  }),
);

console.log(`${advisories.length} advisories read in ${seconds(loaded - started)}`);
console.log(`${DEVICES} devices matched in ${seconds(matched - loaded)}: ${matches} matches`);
console.log(`from nothing: ${seconds(matched - started)}`);
console.log(`one changed advisory beside all devices: ${spread(changed)}`);
console.log(`one changed device beside all advisories: ${spread(device)}`);
console.log(
  `load of the machine: ${loadavg()
    .map((each) => each.toFixed(1))
    .join(' ')}`,
);

function timeOf(work: () => void): number {
  const before = performance.now();
  work();
  return performance.now() - before;
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(2)} s`;
}

function spread(times: readonly number[]): string {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): string => (sorted[Math.floor(share * (sorted.length - 1))] ?? 0).toFixed(1);
  return `median ${at(0.5)} ms, 95 % ${at(0.95)} ms, worst ${at(1)} ms`;
}
