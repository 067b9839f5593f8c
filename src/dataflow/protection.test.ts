import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hospital } from '../../web/fixture.ts';
import type { ConversationEntry } from '../analysis/document.ts';
import { freshDatabase, type TestDatabase } from '../platform/store/testing.ts';
import { PROTECTIONS, protectionOf } from './protection.ts';

let it: TestDatabase;
beforeAll(async () => {
  it = await freshDatabase();
});
afterAll(() => it.close());

const base = hospital().conversations[0];
const none = { cipher: null, group: null, serverName: null, alpn: null, certificates: [] };
const VERSIONS = [
  '1.0',
  '1.1',
  '1.2',
  '1.3',
  '2.0',
  '3.0',
  'TLS 1.0',
  'TLS 1.2',
  'tls1.1',
  'SSL 3.0',
  'DTLS 1.0',
  'DTLS1.2',
  '1.99',
  null,
];

test('the database works out the same protection as we do', async () => {
  if (base === undefined) throw new Error('The made-up hospital talks');
  const encryptions = ['tls', 'ssh', 'ipsec'].flatMap((kind) =>
    VERSIONS.map((version) => ({ kind, version, ...none })),
  );
  const cases: ConversationEntry[] = [null, ...encryptions].flatMap((encryption) =>
    [base.data, []].flatMap((data) => ['dicom', null].map((protocol) => ({ ...base, encryption, data, protocol }))),
  );
  for (const [port, { encryption, data, protocol }] of cases.entries()) {
    await sql`insert into edge (client, server, transport, protocol, port, first, last, first_source, first_frame, answered,
        conversations, packets_out, packets_in, bytes_out, bytes_in, encrypted, encryption, data, touched)
      values (1, 2, 'tcp', ${protocol ?? ''}, ${port}, 0, 0, 1, 1, true, 1, 1, 1, 1, 1, ${encryption !== null},
        ${encryption === null ? null : JSON.stringify(encryption)}::jsonb, ${JSON.stringify(data)}::jsonb, 0)`.execute(
      it.db,
    );
  }
  const stored = await it.db.selectFrom('edge').select('protection').orderBy('port').execute();
  expect(stored.map(({ protection }) => PROTECTIONS[protection])).toEqual(cases.map(protectionOf));
});
