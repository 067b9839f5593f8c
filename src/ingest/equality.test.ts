/** Whatever the windows, the inventory becomes what an analysis of the whole says. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Device as AnalysisDevice, type Device } from '../analysis/document.ts';
import { Gathering } from '../analysis/gathering.ts';
import { resolve } from '../inventory/resolution.ts';
import { freshDatabase, type TestDatabase } from '../platform/store/testing.ts';
import { parseTime } from '../lib/time.ts';
import { readCapture } from '../sensor/capture/capture.ts';
import { openFile } from '../sensor/capture/source.ts';
import { Sensor } from '../sensor/sensor.ts';
import { Ingest } from './ingest.ts';
import { clearInventory, newSource } from './inventory.samples.ts';
import { windowsOf } from './windows.samples.ts';

let it: TestDatabase;
beforeAll(async () => {
  it = await freshDatabase();
});
afterAll(async () => {
  await it.close();
});

/** A folder of captures to be tried besides. */
const CORPUS = process.env['WARDLINE_CORPUS'] ?? '';
const files =
  CORPUS === ''
    ? ['lab/demo/hospital.pcap.gz']
    : readdirSync(CORPUS, { recursive: true, encoding: 'utf8' })
        .filter((name) => /\.(pcap|cap|pcapng)(\.gz)?$/.test(name))
        .map((name) => join(CORPUS, name));

describe.each(files)('%s', (file) => {
  test.each([1, 7])('gives the devices of an analysis in %i windows', async (count) => {
    const evidence = await gather(file);
    const { sum, first, last } = span(evidence);
    await clearInventory(it.db);
    const source = await newSource(it.db);
    const windows = windowsOf(source, evidence, count, ({ time }) =>
      sum === 0 ? 0 : Math.min(count - 1, Math.max(0, Math.floor(((time - first) / (last - first + 1)) * count))),
    );
    const ingest = new Ingest();
    for (const window of windows) {
      const message = JSON.parse(JSON.stringify(window));
      await it.db.transaction().execute((tx) => ingest.takeIn(tx, [message], Date.now() * 1000));
    }
    while (ingest.behind) await it.db.transaction().execute((tx) => ingest.catchUp(tx));
    const expected = resolve(evidence).map(comparable);
    const kept = await it.db.selectFrom('device_document').select('document').execute();
    const actual = kept.map(({ document }) => comparable(AnalysisDevice.parse(document)));
    const order = (devices: ReturnType<typeof comparable>[]) => devices.toSorted((a, b) => (a.key < b.key ? -1 : 1));
    expect(order(actual)).toEqual(order(expected));
    const times = await it.db.selectFrom('device').select('last').execute();
    const heard = resolve(evidence).map((device) => parseTime(device.last));
    expect(times.map((row) => row.last).toSorted(byNumber)).toEqual(heard.toSorted(byNumber));
  });
});

/** Without ids and the times of what was only repeated, and with captures that count as one. */
function comparable({ id: _id, last: _last, ...device }: Device) {
  const provenance = Object.entries(device.provenance).map(([field, known]) => [
    field,
    { ...known, evidence: here(known.evidence), conflicts: here(known.conflicts) },
  ]);
  return {
    ...device,
    history: device.history.map(({ last: _repeated, ...entry }) => entry),
    key: [...device.macs, ...device.addresses].join(' '),
    attributes: here(device.attributes),
    provenance: Object.fromEntries(provenance),
  };
}

const byNumber = (a: number, b: number): number => a - b;

const here = <A extends { capture: number }>(list: readonly A[]) => list.map((entry) => ({ ...entry, capture: 0 }));

async function gather(file: string): Promise<Gathering> {
  const gathering = new Gathering();
  const sensor = new Sensor(gathering);
  sensor.begin(0);
  await readCapture(await openFile(file), sensor, {});
  sensor.end();
  return gathering;
}

function span({ bindings, observations, conversations }: Gathering) {
  const times = [
    ...bindings.map(({ first }) => first.time),
    ...observations.map(({ at }) => at.time),
    ...conversations.map(({ opened }) => opened.time),
  ];
  const first = times.reduce((a, b) => Math.min(a, b), Infinity);
  return { sum: times.length, first, last: times.reduce((a, b) => Math.max(a, b), 0) };
}
