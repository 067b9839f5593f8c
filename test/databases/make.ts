/**
 * `node tools/with-node.js test/databases/make.ts`: makes `NNNN.backup` beside itself, a database as the release that is checked out
 * has it, and `NNNN.json`, the devices as that release lists them. NNNN is the number of its newest migration. Made once for each
 * schema that was shipped, and kept: `src/cli/older-database.test.ts` restores all of them with today's Wardline.
 *
 * All of it is made up: the demo hospital, read as a capture, and what people might have done with it: accounts, words, a merge and
 * its undo, approvals, wards, the list of a maintenance system, a saved view.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from '../../src/platform/auth/client.samples.ts';
import { MIGRATIONS } from '../../src/platform/store/migrations.ts';
import { wardline } from '../acceptance/command.ts';
import { startWardline } from '../acceptance/running.ts';

const DEMO = join(import.meta.dirname, '../../lab/demo/hospital.pcap.gz');
/** Seconds for which the list of devices must be the same to be whole. */
const STEADY = 8;

const number = Object.keys(MIGRATIONS).at(-1)?.slice(0, 4) ?? '';
const folder = mkdtempSync(join(tmpdir(), 'wardline-older-'));
const running = await startWardline(folder, [DEMO]);
try {
  const client = new Client(`${running.url.replace(/\/$/, '')}/`);
  const ask = async (method: string, path: string, body?: object): Promise<Record<string, unknown>> => {
    const { status, body: answer, text } = await client.ask(method, path, body);
    if (status >= 300) throw new Error(`${method} ${path}: ${status} ${text}`);
    return answer;
  };
  const secret = running.setupUrl?.split('#')[1];
  await ask('POST', '/links/redeem', { secret, name: 'Ada Example', login: 'ada', password: 'pelican-Lantern-42' });
  await ask('POST', '/accounts', { name: 'Ben Example', login: 'ben', role: 'viewer' });
  const ids = await devicesOf(ask);
  const [first = '', second = '', third = '', fourth = '', fifth = ''] = ids;
  await ask('PUT', `/devices/${first}/words/name`, { value: 'Pump at bed 4', reason: 'the label says so' });
  await ask('PUT', `/devices/${second}/words/ward`, { value: 'Ward 7', reason: '' });
  await ask('POST', '/devices/approve', { devices: [first, second, third] });
  await ask('PATCH', '/devices', { devices: [third, fourth], ward: 'Radiology', owner: 'Dr. Example' });
  await ask('POST', '/devices/merge', { devices: [fourth, fifth], note: 'one cart' });
  const { decisions } = await ask('GET', '/decisions?limit=50');
  const merge = Array.isArray(decisions) ? decisions.find(({ kind }) => kind === 'merge') : undefined;
  await ask('POST', `/decisions/${merge?.id}/undo`);
  await ask('POST', '/views', { name: 'Mine', query: 'search=pump' });
  const list = `Asset,Serial,Hostname,IP,Manufacturer,Model\nA-1,SN-0001,pump-4,10.20.0.11,Example,P1\nA-2,SN-0002,gone,10.99.0.9,Example,M1\n`;
  const file = await fetch(new URL('/api/imports?name=cmms.csv', running.url), {
    method: 'POST',
    headers: { 'wardline-request': '1', 'content-type': 'text/csv', cookie: client.cookie },
    body: list,
  });
  const imported: { id: string } = JSON.parse(await file.text());
  await ask('POST', `/imports/${imported.id}/apply`, {});
  await devicesOf(ask);
  const listed = await ask('GET', `/devices?limit=500&scope=local`);
  writeFileSync(
    join(import.meta.dirname, `${number}.json`),
    `${JSON.stringify({ devices: shownOf(listed) }, null, 1)}\n`,
  );
  const { code, stderr } = wardline(['db', 'backup', join(import.meta.dirname, `${number}.backup`), '--data', folder]);
  if (code !== 0) throw new Error(stderr);
} finally {
  await running.end();
  rmSync(folder, { recursive: true, force: true });
}

/** Devices on the hospital's own network, once no more come. */
async function devicesOf(ask: (method: string, path: string) => Promise<Record<string, unknown>>): Promise<string[]> {
  let last = '';
  for (let same = 0; same < STEADY; await sleep(1000)) {
    const { devices } = await ask('GET', `/devices?limit=500&scope=local`);
    const now = JSON.stringify(devices);
    same = now === last && Array.isArray(devices) && devices.length > 20 ? same + 1 : 0;
    last = now;
  }
  const devices: { id: string }[] = JSON.parse(last);
  return devices.map(({ id }) => id);
}

/** What stays the same however much later one looks. */
function shownOf({ devices }: Record<string, unknown>): object[] {
  const rows: Record<string, unknown>[] = Array.isArray(devices) ? devices : [];
  return rows
    .map((row) => Object.fromEntries(Object.entries(row).filter(([key]) => key !== 'presence')))
    .toSorted((a, b) => (String(a['id']) < String(b['id']) ? -1 : 1));
}
