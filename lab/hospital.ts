/**
 * The demo hospital: `node lab/hospital.ts --out DIR` plays a morning of a hospital with real software in network
 * namespaces, and writes `hospital.pcap.gz` and the truth about it, `hospital.truth.json`.
 *
 * Needs Linux, root, and the Debian packages of `tools/debian-packages.txt`. No packet leaves the machine.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { constants, gzipSync } from 'node:zlib';
import { Building } from './building.ts';
import { canaries } from './patients.ts';
import { type HostName, hosts } from './scenes/hartley.ts';
import { Morning } from './scenes/morning.ts';
import { Truth, writeTruth } from './truth.ts';

/** The whole must be over by then; it takes about half a minute. */
const DEADLINE = 300_000;

const { values } = parseArgs({ options: { out: { type: 'string' }, keep: { type: 'boolean', default: false } } });
if (values.out === undefined) {
  console.error('usage: node lab/hospital.ts --out DIR [--keep]');
  process.exitCode = 2;
} else {
  await playHospital(values.out, values.keep);
}

/** Whatever happens, everything is taken down again before this is over. */
async function playHospital(out: string, keep: boolean): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'wardline-lab-'));
  const building = new Building<HostName>();
  const interruption = Promise.withResolvers<string>();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, interruption.resolve);
  const deadline = setTimeout(() => interruption.resolve('too late'), DEADLINE);
  const played = record(building, folder, out);
  try {
    const why = await Promise.race([played, interruption.promise]);
    if (why === undefined) return;
    console.error(`${why}: taking the hospital down`);
    process.exitCode = why === 'too late' ? 1 : 130;
  } finally {
    clearTimeout(deadline);
    await building.close();
    // An interrupted scene fails now, because its hosts are gone: that is no news.
    if (process.exitCode !== undefined) await played.catch(() => undefined);
    if (keep) console.error(`logs and configurations: ${folder}`);
    else rmSync(folder, { recursive: true, force: true });
  }
}

async function record(building: Building<HostName>, folder: string, out: string): Promise<void> {
  const truth = new Truth();
  const capture = join(folder, 'hospital.pcap');
  const step = stopwatch();
  await building.open(hosts, 'router', truth, folder, async () => await building.network.startCapture(capture));
  step('built');
  const morning = new Morning(building, truth, folder);
  await morning.prepare();
  step('servers started');
  await morning.play();
  await building.network.stopCapture();
  step('played');
  mkdirSync(out, { recursive: true });
  const packed = gzipSync(readFileSync(capture), { level: constants.Z_BEST_COMPRESSION });
  writeFileSync(join(out, 'hospital.pcap.gz'), packed);
  writeTruth(join(out, 'hospital.truth.json'), truth.document('hartley/morning', canaries));
  step(`written, ${Math.ceil(packed.length / 1024)} KiB`);
}

function stopwatch(): (what: string) => void {
  const begin = performance.now();
  return (what) => console.error(`${((performance.now() - begin) / 1000).toFixed(1).padStart(5)} s  ${what}`);
}
