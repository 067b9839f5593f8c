import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hospital } from '../../web/fixture.ts';
import { everyoneMay } from '../platform/http/actor.ts';
import { createServer } from '../platform/http/server.ts';
import { freshDatabase, type TestDatabase } from '../platform/store/testing.ts';
import type { Coverage } from './coverage.contract.ts';
import * as contract from './coverage.contract.ts';
import { coverageRoutes } from './coverage.routes.ts';
import { storeAnalysis } from './stored.samples.ts';

const HOUR = 3600 * 1_000_000;
/** By the clock of this test. */
const NOW = 500_000 * HOUR;
let it: TestDatabase;
let coverage: Coverage;

beforeAll(async () => {
  it = await freshDatabase();
  await storeAnalysis(it.db, hospital());
  const hour = NOW / HOUR;
  for (const statement of [
    // One subnet is heard from inside, another only spoken to.
    sql`insert into claim (mac, address, kind, first, last, first_source, first_frame)
      values ('02:00:00:00:00:01', '10.20.1.12', 'arp', 0, 0, 1, 1)`,
    sql`insert into endpoint (id, mac, address, first, last, first_source, first_frame, touched)
      values (9001, '', '10.99.7.3', 0, 0, 1, 1, 0), (9002, '', '10.99.7.4', 0, 0, 1, 1, 0), (9003, '', '224.0.0.251', 0, 0, 1, 1, 0)`,
    // A device that asks for its address.
    sql`insert into endpoint (id, mac, address, device, first, last, first_source, first_frame, touched)
      select 9004, '02:00:00:00:00:02', '0.0.0.0', id, 0, 0, 1, 1, 0 from device where scope = 'local' limit 1`,
    sql`insert into edge (client, server, transport, protocol, port, first, last, first_source, first_frame, answered,
        conversations, packets_out, packets_in, bytes_out, bytes_in, encrypted, touched)
      values (1, 2, 'tcp', 'hl7', 9, 0, 0, 1, 1, true, 7, 700, 0, 700000, 0, false, 0),
        (1, 3, 'tcp', '', 10, 0, 0, 1, 1, false, 5, 20, 0, 1200, 0, false, 0)`,
    sql`insert into sensor (id, kind, name, state, trouble, created, seen, stopped) values
      ('a', 'interface', 'eth1', 'listening', null, 0, ${NOW}, null), ('b', 'interface', 'eth2', 'listening', null, 0, ${NOW - HOUR}, null),
      ('c', 'interface', 'eth3', 'down', 'there is no such interface', 0, null, null), ('d', 'interface', 'eth4', 'stopped', null, 0, null, 5)`,
    sql`insert into sensor_hour (sensor, hour, frames, bytes, dropped, seconds) values
      ('a', ${hour}, 900, 1, 100, 3600), ('a', ${hour - 100}, 900, 1, 900, 3600)`,
  ]) {
    await statement.execute(it.db);
  }
  const routes = coverageRoutes(it.db, () => NOW);
  const server = createServer({
    routes,
    actorOf: everyoneMay('sensor:read'),
    version: '1',
    onBug: (error) => {
      throw error;
    },
  });
  coverage = contract.getCoverage.output.parse(await (await server.request('/api/coverage')).json());
});
afterAll(() => it.close());

describe('what we cannot see', () => {
  test('tells subnets heard from inside, from outside and not at all apart', () => {
    const states = new Map(coverage.subnets.map(({ subnet, state }) => [subnet, state]));
    expect(states.get('10.20.1.0/24')).toBe('seen');
    expect(states.get('10.99.7.0/24')).toBe('unseen');
    expect([...states.values()]).toContain('from-outside');
    expect(coverage.subnets[0]?.state).toBe('unseen');
  });

  test('takes neither the Internet nor groups nor no address at all for subnets of ours', () => {
    const subnets = coverage.subnets.map(({ subnet }) => subnet);
    expect(subnets).not.toContain('203.0.113.0/24');
    expect(subnets).not.toContain('224.0.0.0/24');
    expect(subnets).not.toContain('0.0.0.0/24');
  });

  test('counts connections that carry data one way, and not those that nobody answered', () => {
    expect(coverage.oneWay).toMatchObject({ conversations: 7 });
    expect(coverage.oneWay.pairs.map(({ protocol, conversations }) => [protocol, conversations])).toEqual([['hl7', 7]]);
  });

  test('names what was lost in the hours asked for, and how much of all that is', () => {
    expect(coverage.losses).toContainEqual(
      expect.objectContaining({ name: 'eth1', kind: 'dropped', count: 100, share: 0.1, sensor: 'a' }),
    );
    expect(coverage.losses).toContainEqual(expect.objectContaining({ sensor: null, kind: 'gaps', count: 2 }));
  });

  test('names sensors that hear nothing, but none that a person stopped', () => {
    expect(coverage.sensors.map(({ name, silent }) => [name, silent])).toEqual([
      ['eth2', true],
      ['eth3', false],
    ]);
    expect(coverage.sentence).toBe('eth2 listens and hears nothing.');
    expect(coverage.sensors[1]?.says).toBe('eth3 is down: there is no such interface.');
  });

  test('counts devices that were never identified, and addresses that were never heard', () => {
    expect(coverage.unidentified.devices).toBe(2);
    expect(coverage.unidentified.busiest[0]?.bytes).toBeGreaterThan(0);
    expect(coverage.unanswered.addresses).toBe(2);
  });

  test('says of each what to do', () => {
    const parts = [
      ...coverage.subnets,
      ...coverage.losses,
      ...coverage.sensors,
      coverage.oneWay,
      coverage.unidentified,
    ];
    for (const { says, advice } of parts)
      expect([says, advice]).toEqual([expect.stringMatching(/\.$/), expect.stringMatching(/\.$/)]);
  });
});
