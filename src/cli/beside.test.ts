/** `import`, `export` and `doctor` beside a running database. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { insertDevices } from '../asset/asset.samples.ts';
import { AppError } from '../lib/errors.ts';
import { freshDatabase, type TestDatabase } from '../platform/store/testing.ts';
import { type DevicesArguments, runDevices } from './devices.ts';
import { runDoctor } from './doctor.ts';
import { runExport } from './export.ts';
import { runImport, runUndo } from './import.ts';

let database: TestDatabase;
let folder: string;
let file: string;

beforeAll(async () => {
  database = await freshDatabase();
  folder = mkdtempSync(join(tmpdir(), 'wardline-cli-'));
  file = join(folder, 'equipment.csv');
  writeFileSync(file, 'Tag;Serial Number;Mfr;IP;Gerät\nA-1;77665544;B. Braun;10.20.1.99;Pumpe\nA-2;1;;;\n');
  await insertDevices(database.db, [
    { id: 'pump', name: 'Pump 7', manufacturer: 'B. Braun', serial: '77665544', addresses: ['10.20.1.7'] },
    { id: 'ct', name: 'CT 1', manufacturer: 'Siemens Healthineers', macs: ['00:01:e6:00:00:01'] },
  ]);
});
afterAll(async () => {
  await database.close();
  rmSync(folder, { recursive: true });
});
afterEach(() => vi.unstubAllEnvs());

test('a file is shown beside the network, applied, exported and taken back', async () => {
  const told = { file, apply: false, complete: false, map: ['Gerät=description'], json: false, data: folder };
  const shown = await printed(async () => runImport(told));
  expect(shown).toContain('1 of 2 rows is a device on the network');
  expect(shown).toMatch(/Gerät +Description +1 +Pumpe/);
  expect(shown).toMatch(/A-1 +Pump 7 +IP address +10\.20\.1\.99 +10\.20\.1\.7/);
  expect(shown).toMatch(/CT 1 +Siemens Healthineers/);
  expect(shown).toContain('Nothing was changed. Apply it with --apply.');
  expect(await assets()).toBe(0);
  const applied = JSON.parse(await printed(async () => runImport({ ...told, map: [], apply: true, json: true })));
  expect(applied).toMatchObject({ state: 'applied', summary: { effects: { new: 2 } } });
  expect(await assets()).toBe(2);
  const output = join(folder, 'out.csv');
  await runExport({ what: 'differences', json: false, output, data: folder });
  expect(
    await printed(async () => runExport({ what: 'devices', json: false, output: undefined, data: folder })),
  ).toContain('CT 1');
  expect(await printed(async () => runUndo({ json: false, data: folder }))).toContain('equipment.csv was taken back.');
  expect(await assets()).toBe(0);
  await expect(runUndo({ json: false, data: folder })).rejects.toThrow(/No file was applied/);
});

test.each([
  ['a file that is not there', 'nowhere.csv', [], /Cannot read/],
  ['a field that does not exist', 'equipment.csv', ['Tag=nonsense'], /--map takes COLUMN=FIELD/],
])('%s is told', async (_what, name, map, words) => {
  const told = { file: join(folder, name), apply: false, complete: false, map, json: false, data: folder };
  await expect(printed(async () => runImport(told))).rejects.toThrow(words);
});

test('where nothing runs, that is said with the next step', async () => {
  const told = { what: 'devices', json: false, output: undefined, data: folder } as const;
  const ended = runExport(told);
  await expect(ended).rejects.toThrow(AppError);
  await expect(ended).rejects.toThrow(/There is no Wardline in the data folder .*"wardline up"/);
});

test('devices are listed as a table, as CSV and as JSON, filtered as in the console', async () => {
  const told: DevicesArguments = {
    words: [],
    class: undefined,
    type: undefined,
    manufacturer: undefined,
    severity: undefined,
    ward: undefined,
    scope: 'local',
    sort: 'name',
    order: 'up',
    limit: undefined,
    json: false,
    csv: false,
    data: folder,
  };
  const shown = await printed(async () => runDevices(told));
  expect(shown).toMatch(
    /CT 1 +Infusion pump +Siemens Healthineers[^]*Pump 7 +Infusion pump +B\. Braun[^]*\n2 devices\n$/,
  );
  expect(await printed(async () => runDevices({ ...told, limit: 1 }))).toMatch(
    /\n1 of 2 devices; --all shows the others\n$/,
  );
  const csv = await printed(async () => runDevices({ ...told, words: ['pump'], csv: true }));
  expect(csv.split('\r\n')).toEqual([
    'id,name,class,type,manufacturer,model,serial,software,address,ward,owner,findings,worst,first,last',
    expect.stringMatching(/^pump,Pump 7,medical,infusion-pump,B\. Braun,,77665544,/),
    '',
  ]);
  const json: unknown = JSON.parse(await printed(async () => runDevices({ ...told, class: 'medical', json: true })));
  expect(json).toMatchObject([{ id: 'ct' }, { id: 'pump' }]);
  expect(await printed(async () => runDevices({ ...told, class: 'network' }))).toBe('No device fits.\n');
  await expect(runDevices({ ...told, class: 'nonsense' })).rejects.toThrow(/--class/);
  await expect(runDevices({ ...told, json: true, csv: true })).rejects.toThrow(/not both/);
});

test('doctor finds what is wrong and says the next step', async () => {
  const options = { data: folder, port: 1, certificate: join(folder, 'none.pem'), json: true };
  let wrong = false;
  const look = async () => printed(async () => void (wrong = await runDoctor(options)));
  const { findings } = JSON.parse(await look());
  expect(wrong).toBe(true);
  expect(findings).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ what: 'Packages', state: 'fine' }),
      expect.objectContaining({
        what: 'Database',
        state: 'fine',
        says: expect.stringMatching(/^PostgreSQL .* 2 devices$/),
      }),
      expect.objectContaining({ what: 'Wardline', state: 'note', next: 'Start it with "wardline up"' }),
      expect.objectContaining({ what: 'Sensors', state: 'note' }),
      expect.objectContaining({ what: 'Accounts', state: 'note' }),
      expect.objectContaining({ what: 'Certificate', state: 'trouble', says: expect.stringContaining('none.pem') }),
    ]),
  );
  await database.db
    .insertInto('sensor')
    .values({
      id: 's',
      kind: 'interface',
      name: 'nosuch0',
      state: 'down',
      trouble: 'There is no interface nosuch0.',
      restarts: 0,
      created: 0,
    })
    .execute();
  const text = await printed(async () => void (await runDoctor({ ...options, certificate: undefined, json: false })));
  expect(text).toMatch(/TROUBLE +Sensor nosuch0 +There is no interface nosuch0\.\n +→ Is the cable in/);
  expect(text).toMatch(/2 things are wrong\.\n$/);
});

const assets = async (): Promise<number> => (await database.db.selectFrom('asset').select('key').execute()).length;

/** What a command prints to standard output, with the database of this file. */
async function printed(command: () => Promise<void>): Promise<string> {
  vi.stubEnv('DATABASE_URL', database.url);
  let text = '';
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((chunk, ...rest) => {
    text += String(typeof chunk === 'string' ? chunk : Buffer.from(chunk));
    for (const done of rest) if (typeof done === 'function') done();
    return true;
  });
  try {
    await command();
  } finally {
    write.mockRestore();
  }
  return text;
}
