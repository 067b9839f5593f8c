import { array, assert, asyncProperty, constantFrom, integer, record, string } from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { type Actor, type Endpoint, FileAnswer, type Route } from '../platform/http/endpoint.ts';
import { freshDatabase, type TestDatabase } from '../platform/store/testing.ts';
import { listDevices } from '../inventory/inventory.contract.ts';
import { readDeviceOrder } from '../inventory/store/device-rows.ts';
import * as contract from './asset.contract.ts';
import { assetRoutes } from './asset.routes.ts';
import { insertDevices, sending, takeWords } from './asset.samples.ts';

let database: TestDatabase;
let routes: Route[];

beforeAll(async () => {
  database = await freshDatabase();
  routes = assetRoutes(database.db, { renewDevice: takeWords });
});
afterAll(async () => database.close());

const ACTOR: Actor = { account: 'nurse', name: 'A nurse', role: 'admin', permissions: new Set() };
const MOMENT = { now: Date.now() * 1000, watched: false };
const TABLES = [
  'device_alias',
  'import',
  'import_mapping',
  'asset',
  'belief',
  'word',
  'change',
  'device',
  'device_document',
] as const;

beforeEach(async () => {
  for (const table of TABLES) await database.db.deleteFrom(table).execute();
  await insertDevices(database.db, [
    {
      id: 'pump',
      macs: ['00:03:b1:00:00:01'],
      addresses: ['10.20.1.7'],
      names: ['pump-7'],
      manufacturer: 'B. Braun',
      model: 'Infusomat Space',
      serial: '0077665',
      software: '2.1',
    },
    { id: 'ct', manufacturer: 'Siemens Healthineers', model: 'SOMATOM', serial: 'CT-4711-A', addresses: ['10.20.1.8'] },
    { id: 'monitor', macs: ['00:03:b1:00:00:09'], names: ['monitor-9'] },
    { id: 'printer', class: 'it', macs: ['00:03:b1:00:00:0a'] },
  ]);
});

const FILE = [
  'Equipment list',
  'Tag;Serial Number;Mfr;Model;MAC;IP;Dept;Patient Name',
  'A-1;77665;B.Braun Melsungen AG;Infusomat;0003.b100.0001;DHCP;ICU;CANARY',
  'A-2;CT-4711-A;SIEMENS HEALTHCARE;SOMATOM Force;;10.20.1.99;Radiology;CANARY',
  'A-3;55443322;Philips;MX40;;;;CANARY',
  'A-4;;;;;10.20.1.7;;CANARY',
  ';;;;;;;',
  'A-1;;;;;;;',
].join('\r\n');

test('a file is compared with the network, and nothing is changed', async () => {
  const read = await send(FILE);
  expect(read.columns.map(({ name, field }) => [name, field])).toEqual([
    ['Tag', 'asset'],
    ['Serial Number', 'serial'],
    ['Mfr', 'manufacturer'],
    ['Model', 'model'],
    ['MAC', 'mac'],
    ['IP', 'address'],
    ['Dept', 'department'],
    ['Patient Name', null],
  ]);
  expect(read.summary).toMatchObject({
    rows: 4,
    matched: 1,
    conflict: 1,
    onlyThere: 1,
    ambiguous: 1,
    onlyHere: 2,
    onlyHereMedical: 1,
    differing: [{ field: 'address', count: 1 }],
    skippedRows: 2,
  });
  expect(read.sentence).toBe(
    '2 of 4 rows are devices on the network, 1 of them contradicts what was seen, 1 needs a decision, 1 was never seen. 2 devices on the network are not in the file, 1 of them medical. Nothing is changed before you apply it.',
  );
  const rows = await rowsOf(read.id);
  expect(rows.map(({ line, state, device, because }) => [line, state, device?.id ?? null, because])).toEqual([
    [3, 'matched', 'pump', 'same MAC address 00:03:b1:00:00:01, same serial number 77665 and maker, same product'],
    [4, 'conflict', 'ct', 'same serial number CT-4711-A and maker, same product'],
    [5, 'only-there', null, null],
    [6, 'ambiguous', null, null],
  ]);
  expect(rows[1]?.comparisons[0]).toEqual({
    field: 'address',
    theirs: '10.20.1.99',
    ours: '10.20.1.8',
    state: 'differs',
    because: 'It sent packets from there',
    word: null,
  });
  const { devices } = await ask(contract.listOnlyHere, { id: read.id });
  expect(devices.map(({ device }) => device.id)).toEqual(['monitor', 'printer']);
  expect(await database.db.selectFrom('asset').selectAll().execute()).toEqual([]);
});

