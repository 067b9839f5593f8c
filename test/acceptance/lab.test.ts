/** The demo hospital, played afresh and as it is shipped: everybody found, nobody made up, no patient's word told. */
import { spawn, spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, onTestFinished, test } from 'vitest';
import { Random } from '../../bench/traffic/random.ts';
import { leaks, report, score, type Score } from '../../lab/score.ts';
import type { TruthDocument } from '../../lab/truth.ts';
import { AnalysisDocument } from '../../src/analysis/document.ts';
import { isKindOf } from '../../src/inventory/taxonomy.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const CAPTURE = 'hospital.pcap.gz';
const TRUTH = 'hospital.truth.json';
/** That the lab has at least. */
const HOSTS = 32;
/** The share of what the wire tells that must be known. */
const ATTRIBUTES = 0.95;
/** The share of facts that must be left when one packet in a hundred is lost. */
const KEPT = 0.95;
const LOST = 100;
/** Of a pcap file, and of each of its records; the length of what follows stands in the third word. */
const FILE_HEADER = 24;
const RECORD_HEADER = 16;

describe('the demo hospital', () => {
  test('played afresh, is understood and leaks nothing', () => {
    const folder = newFolder();
    const { pid, status, stderr } = node(['lab/hospital.ts', '--out', folder]);
    expect(status, stderr).toBe(0);
    expect(namespacesOf(pid)).toEqual([]);
    judge(folder);
    // What happens does not depend on who happens to be first; only versions of Debian's programs may differ.
    expect(outline(truthIn(folder))).toEqual(outline(truthIn(join(ROOT, 'lab', 'demo'))));
  });

  test('as it is shipped, is understood and leaks nothing', () => {
    judge(join(ROOT, 'lab', 'demo'));
  });

  test.each([1, 2, 3])('having lost a packet in a hundred, costs few facts and invents nobody, %d', (seed) => {
    const [shipped, folder] = [join(ROOT, 'lab', 'demo'), newFolder()];
    const capture = gunzipSync(readFileSync(join(shipped, CAPTURE)));
    writeFileSync(join(folder, CAPTURE), gzipSync(withoutSome(capture, new Random(seed))));
    writeFileSync(join(folder, TRUTH), readFileSync(join(shipped, TRUTH)));
    const [whole, lossy] = [scoreOf(shipped), scoreOf(folder)];
    console.log(report(lossy));
    expect(lossy.invented).toBe(0);
    for (const figure of ['hosts', 'attributes', 'flows'] as const) {
      expect(lossy[figure].right).toBeGreaterThanOrEqual(KEPT * whole[figure].right);
    }
    expect(factsOf(lossy)).toBeGreaterThanOrEqual(KEPT * factsOf(whole));
  });

  test('leaves nothing behind when it is interrupted', async () => {
    const lab = spawn(process.execPath, ['lab/hospital.ts', '--out', newFolder()], { cwd: ROOT, stdio: 'ignore' });
    const ended = new Promise<number | null>((resolve) => void lab.once('exit', resolve));
    while (namespacesOf(lab.pid).length < 5) await sleep(100);
    lab.kill('SIGINT');
    expect(await ended).toBe(130);
    expect(namespacesOf(lab.pid)).toEqual([]);
  });
});

function truthIn(folder: string): TruthDocument {
  return JSON.parse(readFileSync(join(folder, TRUTH), 'utf8'));
}

/** Who was there, what of each can be told, and who spoke with whom about whom. */
function outline({ scene, hosts, flows }: TruthDocument): object {
  const told = hosts.map(({ attributes, ...host }) => ({ ...host, told: attributes.map(({ name }) => name) }));
  return { scene, flows, told };
}

/** Scores what the product says of the hospital in a folder, and prints the figures and each miss. */
function judge(folder: string): void {
  const truth = truthIn(folder);
  const outputs = {
    json: analyze(folder, '--json'),
    text: analyze(folder),
    html: analyze(folder, '--html'),
  };
  const judged = score(truth, AnalysisDocument.parse(JSON.parse(outputs.json)), isKindOf);
  console.log(report(judged));
  expect(leaks(outputs, truth.canaries)).toEqual([]);
  expect(judged.hosts.of).toBeGreaterThanOrEqual(HOSTS);
  expect(judged.hosts.right).toBe(judged.hosts.of);
  expect(judged.invented).toBe(0);
  expect(judged.patients.right).toBe(judged.patients.of);
  expect(judged.items.right).toBe(judged.items.of);
  expect(judged.flows.right).toBe(judged.flows.of);
  expect(judged.attributes.right / judged.attributes.of).toBeGreaterThanOrEqual(ATTRIBUTES);
}

/** All that is right, of every kind. */
function factsOf({ hosts, attributes, flows, patients, items, actions }: Score): number {
  return [hosts, attributes, flows, patients, items, actions].reduce((sum, { right }) => sum + right, 0);
}

function scoreOf(folder: string): Score {
  return score(truthIn(folder), AnalysisDocument.parse(JSON.parse(analyze(folder, '--json'))), isKindOf);
}

/** The same capture as a switch that is too busy would have mirrored it. */
function withoutSome(capture: Buffer, random: Random): Buffer {
  const little = capture.readUInt32LE() === 0xa1b2c3d4 || capture.readUInt32LE() === 0xa1b23c4d;
  const kept = [capture.subarray(0, FILE_HEADER)];
  for (let at = FILE_HEADER; at < capture.length;) {
    const length = little ? capture.readUInt32LE(at + 8) : capture.readUInt32BE(at + 8);
    const next = at + RECORD_HEADER + length;
    if (random.below(LOST) > 0) kept.push(capture.subarray(at, next));
    at = next;
  }
  return Buffer.concat(kept);
}

/** What the command prints, on both outputs. */
function analyze(folder: string, ...options: readonly string[]): string {
  const { status, stdout, stderr } = node(['bin/wardline.js', 'analyze', ...options, join(folder, CAPTURE)]);
  expect(status, stderr).toBe(0);
  expect(leaks({ stderr }, ['CANARY'])).toEqual([]);
  return stdout;
}

function node(args: readonly string[]): SpawnSyncReturns<string> {
  return spawnSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8', maxBuffer: 1 << 28 });
}

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'wardline-lab-out-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The network namespaces that the lab with this process id has now. */
function namespacesOf(lab: number | undefined): string[] {
  const { stdout } = spawnSync('ip', ['netns', 'list'], { encoding: 'utf8' });
  return stdout.split('\n').filter((line) => line.startsWith(`wlab${lab}-`));
}
