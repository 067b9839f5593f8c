/** `npm start` on a machine of its own: from nothing to the demo hospital, again and again, whatever was killed in between. */
import { spawnSync } from 'node:child_process';
import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { z } from 'zod';
import { AnalysisDocument } from '../../src/analysis/document.ts';
import { listDevices } from '../../src/inventory/inventory.contract.ts';
import { wardline } from './command.ts';
import { refusal, type Running, startWardline } from './running.ts';

const DEMO = join(import.meta.dirname, '../../lab/demo/hospital.pcap.gz');
const NOBODY = 65_534;
const Listed = z.array(z.object({ id: z.string() }));
const AS_USER = ['setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups', '--'];

const folders: string[] = [];
const started: Running[] = [];
afterEach(async () => {
  for (const running of started.splice(0)) await running.killAll();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function dataFolder(owner = 0): string {
  const folder = mkdtempSync(join(tmpdir(), 'wardline-up-'));
  if (owner !== 0) chownSync(folder, owner, owner);
  folders.push(folder);
  return folder;
}

async function start(...args: Parameters<typeof startWardline>): Promise<Running> {
  const running = await startWardline(...args);
  started.push(running);
  return running;
}

const recorded = AnalysisDocument.parse(JSON.parse(wardline(['analyze', DEMO, '--json']).stdout));
const LOCAL = recorded.devices.filter(({ scope }) => scope === 'local').length;

/** Waits until the demo's devices are there, all of them and no others. */
async function seesDemo(running: Running): Promise<void> {
  let seen = -1;
  for (const until = Date.now() + 120_000; seen !== LOCAL && Date.now() < until; await sleep(500)) {
    seen = listDevices.output.parse(await running.json('/api/devices?scope=local&limit=1')).total;
  }
  expect(seen).toBe(LOCAL);
  expect(await running.json('/api/demo')).toEqual({ playing: true, empty: false });
}

function expectRefusal({ code, said }: Awaited<ReturnType<typeof refusal>>, wanted: number, words: string): void {
  expect(said).toContain(words);
  expect(code).toBe(wanted);
}

test.for([
  ['root', 0, []],
  ['an ordinary user', NOBODY, AS_USER],
] as const)('as %s: the demo hospital, twice in a row and after everything was killed', async ([, owner, wrapper]) => {
  const data = dataFolder(owner);
  const first = await start(data, [], wrapper);
  await seesDemo(first);
  expect(await first.end()).toBe(0);
  const second = await start(data, [], wrapper);
  await seesDemo(second);
  await second.killAll();
  const third = await start(data, [], wrapper);
  await seesDemo(third);
  expect(await third.end()).toBe(0);
});

test('a capture takes the place of the demo, and nothing of the demo is left', async () => {
  const data = dataFolder();
  const demo = await start(data);
  await seesDemo(demo);
  expect(await demo.end()).toBe(0);
  const capture = join(dataFolder(), 'small.pcap');
  spawnSync('tshark', ['-r', DEMO, '-c', '40', '-F', 'pcap', '-w', capture]);
  const few = AnalysisDocument.parse(JSON.parse(wardline(['analyze', capture, '--json']).stdout)).devices;
  expect(few.length).toBeLessThan(recorded.devices.length);
  const real = await start(data, [capture]);
  for (const until = Date.now() + 60_000; !real.said().includes('Read ') && Date.now() < until;) await sleep(200);
  expect(real.said()).toContain(`Read ${capture}.`);
  // There is no account yet, and what is shown is no demo: whoever wants to see it makes an account first.
  expect((await fetch(new URL('/api/devices', real.url))).status).toBe(401);
  const listed = () =>
    Listed.parse(JSON.parse(wardline(['devices', '--json', '--data', data]).stdout)).map(({ id }) => id);
  for (const until = Date.now() + 60_000; listed().length < few.length && Date.now() < until;) await sleep(500);
  expect(listed().toSorted()).toEqual(few.map(({ id }) => id).toSorted());
});

test('a port that is taken, and a data folder that is in use', async () => {
  const holder = createServer().listen(0, '127.0.0.1');
  await once(holder, 'listening');
  const address = holder.address();
  const port = typeof address === 'object' && address !== null ? String(address.port) : '';
  expectRefusal(await refusal(dataFolder(), ['--port', port]), 1, `Port ${port} is taken: give another with --port`);
  holder.close();
  const data = dataFolder();
  const running = await start(data);
  const second = await refusal(data);
  expect(second.code).toBe(1);
  expect(second.said).toMatch(
    new RegExp(`Another Wardline \\(process ${running.pid}\\b.*uses the data folder ${data}`),
  );
});

test('servers and addresses that cannot be', async () => {
  const unknown = await refusal(dataFolder(), [], [], { DATABASE_URL: 'mysql://localhost/x' });
  expectRefusal(unknown, 2, 'DATABASE_URL is not the address of a PostgreSQL');
  const open = await refusal(dataFolder(), ['--host', '0.0.0.0']);
  expectRefusal(open, 2, 'give --tls-cert and --tls-key');
  const half = await refusal(dataFolder(), ['--tls-cert', 'x.pem']);
  expectRefusal(half, 2, 'needs both --tls-cert and --tls-key');
  const missing = await refusal(dataFolder(), ['/does/not/exist.pcap']);
  expectRefusal(missing, 2, '/does/not/exist.pcap does not exist');
});

test('a data folder that may not be written, is full, or is damaged', async () => {
  const locked = dataFolder();
  expectRefusal(await refusal(join(locked, 'x'), [], AS_USER), 2, 'may not write to the data folder');
  const full = dataFolder();
  spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', full]);
  try {
    expectRefusal(await refusal(full), 1, 'is full');
  } finally {
    spawnSync('umount', [full]);
  }
  const damaged = dataFolder();
  const running = await start(damaged);
  expect(await running.end()).toBe(0);
  rmSync(join(damaged, 'postgres', 'PG_VERSION'));
  const { code, said } = await refusal(damaged);
  expect(code).toBe(1);
  expect(said).toMatch(/is not a whole PostgreSQL data folder.*Nothing was changed in it.*wardline db restore/s);
});