test('what is in a column about patients is nowhere in the database', async () => {
  await ask(contract.applyImport, { id: (await send(FILE)).id });
  for (const table of ['import', 'import_row', 'asset'] as const) {
    expect(JSON.stringify(await database.db.selectFrom(table).selectAll().execute())).not.toContain('CANARY');
  }
});

test('applying twice is applying once, and the same file again is nothing to do', async () => {
  const { id } = await send(FILE);
  const applied = await ask(contract.applyImport, { id });
  const before = await allAssets();
  expect(before).toHaveLength(4);
  expect(await ask(contract.applyImport, { id })).toEqual(applied);
  const again = await send(FILE);
  expect(again.sentence).toBe('Nothing to do: all of this was applied before.');
  expect(again.summary.effects).toEqual({ new: 0, changed: 0, same: 4 });
  await ask(contract.applyImport, { id: again.id });
  expect(await allAssets()).toEqual(before);
});

test('a device is found by its number in that system, for as long as an import says so', async () => {
  expect(await foundBy('a-1')).toEqual([]);
  const { id } = await send(FILE);
  await ask(contract.applyImport, { id });
  expect(await foundBy('a-1')).toEqual(['pump']);
  expect(await foundBy('A-2')).toEqual(['ct']);
  expect(await foundBy('a-1 nothing')).toEqual([]);
  expect(await foundBy('a_1')).toEqual([]);
  await ask(contract.undoImport, { id });
  expect(await foundBy('a-1')).toEqual([]);
});

test('undo puts back what was there before, the last import first', async () => {
  const first = await send(FILE);
  await ask(contract.applyImport, { id: first.id, believe: ['department'] });
  const before = await allAssets();
  expect(await wards()).toEqual({ ct: 'Radiology', pump: 'ICU' });
  const second = await send('Tag,Serial Number,Dept\nA-1,77665,Theatre\nB-9,99887766,Theatre\n');
  expect(second.summary).toMatchObject({ effects: { new: 1, changed: 1, same: 0 }, gone: 3 });
  await ask(contract.applyImport, { id: second.id, complete: true });
  expect((await allAssets()).map(({ key }) => key)).toEqual(['A-1', 'B-9']);
  await expect(ask(contract.undoImport, { id: first.id })).rejects.toThrow(/undo that one first/);
  expect((await ask(contract.undoImport, { id: second.id })).state).toBe('undone');
  expect(await allAssets()).toEqual(before);
  await ask(contract.undoImport, { id: first.id });
  expect(await allAssets()).toEqual([]);
  expect(await wards()).toEqual({});
});

test('a person says which device an ambiguous row is, and is asked no more', async () => {
  const { id } = await send(FILE);
  const row = await ask(contract.chooseDevice, { id, line: 6, device: 'monitor' });
  expect(row).toMatchObject({ state: 'matched', chosen: true, because: 'a person said so' });
  await ask(contract.applyImport, { id });
  const again = await send(FILE);
  expect(again.summary.ambiguous).toBe(0);
  expect((await rowsOf(again.id))[3]?.device?.id).toBe('monitor');
  await expect(ask(contract.chooseDevice, { id, line: 6, device: 'monitor' })).rejects.toThrow(/was applied/);
});

