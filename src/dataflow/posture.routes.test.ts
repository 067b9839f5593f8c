import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { everyoneMay } from '../platform/http/actor.ts';
import { createServer } from '../platform/http/server.ts';
import { freshDatabase, type TestDatabase } from '../platform/store/testing.ts';
import { z } from 'zod';
import * as contract from './posture.contract.ts';
import { postureRoutes } from './posture.routes.ts';

const NOW = Date.UTC(2026, 10, 27);
const CERTIFICATE = {
  subject: 'CN=pacs',
  issuer: 'CN=ca',
  names: [],
  notBefore: '2025-01-01T00:00:00Z',
  notAfter: '2026-12-05T00:00:00Z',
  key: 'RSA 2048',
  selfSigned: false,
};
const LASTING = { ...CERTIFICATE, notAfter: '2030-01-01T00:00:00Z' };

let it: TestDatabase;
let server: ReturnType<typeof createServer>;
let ask: (query: string) => Promise<contract.ServiceList>;

/** Server 2 to 6 at ports of their own; client 1 and 7 talk to them. */
const EDGES: readonly (readonly [client: number, server: number, port: number, encryption: object])[] = [
  [
    1,
    2,
    2762,
    {
      kind: 'tls',
      version: '1.2',
      cipher: 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256',
      group: 'X25519',
      certificates: [CERTIFICATE],
    },
  ],
  [
    7,
    2,
    2762,
    { kind: 'tls', version: '1.0', cipher: 'TLS_RSA_WITH_AES_128_CBC_SHA', group: null, certificates: [CERTIFICATE] },
  ],
  [
    1,
    3,
    443,
    { kind: 'tls', version: '1.3', cipher: 'TLS_AES_128_GCM_SHA256', group: 'X25519MLKEM768', certificates: [] },
  ],
  [
    1,
    4,
    443,
    { kind: 'tls', version: '1.2', cipher: 'TLS_RSA_WITH_AES_256_GCM_SHA384', group: null, certificates: [LASTING] },
  ],
  [1, 5, 22, { kind: 'ssh', version: '2.0', cipher: 'aes128-ctr', group: 'curve25519-sha256', certificates: [] }],
  [1, 6, 51820, { kind: 'wireguard', version: null, cipher: null, group: null, certificates: [] }],
];

beforeAll(async () => {
  it = await freshDatabase();
  for (let id = 1; id <= 7; id += 1) {
    await sql`insert into endpoint (id, mac, address, first, last, first_source, first_frame, touched)
      values (${id}, '', ${`10.0.0.${id}`}, 0, 0, 1, 1, 0)`.execute(it.db);
  }
  for (const [at, [client, peer, port, encryption]] of EDGES.entries()) {
    await sql`insert into edge (client, server, transport, protocol, port, first, last, first_source, first_frame, answered,
        conversations, packets_out, packets_in, bytes_out, bytes_in, encrypted, encryption, touched)
      values (${client}, ${peer}, 'tcp', 'tls', ${port}, ${at}, ${NOW * 1000}, 1, ${at + 1}, true, ${10 - at}, 1, 1, 1, 1, true,
        ${JSON.stringify(encryption)}, 0)`.execute(it.db);
  }
  server = createServer({
    routes: postureRoutes(it.db, '1', () => NOW),
    actorOf: everyoneMay('flow:read'),
    version: '1',
    onBug: (error) => {
      throw error;
    },
  });
  ask = async (query) =>
    contract.listServices.output.parse(await (await server.request(`/api/encryption/services${query}`)).json());
});
afterAll(() => it.close());

describe('encrypted services', () => {
  test('are graded by their worst peer, the worst first', async () => {
    const { services, grades, sentence, expiring, classical } = await ask('');
    expect(services.map(({ address, grade }) => [address, grade])).toEqual([
      ['10.0.0.2', 'forbidden'],
      ['10.0.0.4', 'discouraged'],
      ['10.0.0.6', 'unknown'],
      ['10.0.0.3', 'sound'],
      ['10.0.0.5', 'sound'],
    ]);
    expect(grades).toEqual({ forbidden: 1, discouraged: 1, unknown: 1, sound: 2 });
    expect(sentence).toBe(
      '1 of 5 encrypted services protects in a way that standards forbid. 1 certificate ends within 30 days or has ended.',
    );
    expect([expiring, classical]).toEqual([1, 2]);
  });

  test('of DICOM are held against the profiles: one peer that breaks one is enough', async () => {
    const [pacs, ...others] = (await ask('')).services;
    expect(pacs?.dicom?.find(({ section }) => section === 'B.13')).toMatchObject({ verdict: 'broken', retired: false });
    expect(pacs?.dicom?.filter(({ verdict }) => verdict === 'kept').map(({ section }) => section)).toEqual(['B.9']);
    expect(pacs?.ways.map(({ version, peers }) => [version, peers])).toEqual([
      ['1.2', 1],
      ['1.0', 1],
    ]);
    expect(others.every(({ dicom }) => dicom === null)).toBe(true);
  });

  test('tell what their certificate is worth, and lead to the frame', async () => {
    const [pacs] = (await ask('?certificate=expires')).services;
    expect(pacs?.certificate).toMatchObject({ state: 'expires', days: 8, warning: 14, subject: 'CN=pacs' });
    expect(pacs?.advice).toMatch(/^Let it speak TLS 1\.2 or later only/);
    expect(pacs?.evidence).toEqual({ capture: 1, frame: 1 });
  });

  test('are listed by grade, page by page', async () => {
    const { services, total } = await ask('?grade=sound&limit=1&offset=1');
    expect([services.map(({ address }) => address), total]).toEqual([['10.0.0.5'], 2]);
  });

  test('are a cryptographic bill of materials as well: every reference leads somewhere, and it is the same twice', async () => {
    const [text, again] = [await cbom(), await cbom()];
    expect(again).toBe(text);
    const bom = Cbom.parse(JSON.parse(text));
    const refs = [...bom.components, ...bom.services].map((one) => one['bom-ref']);
    expect(new Set(refs).size).toBe(refs.length);
    for (const { ref, dependsOn } of bom.dependencies)
      for (const one of [ref, ...dependsOn]) expect(refs).toContain(one);
    expect(bom.services).toHaveLength(5);
    expect(refs).toContain('protocol/tls/1.0/TLS_RSA_WITH_AES_128_CBC_SHA/unknown');
    expect(refs).toContain('algorithm/X25519MLKEM768');
    expect(bom.components.filter(({ cryptoProperties }) => cryptoProperties.assetType === 'certificate')).toHaveLength(
      2,
    );
  });
});

const Cbom = z.object({
  bomFormat: z.literal('CycloneDX'),
  serialNumber: z
    .string()
    .regex(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[1-9a-f][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
  components: z.array(z.object({ 'bom-ref': z.string(), cryptoProperties: z.object({ assetType: z.string() }) })),
  services: z.array(z.object({ 'bom-ref': z.string() })),
  dependencies: z.array(z.object({ ref: z.string(), dependsOn: z.array(z.string()) })),
});

const cbom = async (): Promise<string> => (await server.request('/api/encryption/cbom')).text();
