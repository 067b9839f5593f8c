import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { type FeedServer, serveFiles } from '../../feed-server.samples.ts';
import { Client } from '../../http/client.ts';
import { openCopy } from '../../keep/copy.ts';
import { type Synced, syncFeed } from '../../sync.ts';
import { csafFeed } from './csaf.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wardline-csaf-'));
  return () => rmSync(folder, { recursive: true });
});

const advisory = (id: string, title = 'A pump'): string =>
  JSON.stringify({
    document: {
      csaf_version: '2.0',
      title,
      tracking: { id, current_release_date: '2026-02-03T04:05:06Z' },
    },
  });
const sha512 = (text: string): string => `${createHash('sha512').update(text).digest('hex')}  file.json\n`;

/** A provider with a folder of documents; `signed`: files beside them. */
async function provide(documents: Readonly<Record<string, string>>, more: object = {}): Promise<FeedServer> {
  const server = await serveFiles();
  const metadata = {
    publisher: { name: 'Example' },
    distributions: [{ directory_url: `${server.url}/white` }],
    ...more,
  };
  server.files.set('/provider-metadata.json', JSON.stringify(metadata));
  offer(server, documents);
  return server;
}

function offer(
  server: FeedServer,
  documents: Readonly<Record<string, string>>,
  updated = '2026-02-03T04:05:06Z',
): void {
  const lines = Object.keys(documents).map((path) => `"${path}","${updated}"`);
  server.files.set('/white/changes.csv', lines.join('\n'));
  for (const [path, text] of Object.entries(documents)) {
    server.files.set(`/white/${path}`, text);
    server.files.set(`/white/${path}.sha512`, sha512(text));
  }
}

async function sync({ url }: FeedServer): Promise<Synced> {
  const client = new Client();
  try {
    const feed = csafFeed({ name: 'csaf', title: 'Example', url: `${url}/provider-metadata.json` });
    return await syncFeed(feed, { folder, from: { client }, now: Date.now(), force: true });
  } finally {
    client.close();
  }
}

const kept = (name: string): string => readFileSync(join(openCopy(join(folder, 'csaf'))?.path ?? '', name), 'utf8');
const three = { '2026/a-1.json': advisory('A-1'), '2026/a-2.json': advisory('A-2'), '2025/a-0.json': advisory('A-0') };

test('documents of a folder are fetched with their hashes, and only new ones the next time', async () => {
  const server = await provide(three);
  expect(await sync(server)).toMatchObject({ outcome: 'new', copy: { count: 3 }, change: { counts: { added: 3 } } });
  expect(kept('2025/a-0.json')).toBe(three['2025/a-0.json']);
  const asked = server.asked.length;
  offer(server, { ...three, '2026/a-3.json': advisory('A-3') });
  expect(await sync(server)).toMatchObject({ outcome: 'new', change: { added: ['2026/a-3.json'], changed: [] } });
  // Metadata, list, the new one with its hash; and whichever of the others has its weekly turn today.
  expect(server.asked.length - asked).toBeGreaterThanOrEqual(4);
  expect(server.asked.slice(asked)).toContain('/white/2026/a-3.json.sha512');
});

test('a document that is not what its hash says is not taken, and the last good one stays', async () => {
  const server = await provide(three);
  await sync(server);
  offer(server, { ...three, '2026/a-1.json': advisory('A-1', 'Tampered') }, '2026-03-01T00:00:00Z');
  server.files.set('/white/2026/a-1.json.sha512', sha512('something else'));
  const synced = await sync(server);
  expect(synced.copy?.notes.join()).toContain('/2026/a-1.json is not what its hash says: the last good one is kept');
  expect(kept('2026/a-1.json')).toBe(three['2026/a-1.json']);
});

test('a provider most of whose documents are wrong is in trouble itself', async () => {
  const server = await provide(three);
  for (const path of Object.keys(three)) server.files.set(`/white/${path}.sha512`, sha512('something else'));
  expect(await sync(server)).toMatchObject({
    outcome: 'failed',
    trouble: expect.stringContaining('of which 3 cannot be had'),
    copy: undefined,
  });
});