test('what a device was called before still leads to it, however often it became part of another', async () => {
  await ask(contract.applyImport, { id: (await send(FILE)).id });
  await database.db.deleteFrom('device').where('id', '=', 'pump').execute();
  await database.db.deleteFrom('device_document').where('device', '=', 'pump').execute();
  await database.db
    .insertInto('device_alias')
    .values([
      { old: 'pump', device: 'between', at: 0 },
      { old: 'between', device: 'monitor', at: 0 },
    ])
    .execute();
  expect((await ask(contract.getAsset, { id: 'pump' })).assets.map(({ key }) => key)).toEqual(['A-1']);
  expect((await ask(contract.getAsset, { id: 'monitor' })).assets.map(({ key }) => key)).toEqual(['A-1']);
  expect(await download('assets')).toMatch(/^A-1,.*,monitor,/m);
  const again = await rowsOf((await send(FILE)).id);
  expect(again[0]).toMatchObject({ key: 'A-1', device: { id: 'monitor' } });
});

test('a person decides whom to believe: their word stands, the contradiction is settled, and both can be taken back', async () => {
  const text = 'Tag,Serial Number,Mfr,MAC\nA-1,99999123,B. Braun,00:03:b1:00:00:01\n';
  const { id, summary } = await send(text);
  expect(summary).toMatchObject({ conflict: 1, differing: [{ field: 'serial', count: 1 }] });
  await ask(contract.applyImport, { id });
  const serial = async () => {
    const { assets } = await ask(contract.getAsset, { id: 'pump' });
    return assets[0]?.comparisons.find(({ field }) => field === 'serial');
  };
  await ask(contract.believe, { id: 'pump', field: 'serial', whom: 'cmms' });
  expect(await serial()).toMatchObject({ ours: '99999123', state: 'same', word: 'cmms', because: 'nurse said so' });
  await ask(contract.believe, { id: 'pump', field: 'serial', whom: 'network' });
  expect(await serial()).toMatchObject({ ours: '0077665', state: 'differs', word: 'network' });
  expect((await send(text)).summary).toMatchObject({ matched: 1, conflict: 0 });
  await ask(contract.believe, { id: 'pump', field: 'serial', whom: 'nobody' });
  expect(await serial()).toMatchObject({ ours: '0077665', state: 'differs', word: null });
  await expect(ask(contract.believe, { id: 'pump', field: 'mac', whom: 'cmms' })).rejects.toThrow(/nothing to decide/);
  const changes = await database.db.selectFrom('change').select(['field', 'before', 'after']).orderBy('id').execute();
  expect(changes[0]).toEqual({ field: 'serial', before: '0077665', after: '99999123' });
});

test('what a person says of columns is remembered for files with the same columns', async () => {
  const text = 'Tag,Foo\nA-1,ICU\n';
  const mapped = await send(text, { Foo: 'department' });
  expect(mapped.columns[1]).toMatchObject({ field: 'department', guessed: false });
  expect((await send('Foo,Tag\nWard 3,A-2\n')).columns[0]).toMatchObject({ field: 'department', guessed: false });
  await expect(send(text, { Foo: 'nonsense' })).rejects.toThrow(/mapping/);
});

test('the write-back file has what that system lacks or has otherwise, under its own headings', async () => {
  await ask(contract.applyImport, { id: (await send(FILE)).id });
  const lines = (await download('differences')).split('\r\n');
  expect(lines[0]).toBe(
    '\ufeffTag,Serial Number,Mfr,Model,Dept,Owner,MAC,IP,Host name,UDI,Software version,Operating system,Wardline device,Last seen by Wardline',
  );
  expect(lines.slice(1)).toEqual([
    'A-2,,,,,,,10.20.1.8,,,,,ct,2023-11-14T22:13:20.000000Z',
    'A-1,,,,,,,10.20.1.7,pump-7,,2.1,,pump,2023-11-14T22:13:20.000000Z',
    '',
  ]);
  const parsed = z.array(z.object({ device: z.string() })).parse(JSON.parse(await download('differences', 'json')));
  expect(parsed.map(({ device }) => device)).toEqual(['ct', 'pump']);
});

