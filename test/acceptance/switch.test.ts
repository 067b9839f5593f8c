/** A real SNMP agent, dressed as a switch, asked where devices are plugged in: by both versions, through a move, and when it refuses. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Access, DressedSwitch, type SwitchDress } from '../../lab/software/switch.ts';
import { freshDatabase, type TestDatabase } from '../../src/platform/store/testing.ts';
import { askSwitch } from '../../src/switch/ask.ts';
import type { Credentials } from '../../src/switch/credentials.ts';
import { startPolling } from '../../src/switch/poll.ts';
import { openSeal } from '../../src/switch/seal.ts';
import { insertSwitch, selectPorts, selectSwitch } from '../../src/switch/switch.store.ts';
import { freePort } from './free-port.ts';

const ACCESS: Access = {
  community: 'ward-3',
  user: 'wardline',
  authKey: 'auth-pass-phrase',
  privacyKey: 'priv-pass-phrase',
};
const V2: Credentials = { version: '2c', community: ACCESS.community };
const V3: Credentials = {
  version: '3',
  user: ACCESS.user,
  level: 'authPriv',
  auth: 'sha256',
  authKey: ACCESS.authKey,
  privacy: 'aes',
  privacyKey: ACCESS.privacyKey,
};
const PUMP = '00:03:b1:00:00:01';
const MONITOR = '00:09:fb:00:00:02';
const FAR = '00:1b:21:00:00:03';
const DRESS: SwitchDress = {
  name: 'sw-ward-3',
  description: 'A switch of the lab',
  ports: [{ name: 'Gi1/0/1', alias: 'Bed 1' }, { name: 'Gi1/0/2' }, { name: 'Gi1/0/24', alias: 'Uplink' }],
  learned: [
    { mac: PUMP, port: 1, vlan: 30 },
    { mac: MONITOR, port: 2, vlan: 31 },
    { mac: FAR, port: 3, vlan: 30 },
  ],
  arp: [{ mac: PUMP, address: '10.20.30.1' }],
  neighbours: [{ port: 3, name: 'sw-core' }],
};

let folder: string;
let port: number;
let agent: DressedSwitch;
let database: TestDatabase;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'wardline-switch-'));
  port = await freePort();
  agent = await DressedSwitch.start(folder, port, ACCESS, DRESS);
  database = await freshDatabase();
});
afterAll(async () => {
  await agent.stop();
  await database.close();
  rmSync(folder, { recursive: true });
});

test.each([
  ['2c', V2],
  ['3 with SHA-256 and AES', V3],
])('SNMP version %s tells ports, uplinks and addresses', async (_version, credentials) => {
  expect(await askSwitch({ address: '127.0.0.1', port, credentials })).toEqual({
    name: 'sw-ward-3',
    description: 'A switch of the lab',
    macs: 3,
    ports: [
      { port: 'Gi1/0/1', name: 'Bed 1', uplink: null },
      { port: 'Gi1/0/24', name: 'Uplink', uplink: 'sw-core is behind it' },
      { port: 'Gi1/0/2', name: null, uplink: null },
    ],
    attachments: [
      { mac: PUMP, port: 'Gi1/0/1', vlan: 30 },
      { mac: MONITOR, port: 'Gi1/0/2', vlan: 31 },
    ],
    addresses: expect.arrayContaining([{ mac: PUMP, address: '10.20.30.1' }]),
  });
});

test.each([
  ['a wrong community', { ...V2, community: 'wrong' }, /does not answer.*silent to a wrong one/],
  ['an unknown user', { ...V3, user: 'nobody' }, /does not know the user/],
  ['a wrong pass phrase', { ...V3, authKey: 'not-the-pass-phrase' }, /authentication/],
  ['a wrong key of privacy', { ...V3, privacyKey: 'not-the-pass-phrase' }, /./],
])('%s is told in words, without what was sent', async (_what, credentials, words) => {
  const asking = askSwitch({ address: '127.0.0.1', port, credentials });
  await expect(asking).rejects.toThrow(words);
  await asking.catch((error: unknown) => {
    for (const secret of [ACCESS.authKey, ACCESS.privacyKey, 'not-the-pass-phrase', ACCESS.community]) {
      expect(String(error)).not.toContain(secret);
    }
  });
});

test('what stays is extended, what moves is history, and credentials are nowhere in the database', async () => {
  const { db } = database;
  const seal = await openSeal(join(folder, 'seal.key'));
  const row = { id: 'sw', address: '127.0.0.1', port, interval: 600, created: 0, by: 'nurse', user_name: ACCESS.user };
  await insertSwitch(db, { ...row, version: '3', credentials: seal.seal(V3) });
  const bugs: Error[] = [];
  const poller = startPolling({ db, seal, onBug: (error) => bugs.push(error), every: 100 });
  try {
    // It is due at once; nobody has to say so.
    while ((await selectSwitch(db, 'sw')).polled === null) await new Promise((resolve) => setTimeout(resolve, 50));
    await poller.poll('sw');
    agent.change({ ...DRESS, learned: [{ mac: PUMP, port: 2, vlan: 31 }, ...DRESS.learned.slice(1)] });
    await poller.poll('sw');
  } finally {
    await poller.stop();
  }
  expect(bugs).toEqual([]);
  const history = await db.selectFrom('attachment').selectAll().where('mac', '=', PUMP).orderBy('id').execute();
  expect(history.map((one) => [one.port, one.port_name, one.vlan, one.first < one.last])).toEqual([
    ['Gi1/0/1', 'Bed 1', 30, true],
    ['Gi1/0/2', null, 31, false],
  ]);
  const { attached } = await selectPorts(db, 'sw');
  expect(attached.get('Gi1/0/2')?.map(({ mac }) => mac)).toEqual([PUMP, MONITOR]);
  expect(await selectSwitch(db, 'sw')).toMatchObject({ name: 'sw-ward-3', trouble: null, macs: 3, ports: 1 });
  const stored = await db.selectFrom('switch').selectAll().executeTakeFirstOrThrow();
  const bytes = Buffer.concat([stored.credentials ?? Buffer.alloc(0), Buffer.from(JSON.stringify(stored))]);
  for (const secret of [ACCESS.authKey, ACCESS.privacyKey]) expect(bytes.includes(secret)).toBe(false);
});
