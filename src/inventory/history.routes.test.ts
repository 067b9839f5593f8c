import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { hospital } from '../../web/fixture.ts';
import { storeAnalysis } from '../dataflow/stored.samples.ts';
import { everyoneMay } from '../platform/http/actor.ts';
import type { Endpoint } from '../platform/http/endpoint.ts';
import { createServer } from '../platform/http/server.ts';
import { freshDatabase, type TestDatabase } from '../platform/store/testing.ts';
import * as contract from './history.contract.ts';
import { historyRoutes } from './history.routes.ts';

const demo = hospital();
const CT = demo.devices.find(({ names }) => names.includes('CT-1'))?.id ?? '';
const SECOND = 1_000_000;
const HOUR = 3600 * SECOND;
/** Wednesday 2026-07-01, 12:00. */
const NOW = Date.parse('2026-07-01T12:00Z') * 1000;
const TODAY = Math.floor(NOW / (24 * HOUR));
let it: TestDatabase;
let server: ReturnType<typeof createServer>;
let endpoint: number;

const onBug = (error: Error): never => {
  throw error;
};

beforeAll(async () => {
  it = await freshDatabase();
  await storeAnalysis(it.db, demo);
  const routes = historyRoutes(it.db, () => NOW);
  server = createServer({ routes, actorOf: everyoneMay('device:read'), version: '1', onBug });
  const own = await it.db.selectFrom('endpoint').select('id').where('device', '=', CT).executeTakeFirstOrThrow();
  endpoint = own.id;
  await sql`update source set kind = 'live', sensor = 's', state = 'reading' where id = 1`.execute(it.db);
  await sql`insert into sensor (id, kind, name, state, created, seen) values ('s', 'interface', 'eth0', 'listening', 0, ${NOW})`.execute(
    it.db,
  );
  // Four weeks listened to; the scanner works from 8 to 18 of UTC every day.
  await sql`insert into sensor_hour (sensor, hour, seconds) select 's', hour, 3600
    from generate_series(${(TODAY - 28) * 24}::int, ${TODAY * 24 + 11}::int) as hour`.execute(it.db);
  const slots = sql`array(select case when hour between 8 and 17 then 5 else 0 end from generate_series(0, 23) as hour)`;
  await sql`insert into device_day (day, endpoint, conversations, bytes_out, bytes_in, items, peers)
    select day, ${endpoint}, ${slots}, ${slots}, ${slots}, ${slots}, 3
    from generate_series(${TODAY - 28}::int, ${TODAY - 1}::int) as day`.execute(it.db);
  await sql`insert into deed_day (day, endpoint, protocol, verb, counts)
    select day, ${endpoint}, 'dicom', verb, ${slots}
    from generate_series(${TODAY - 28}::int, ${TODAY - 1}::int) as day, unnest(array['C-STORE', 'C-FIND']) as verb`.execute(
    it.db,
  );
});
afterAll(() => it.close());

async function get<O extends z.ZodType>(of: Endpoint<`/${string}`, z.ZodObject, O>, path: string) {
  return of.output.parse(await (await server.request(`/api${path}`)).json());
}

describe('the activity of a device', () => {
  test('has an hour for each hour, by the clock on the wall', async () => {
    const { days } = await get(contract.getActivity, `/devices/${CT}/activity?days=7&zone=Europe/Rome`);
    const day = days.find((one) => one.day === '2026-06-30');
    expect(day?.bytes[9]).toBe(0);
    expect(day?.bytes[10]).toBe(10);
    expect(day?.items[19]).toBe(5);
    expect(days.length).toBeLessThanOrEqual(8);
  });

  test('tells an hour of silence from one in which nobody listened', async () => {
    const { days } = await get(contract.getActivity, `/devices/${CT}/activity?days=7&zone=UTC`);
    const today = days.find((one) => one.day === '2026-07-01');
    expect([today?.watched[10], today?.watched[13], today?.bytes[10]]).toEqual([true, false, 0]);
  });

  test('refuses a zone that does not exist', async () => {
    expect((await server.request(`/api/devices/${CT}/activity?zone=Mars/Olympus`)).status).toBe(400);
  });
});