test('nothing in an export is taken for a formula, and it comes back as it was', async () => {
  const evil = '=HYPERLINK("http://example.net";"x")';
  await insertDevices(database.db, [
    { id: 'evil', name: evil, model: evil, serial: '-12345-77', macs: ['00:03:b1:00:00:0b'] },
  ]);
  const text = await download('devices');
  expect(text).not.toMatch(/(^|,|")[=+@\t-]/m);
  const read = await send(text);
  const row = (await rowsOf(read.id)).find(({ device }) => device?.id === 'evil');
  expect(row?.record).toMatchObject({ model: evil, serial: '-12345-77' });
});

test('what is exported fits when it is read again, whatever devices are called', async () => {
  const text = string({ unit: 'grapheme', maxLength: 12 }).filter((value) => !value.includes('\u0000'));
  const device = record({
    manufacturer: text,
    model: text,
    serial: text,
    name: text,
    macs: constantFrom<string[]>([], ['x']),
  });
  await assert(
    asyncProperty(array(device, { maxLength: 5 }), integer({ min: 1, max: 250 }), async (devices, salt) => {
      for (const table of ['device', 'device_document'] as const) await database.db.deleteFrom(table).execute();
      const made = devices.map(({ macs, ...rest }, at) => ({
        ...rest,
        id: `device-${at}`,
        macs: macs.map(() => `00:03:b1:00:${salt.toString(16).padStart(2, '0')}:0${at}`),
      }));
      await insertDevices(database.db, made);
      const { summary } = await send(await download('devices'));
      expect(summary).toMatchObject({ rows: made.length, matched: made.length, onlyHere: 0, skippedRows: 0 });
    }),
    { numRuns: 20 },
  );
});

async function ask<I extends z.ZodObject, O extends z.ZodType>(
  endpoint: Endpoint<`/${string}`, I, O>,
  input: z.input<I>,
  body = '',
): Promise<z.output<O>> {
  const found = routes.find((it) => it.endpoint.path === endpoint.path && it.endpoint.method === endpoint.method);
  const answer = await found?.handle(input, ACTOR, sending(body));
  return endpoint.output.parse(answer);
}

async function send(text: string, mapping?: object): Promise<contract.AssetImport> {
  return ask(
    contract.createImport,
    { name: 'list.csv', ...(mapping === undefined ? {} : { mapping: JSON.stringify(mapping) }) },
    text,
  );
}

const rowsOf = async (id: string) => (await ask(contract.listImportRows, { id })).rows;
const foundBy = async (search: string) =>
  (await readDeviceOrder(database.db, listDevices.input.parse({ search, sort: 'name' }), MOMENT)).toSorted();
const allAssets = async () => database.db.selectFrom('asset').selectAll().orderBy('key').execute();

async function wards(): Promise<Record<string, string>> {
  const found = await database.db
    .selectFrom('device')
    .select(['id', 'ward'])
    .where('ward', 'is not', null)
    .orderBy('id')
    .execute();
  return Object.fromEntries(found.map(({ id, ward }) => [id, ward ?? '']));
}

async function download(what: contract.ExportKind, format: 'csv' | 'json' = 'csv'): Promise<string> {
  const endpoint = format === 'csv' ? contract.exportAssets : contract.exportAssetsJson;
  const answer = await ask<typeof endpoint.input, z.ZodType<FileAnswer>>(endpoint, { what });
  return new Response(answer.body)
    .text()
    .then((text) => (format === 'csv' ? `\ufeff${text}`.replace(/^\ufeff+/, '\ufeff') : text));
}
