import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshDatabase, type TestDatabase } from '../../platform/store/testing.ts';
import type { Indicator } from '../stix/bundle.ts';
import { hunt } from './hunt.ts';

const START = Date.parse('2026-06-01T00:00:00Z') * 1000;
const DAY = 86_400_000_000;

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
  const { db } = database;
  await sql`insert into source (kind, name, demo, state, started) values ('capture', 'a.pcap', false, 'done', 0)`.execute(
    db,
  );
  const ends = [
    ['00:00:00:00:00:01', '10.0.0.7'],
    ['00:00:00:00:00:02', '203.0.113.9'],
    ['00:00:00:00:00:02', '198.51.100.4'],
  ];
  for (const [index, [mac, address]] of ends.entries()) {
    await sql`insert into endpoint (id, mac, address, first, last, first_source, first_frame, packets, ttl, touched)
      overriding system value values (${index + 1}, ${mac}, ${address}, ${START}, ${START}, 1, 1, 1, 64, 0)`.execute(
      db,
    );
  }
  await talk(2, START, 443, {
    kind: 'tls',
    serverName: 'update.example.net',
    certificates: [{ subject: 'CN=x', issuer: 'CN=WEBMAIL' }],
  });
  await talk(3, START + 30 * DAY, 80, null);
});
afterAll(() => database.close());

async function talk(server: number, first: number, port: number, encryption: object | null): Promise<void> {
  await sql`insert into edge (client, server, transport, protocol, port, encrypted, first, last, first_source, first_frame, answered,
      conversations, packets_out, packets_in, bytes_out, bytes_in, encryption, data, actions, touched)
    values (1, ${server}, 'tcp', '', ${port}, ${encryption !== null}, ${first}, ${first + DAY}, 1, 7, true, 5, 10, 10, 1000, 2000,
      ${encryption === null ? null : JSON.stringify(encryption)}::jsonb, '[]', '[]', 0)`.execute(database.db);
}

const indicator = (pattern: string, rest: Partial<Indicator> = {}): Indicator => ({
  id: 'indicator--1',
  name: 'Bad',
  pattern,
  pattern_type: 'stix',
  revoked: false,
  labels: [],
  ...rest,
});
const found = async (...indicators: readonly Indicator[]): Promise<string[]> =>
  (await hunt(database.db, indicators)).hits.flatMap(({ talks }) =>
    talks.map(({ server, port }) => `${server}:${port}`),
  );

test('what was seen weeks ago is found by address, by the name of a server and by its certificate', async () => {
  expect(await found(indicator("[ipv4-addr:value = '203.0.113.9']"))).toEqual(['203.0.113.9:443']);
  expect(await found(indicator("[domain-name:value = 'update.example.net']"))).toEqual(['203.0.113.9:443']);
  expect(await found(indicator("[x509-certificate:issuer = 'CN=WEBMAIL']"))).toEqual(['203.0.113.9:443']);
  expect(await found(indicator("[x509-certificate:issuer LIKE '%WEBMAIL']"))).toEqual(['203.0.113.9:443']);
  expect(await found(indicator("[ipv4-addr:value ISSUBSET '198.51.100.0/24']"))).toEqual(['198.51.100.4:80']);
  expect(
    await found(indicator("[network-traffic:src_ref.value = '10.0.0.7' AND network-traffic:dst_port = 80]")),
  ).toEqual(['198.51.100.4:80']);
});

test('what follows what is found over weeks', async () => {
  const [first, second] = ["[ipv4-addr:value = '203.0.113.9']", "[ipv4-addr:value = '198.51.100.4']"];
  expect(await found(indicator(`${first} FOLLOWEDBY ${second}`))).toEqual(
    expect.arrayContaining(['203.0.113.9:443', '198.51.100.4:80']),
  );
  expect(await found(indicator(`${second} FOLLOWEDBY ${first}`))).toEqual([]);
  expect(await found(indicator(`${first} REPEATS 5 TIMES`))).toEqual(['203.0.113.9:443']);
});

test('an indicator that had run out by then is not found, and one that cannot be read is told', async () => {
  expect(await found(indicator("[ipv4-addr:value = '198.51.100.4']", { valid_until: '2026-06-02T00:00:00Z' }))).toEqual(
    [],
  );
  expect((await hunt(database.db, [indicator('[nonsense')])).refused).toEqual([
    expect.stringContaining('Bad: The pattern cannot be read'),
  ]);
});
