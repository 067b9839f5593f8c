import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { freshDatabase, type TestDatabase } from '../platform/store/testing.ts';
import { runResetPassword } from './reset-password.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(async () => database.close());
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

async function printed(login?: string): Promise<string> {
  vi.stubEnv('DATABASE_URL', database.url);
  let text = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((part) => {
    text += String(part);
    return true;
  });
  await runResetPassword({ login, url: 'https://wardline.example/', data: undefined });
  return text;
}

test('before there is an account, the link is the one that makes the first', async () => {
  expect(await printed()).toMatch(/Nobody has an account yet.*\nhttps:\/\/wardline\.example\/setup#[\w-]{43}\n/);
});

test('a disabled account is put in use again as an administrator, and that is written down', async () => {
  const row = { id: 'account-1', name: 'Ada', login: 'ada', role: 'viewer', password: null, created: 0, disabled: 1 };
  await database.db.insertInto('account').values(row).execute();
  expect(await printed('Ada')).toMatch(/ada is an administrator.*\nhttps:\/\/wardline\.example\/welcome#[\w-]{43}\n/);
  const account = await database.db.selectFrom('account').selectAll().executeTakeFirstOrThrow();
  expect(account).toMatchObject({ role: 'administrator', disabled: null });
  const event = await database.db.selectFrom('account_event').selectAll().executeTakeFirstOrThrow();
  expect(event).toMatchObject({ kind: 'break-glass', account: 'account-1', by: 'shell' });
});

test('a login that does not exist is told', async () => {
  await expect(printed('nobody')).rejects.toThrow('There is no account with the login nobody');
});