test('a provider with lists for everybody and for some is asked for what everybody may have', async () => {
  const server = await serveFiles();
  const entry = (id: string) => ({
    updated: '2026-01-01T00:00:00Z',
    link: [
      { rel: 'self', href: `${server.url}/d/${id}.json` },
      { rel: 'hash', href: `${server.url}/d/${id}.json.sha512` },
    ],
  });
  server.files.set('/white.json', JSON.stringify({ feed: { entry: [entry('w')] } }));
  server.files.set('/red.json', JSON.stringify({ feed: { entry: [entry('r')] } }));
  server.files.set('/d/w.json', advisory('W'));
  server.files.set('/d/w.json.sha512', sha512(advisory('W')));
  const feeds = [
    { url: `${server.url}/white.json`, tlp_label: 'WHITE' },
    { url: `${server.url}/red.json`, tlp_label: 'RED' },
  ];
  const metadata = { publisher: { name: 'Example' }, distributions: [{ rolie: { feeds } }] };
  server.files.set('/provider-metadata.json', JSON.stringify(metadata));
  expect(await sync(server)).toMatchObject({ copy: { count: 1 }, change: { added: ['w.json'] } });
  expect(server.asked).not.toContain('/red.json');
});

const hasGpg = spawnSync('gpg', ['--version']).status === 0 && spawnSync('gpgv', ['--version']).status === 0;

test.skipIf(!hasGpg)('a document that is signed by somebody else is not taken', async () => {
  const [maker, other] = [newSigner('maker'), newSigner('other')];
  const server = await provide(three, { public_openpgp_keys: [{ url: '/key.asc' }] });
  server.files.set('/key.asc', maker.key);
  for (const [path, text] of Object.entries(three)) server.files.set(`/white/${path}.asc`, maker.sign(text));
  expect(await sync(server)).toMatchObject({ outcome: 'new', copy: { count: 3, notes: [] } });
  const changed = advisory('A-1', 'Signed by another');
  offer(server, { ...three, '2026/a-1.json': changed }, '2026-04-01T00:00:00Z');
  server.files.set('/white/2026/a-1.json.asc', other.sign(changed));
  const synced = await sync(server);
  expect(synced.copy?.notes.join()).toContain('/2026/a-1.json is not signed by a key of its provider');
  expect(kept('2026/a-1.json')).toBe(three['2026/a-1.json']);
});

/** A key of its own in a folder of its own, whose agent ends with it. */
function newSigner(name: string): { key: Buffer; sign: (text: string) => Buffer } {
  const home = mkdtempSync(join(tmpdir(), `wardline-${name}-`));
  const run = (program: string, args: string[], input = ''): Buffer => {
    const { stdout, status, stderr } = spawnSync(program, args, { input, env: { ...process.env, GNUPGHOME: home } });
    if (status !== 0) throw new Error(stderr.toString());
    return stdout;
  };
  onTestFinished(() => {
    run('gpgconf', ['--kill', 'gpg-agent']);
    rmSync(home, { recursive: true, force: true });
  });
  const passphrase = ['--batch', '--pinentry-mode', 'loopback', '--passphrase', ''];
  run('gpg', [...passphrase, '--quick-generate-key', `${name}@example.org`, 'ed25519', 'sign', 'never']);
  const key = run('gpg', ['--armor', '--export']);
  return { key, sign: (text) => run('gpg', [...passphrase, '--armor', '--detach-sign', '-o', '-'], text) };
}

test('a mirror folder does as well, and what is no advisory is left out with a word', async () => {
  const mirror = join(folder, 'mirror');
  mkdirSync(join(mirror, 'csaf', 'vendor', '2026'), { recursive: true });
  writeFileSync(join(mirror, 'csaf', 'vendor', '2026', 'a-1.json'), advisory('A-1'));
  writeFileSync(join(mirror, 'csaf', 'broken.json'), '{');
  const feed = csafFeed({ name: 'csaf', title: 'Example', url: 'http://127.0.0.1:1/' });
  const synced = await syncFeed(feed, { folder, from: { mirror }, now: Date.now() });
  expect(synced).toMatchObject({ outcome: 'new', copy: { count: 1, origin: join(mirror, 'csaf') } });
  expect(synced.copy?.notes).toEqual([expect.stringContaining('csaf/broken.json is not whole')]);
  expect(kept('vendor/2026/a-1.json')).toBe(advisory('A-1'));
  expect(existsSync(join(folder, 'csaf'))).toBe(true);
  expect(readdirSync(join(folder, 'csaf')).filter((name) => name.startsWith('staging-'))).toEqual([]);
});
