import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type Credentials, checkCredentials } from './credentials.ts';
import { openSeal } from './seal.ts';

const V2: Credentials = { version: '2c', community: 'CANARY' };

test('what is sealed is opened with the same key alone, also by the next process', async () => {
  const file = join(newFolder(), 'seal.key');
  const [one, other] = await Promise.all([openSeal(file), openSeal(file)]);
  const sealed = one.seal(V2);
  expect(sealed.includes('CANARY')).toBe(false);
  expect(other.open(sealed)).toEqual(V2);
  expect(one.seal(V2).equals(sealed)).toBe(false);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const stranger = await openSeal(join(newFolder(), 'seal.key'));
  expect(() => stranger.open(sealed)).toThrow(/give them again/);
  sealed[sealed.length - 1] = (sealed.at(-1) ?? 0) ^ 1;
  expect(() => one.open(sealed)).toThrow(/give them again/);
});

test('a damaged key file is told, and not replaced', async () => {
  const file = join(newFolder(), 'seal.key');
  writeFileSync(file, 'short');
  await expect(openSeal(file)).rejects.toThrow(/damaged/);
  expect(readFileSync(file, 'utf8')).toBe('short');
});

test('a level that needs pass phrases is refused without', () => {
  const user = { version: '3', user: 'u', auth: 'sha256', privacy: 'aes' } as const;
  expect(() => checkCredentials({ ...user, level: 'authPriv', authKey: '12345678' })).toThrow(/privacyKey/);
  expect(() => checkCredentials({ ...user, level: 'authNoPriv' })).toThrow(/authKey/);
  expect(() => checkCredentials({ ...user, level: 'noAuthNoPriv' })).not.toThrow();
});

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'wardline-seal-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}
