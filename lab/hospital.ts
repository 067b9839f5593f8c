/**
 * The demo hospital: `node lab/hospital.ts --out DIR` plays the scenes of a hospital's day with real software in network
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
import { castOf } from './cast.ts';
import { loadScenes, type NamedScene } from './scene.ts';
import { Stage } from './stage.ts';
import { Truth, writeTruth } from './truth.ts';

/** The whole must be over by then; it takes less than one on a quiet machine. */
const DEADLINE = 1_200_000;

const { values } = parseArgs({
  options: {
    out: { type: 'string' },
    scenes: { type: 'string', default: '' },
    keep: { type: 'boolean', default: false },
  },
});
if (values.out === undefined) {
  console.error('usage: node lab/hospital.ts --out DIR [--scenes NAME,NAME] [--keep]');
  process.exitCode = 2;
} else {
  const scenes = values.scenes.split(',').filter((name) => name !== '');
  await playHospital(values.out, scenes, values.keep);
}

/** Whatever happens, everything is taken down again before this is over. */
async function playHospital(out: string, scenes: readonly string[], keep: boolean): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'wardline-lab-'));
  const building = new Building();
  const interruption = Promise.withResolvers<string>();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, interruption.resolve);
  const deadline = setTimeout(() => interruption.resolve('too late'), DEADLINE);
  const played = record(building, scenes, folder, out);
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

async function record(building: Building, names: readonly string[], folder: string, out: string): Promise<void> {
  const truth = new Truth();
  const capture = join(folder, 'hospital.pcap');
  const step = stopwatch();
  const scenes = await loadScenes(names);
  const cast = castOf(scenes);
  await building.open(cast, 'router', truth, folder, async () => await building.network.startCapture(capture));
  step('built');
  const stage = new Stage(building, cast, truth, folder);
  await inOrder(scenes, async ({ prepare }) => await prepare(stage));
  step('servers started');
  await stage.wakeUp();
  await inOrder(scenes, async ({ name, play }) => {
    await play(stage);
    step(name);
  });
  await building.network.stopCapture();
  mkdirSync(out, { recursive: true });
  const packed = gzipSync(readFileSync(capture), { level: constants.Z_BEST_COMPRESSION });
  writeFileSync(join(out, 'hospital.pcap.gz'), packed);
  writeTruth(
    join(out, 'hospital.truth.json'),
    truth.document(`hartley/${scenes.map(({ name }) => name).join('+')}`, canaries),
  );
  step(`written, ${Math.ceil(packed.length / 1024)} KiB`);
}

/** Each scene as soon as those that it needs are done. No two scenes let the same host speak to the same port of another. */
async function inOrder(scenes: readonly NamedScene[], act: (scene: NamedScene) => Promise<void>): Promise<void> {
  const done = new Map<string, Promise<void>>();
  for (const scene of scenes) {
    const before = Promise.all(scene.needs.flatMap((need) => done.get(need) ?? []));
    done.set(
      scene.name,
      before.then(async () => await act(scene)),
    );
  }
  await Promise.all(done.values());
}

function stopwatch(): (what: string) => void {
  const begin = performance.now();
  return (what) => console.error(`${((performance.now() - begin) / 1000).toFixed(1).padStart(5)} s  ${what}`);
}
