import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { everyoneMay } from '../platform/http/actor.ts';
import { createServer } from '../platform/http/server.ts';
import { freshDatabase, type TestDatabase } from '../platform/store/testing.ts';
import { captureRoutes } from './capture.routes.ts';
import { createReadings, type Readings } from './readings.ts';
import { sensorRoutes } from './sensor.routes.ts';

const DEMO = join(import.meta.dirname, '../../lab/demo/hospital.pcap.gz');

let database: TestDatabase;
let readings: Readings;
let server: ReturnType<typeof createServer>;

beforeAll(async () => {
  database = await freshDatabase();
  const { db, url } = database;
  readings = createReadings({ db, url, say: () => undefined });
  server = createServer({
    routes: [...captureRoutes(db, readings), ...sensorRoutes(db, readings)],
    actorOf: everyoneMay('capture:read', 'capture:write', 'sensor:read', 'sensor:write'),
    version: '0',
    onBug: (error) => {
      throw error;
    },
  });
});

afterAll(async () => {
  await readings.close();
  await database.close();
});

/** What of answers is looked into; the rest is compared whole. */
interface Answer {
  readonly id: string;
  readonly captures: readonly unknown[];
  readonly interfaces: readonly unknown[];
}

async function ask(
  method: string,
  path: string,
  body?: string | Uint8Array<ArrayBuffer>,
  type = 'application/json',
): Promise<{ readonly status: number; readonly answer: Answer }> {
  const headers = {
    host: 'localhost',
    origin: 'http://localhost',
    ...(body === undefined ? {} : { 'content-type': type }),
  };
  const response = await server.request(`http://localhost/api${path}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body }),
  });
  const answer: Answer = JSON.parse(await response.text());
  return { status: response.status, answer };
}

test('a capture is sent, listed and looked at; sent again it is refused in words', async () => {
  const bytes = await readFile(DEMO);
  const sent = await ask(
    'POST',
    `/captures?name=demo.pcap.gz&size=${bytes.length}`,
    bytes,
    'application/vnd.tcpdump.pcap',
  );
  expect(sent).toMatchObject({
    status: 200,
    answer: { state: 'done', name: 'demo.pcap.gz', format: 'pcap', trouble: null },
  });
  const { answer } = await ask('GET', '/captures');
  expect(answer.captures).toEqual([sent.answer]);
  expect((await ask('GET', `/captures/${sent.answer.id}`)).answer).toEqual(sent.answer);
  const again = await ask('POST', '/captures?name=other.pcap', bytes, 'application/vnd.tcpdump.pcap');
  expect(again).toMatchObject({
    status: 409,
    answer: { detail: expect.stringMatching(/was read already.*as demo\.pcap\.gz/) },
  });
  expect(await ask('POST', `/captures/${sent.answer.id}/cancel`, '{}')).toMatchObject({ status: 409 });
  expect(await ask('GET', '/captures/99')).toMatchObject({ status: 404 });
});

test('an interface is chosen, listened to, stopped, started and forgotten', async () => {
  const { answer } = await ask('GET', '/interfaces');
  expect(answer.interfaces).toContainEqual(
    expect.objectContaining({ name: 'lo', up: true, loopback: true, sensor: null }),
  );
  const added = await ask('POST', '/sensors', JSON.stringify({ name: 'nosuch1' }));
  expect(added).toMatchObject({ status: 200, answer: { name: 'nosuch1', lastHour: { frames: 0, dropped: 0 } } });
  const { id } = added.answer;
  expect(await ask('POST', '/sensors', JSON.stringify({ name: 'nosuch1' }))).toMatchObject({ status: 409 });
  expect(await ask('POST', `/sensors/${id}/stop`, '{}')).toMatchObject({ status: 200, answer: { state: 'stopped' } });
  expect(await ask('POST', `/sensors/${id}/start`, '{}')).toMatchObject({ status: 200 });
  expect(await ask('GET', `/sensors/${id}/hours`)).toMatchObject({ status: 200, answer: { hours: [] } });
  expect(await ask('DELETE', `/sensors/${id}`, '{}')).toMatchObject({ status: 200 });
  expect((await ask('GET', '/sensors')).answer).toEqual({ sensors: [] });
});
