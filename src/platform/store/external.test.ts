import { createServer } from 'node:net';
import { once } from 'node:events';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { requireServer } from './external.ts';
import { databaseUrl } from './test-server.ts';
import { freshDatabase, type TestDatabase } from './testing.ts';

let it: TestDatabase;
beforeAll(async () => {
  it = await freshDatabase();
});
afterAll(() => it.close());
const silent = (): void => undefined;

test('a server that will do is accepted', async () => {
  await expect(requireServer(it.url, silent)).resolves.toBeUndefined();
});

test.each(['db.example.org', 'mysql://db/wardline', 'postgres:', 'postgresql://['])('%s is no address', async (url) => {
  await expect(requireServer(url, silent)).rejects.toMatchObject({
    code: 'invalid',
    message: expect.stringMatching(/write it like postgresql:/),
  });
});

test('a database that is not there is named, and how to make it', async () => {
  await expect(requireServer(databaseUrl(it.url, 'nowhere'), silent)).rejects.toMatchObject({
    code: 'invalid',
    message: expect.stringMatching(/\/nowhere has no such database.*createdb/),
  });
});

test('an account that may not make tables is told how it may', async () => {
  await sql`create role "wardline reader" login password 'x'`.execute(it.db);
  const url = new URL(it.url);
  url.username = 'wardline%20reader';
  url.password = 'x';
  await expect(requireServer(url.href, silent)).rejects.toMatchObject({
    code: 'invalid',
    message: expect.stringMatching(/"wardline reader" may not make tables.*grant create on schema/),
  });
  await sql`drop role "wardline reader"`.execute(it.db);
});

test('a database that is not in UTF-8 is refused', async () => {
  const name = `latin_${process.pid}`;
  await sql`create database ${sql.id(name)} template template0 encoding 'LATIN1' locale_provider libc locale 'C'`.execute(
    it.db,
  );
  await expect(requireServer(databaseUrl(it.url, name), silent)).rejects.toThrow(/stores text as LATIN1/);
  await sql`drop database ${sql.id(name)}`.execute(it.db);
});

test('nobody behind the address: it is said at once, tried for a while, and said without the password', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  server.close();
  await once(server, 'close');
  const said: string[] = [];
  const asked = requireServer(
    `postgresql://wardline:hidden@127.0.0.1:${port}/wardline`,
    (line) => said.push(line),
    1000,
  );
  await expect(asked).rejects.toMatchObject({
    code: 'unavailable',
    message: expect.stringMatching(new RegExp(`No PostgreSQL answers at 127.0.0.1:${port}/wardline.*is it running`)),
  });
  expect(said).toEqual([expect.stringMatching(/No PostgreSQL answers.*Trying for/)]);
  expect(said.join('')).not.toContain('hidden');
});