test('use is what was done for patients, and what a device asks all night is none', async () => {
  const use = await get(contract.getUtilisation, `/devices/${CT}/utilisation?weeks=4&zone=UTC`);
  expect(use.enough).toBe(true);
  expect(use.quiet.every(({ hours, from }) => hours === 14 && from === 18)).toBe(true);
  expect(use.quiet).toHaveLength(7);
  expect(use.days[3]).toMatchObject({ exams: 10, messages: 50, hoursUsed: 10, hoursWatched: 24 });
  expect(use.next).toEqual({ from: '2026-07-01T18:00:00.000000Z', until: '2026-07-02T08:00:00.000000Z' });
});

describe('presence', () => {
  test('joins spans of addresses that overlap, and keeps apart what a pause parts', async () => {
    const spans = [
      [-50, -40],
      [-45, -30],
      [-20, -10],
    ];
    for (const [first = 0, last = 0] of spans) {
      await sql`insert into presence (endpoint, first, last) values (${endpoint}, ${NOW + first * HOUR}, ${NOW + last * HOUR})`.execute(
        it.db,
      );
    }
    const { spans: joined } = await get(contract.getPresence, `/devices/${CT}/presence`);
    expect(joined.map(({ from, to }) => [from.slice(8, 13), to.slice(8, 13)])).toEqual([
      ['29T10', '30T06'],
      ['30T16', '01T02'],
    ]);
  });

  test('says whether it is here, and why', async () => {
    const now = async (last: number) => {
      await sql`update device set last = ${last} where id = ${CT}`.execute(it.db);
      return (await get(contract.getPresence, `/devices/${CT}/presence`)).now;
    };
    expect(await now(NOW - 60 * SECOND)).toMatchObject({
      state: 'here',
      because: 'It was heard within the last 15 minutes.',
    });
    expect(await now(NOW - 3 * HOUR)).toMatchObject({ state: 'quiet' });
    expect(await now(NOW - 50 * HOUR)).toMatchObject({ state: 'gone' });
    await sql`update sensor set state = 'down', trouble = 'the cable is out'`.execute(it.db);
    expect(await now(NOW - 50 * HOUR)).toMatchObject({
      state: 'unwatched',
      because: 'We cannot know: eth0, which heard it last, has a problem: the cable is out.',
    });
    await sql`update sensor set state = 'listening', trouble = null`.execute(it.db);
  });
});

test('addresses come with how we know, and with what a split calls them', async () => {
  const { mac } = await it.db.selectFrom('endpoint').select('mac').where('id', '=', endpoint).executeTakeFirstOrThrow();
  await sql`insert into claim (mac, address, kind, first, last, first_source, first_frame)
    values (${mac}, '10.9.9.9', 'dhcp', ${NOW}, ${NOW}, 1, 77)`.execute(it.db);
  const { addresses } = await get(contract.listAddresses, `/devices/${CT}/addresses`);
  expect(addresses).toContainEqual(
    expect.objectContaining({ address: '10.9.9.9', how: 'dhcp', anchor: mac, evidence: { capture: 1, frame: 77 } }),
  );
  expect(addresses.map(({ how }) => how)).toContain('seen');
});

describe('changes', () => {
  test('come page by page without a gap, also those of a device that became part of this one', async () => {
    await sql`insert into device_alias (old, device, at) values ('d-old', ${CT}, 0)`.execute(it.db);
    for (let at = 0; at < 25; at += 1) {
      const of = at % 2 === 0 ? CT : 'd-old';
      await sql`insert into change (device, at, kind, field, before, after, source, frame)
        values (${of}, ${NOW - Math.floor(at / 3)}, 'value', 'software', ${`v${at}`}, ${`v${at + 1}`}, 1, ${at + 1})`.execute(
        it.db,
      );
    }
    const seen: number[] = [];
    let cursor = '';
    for (let pages = 0; pages < 10; pages += 1) {
      const { changes, next } = await get(contract.listDeviceChanges, `/devices/d-old/changes?limit=7${cursor}`);
      seen.push(...changes.map(({ id }) => id));
      if (next === null) break;
      cursor = `&cursor=${next}`;
    }
    expect(seen).toHaveLength(25);
    expect(new Set(seen).size).toBe(25);
  });

  test('are sentences with the frame that told them', async () => {
    const { changes } = await get(contract.listChanges, '/changes?kind=value&limit=1');
    expect(changes[0]).toMatchObject({
      says: expect.stringMatching(/^Software changed from v\d+ to v\d+$/),
      evidence: { capture: 1 },
    });
  });

  test('refuse a page that none ends at', async () => {
    expect((await server.request('/api/changes?cursor=1;drop')).status).toBe(400);
  });
});
