/** A feed that breaks, in each way that feeds have broken: what was known stays in use, and the status says what is wrong. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createGzip, gzipSync } from 'node:zlib';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { selfSigned } from '../platform/http/certificate.samples.ts';
import { kevFeed, KEV_FILE } from './feeds/kev.ts';
import { Client } from './http/client.ts';
import { openCopy } from './keep/copy.ts';
import { kevOf } from './kev.samples.ts';
import type { Pace } from './limits.ts';
import { feedStatus } from './status.ts';
import { type Synced, syncFeed } from './sync.ts';

const GOOD = kevOf(['CVE-2021-44228', 'CVE-2017-0144', 'CVE-2019-0708']);
const NOW = Date.parse('2026-08-22T00:00:00Z');
const DAY = 86_400_000;
/** Quick to give up, so that the test need not wait. */
const PACE: Pace = { idle: 2000, whole: 30_000, least: 1000, grace: 20_000 };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wardline-intel-'));
  return () => rmSync(folder, { recursive: true });
});

const json: RequestListener = (_, response) => void response.setHeader('content-type', 'application/json').end(GOOD);

/** The address of a server that answers with `answer` first, and with what the returned function is told from then on. */
async function serve(answer: RequestListener, make: (listener: RequestListener) => Server = createServer) {
  let current = answer;
  const server = make((request, response) => current(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('A port was asked for');
  return { port: address.port, turn: (next: RequestListener) => (current = next) };
}

async function sync(url: string, now: number, options: { pace?: Pace; ca?: string } = {}): Promise<Synced> {
  const client = new Client({ pace: PACE, ...options });
  try {
    return await syncFeed(kevFeed(url), { folder, from: { client }, now, force: true });
  } finally {
    client.close();
  }
}

const kept = (): string => readFileSync(join(openCopy(join(folder, 'kev'))?.path ?? '', KEV_FILE), 'utf8');

const MB = Buffer.alloc(1024 * 1024, ' ');

/** How it breaks, what it answers then, and the words that the status must have. */
const BREAKS: readonly [string, RequestListener, RegExp][] = [
  ['bad JSON', (_, response) => void response.end(`${GOOD}}`), /is not whole: it is not JSON/],
  [
    'half a file',
    (_, response) => {
      response.writeHead(200, { 'content-length': GOOD.length });
      response.write(GOOD.slice(0, GOOD.length / 2), () => response.destroy());
    },
    /ended in the midst of its answer/,
  ],
  ['half a file that claims to be whole', (_, response) => void response.end(GOOD.slice(0, 300)), /is not JSON/],
  ['500', (_, response) => void response.writeHead(500).end('oh no'), /answers 500/],
  [
    'a redirect loop',
    (_, response) => void response.writeHead(302, { location: '/again' }).end(),
    /leads on more than 5 times/,
  ],
  [
    'a redirect to a file of ours',
    (_, response) => void response.writeHead(302, { location: 'file:///etc/passwd' }).end(),
    /is neither https nor http/,
  ],
  [
    'a zip bomb',
    (_, response) => {
      response.setHeader('content-encoding', 'gzip');
      const bomb = createGzip({ level: 9 });
      bomb.pipe(response);
      response.on('close', () => bomb.destroy());
      const write = (left: number): void => {
        if (left === 0 || bomb.destroyed) bomb.end();
        else bomb.write(MB, () => write(left - 1));
      };
      write(256);
    },
    /unpacks to more than 64 MB/,
  ],
  [
    'an answer that says it has 2 GB',
    (_, response) => void response.writeHead(200, { 'content-length': 2 * 1024 ** 3 }).write('{'),
    /wants to send more than 64 MB/,
  ],
  [
    'an answer of 2 GB that does not say so',
    (_, response) => {
      const write = (left: number): void => {
        if (left > 0 && !response.destroyed) response.write(MB, () => write(left - 1));
      };
      write(2048);
    },
    /sends more than 64 MB/,
  ],
  [
    'a slow drip',
    (_, response) => {
      const drip = setInterval(() => response.write(' '), 20);
      response.on('close', () => clearInterval(drip));
    },
    /sends less than 1000 bytes a second/,
  ],
  ['silence after the first bytes', (_, response) => void response.write('{'), /fell silent/],
  [
    'a web page',
    (_, response) => void response.setHeader('content-type', 'text/html').end('<html>Log in'),
    /answers with a web page/,
  ],
  ['an empty list', (_, response) => void response.end(kevOf([])), /has nothing in it, which cannot be/],
  [
    'a list that has lost most',
    (_, response) => void response.end(kevOf(['CVE-2021-44228'])),
    /has 1 entries where there were 3: so many do not go at once/,
  ],
  [
    'another shape',
    (_, response) => void response.end('{"vulnerabilities":[{"cveID":"x"}]}'),
    /is not whole: catalogVersion/,
  ],
  [
    'broken gzip',
    (_, response) => void response.setHeader('content-encoding', 'gzip').end(gzipSync(GOOD).subarray(0, 200)),
    /cannot be read/,
  ],
  [
    'a packing that nobody asked for',
    (_, response) => void response.setHeader('content-encoding', 'zstd').end('x'),
    /packs its answer as zstd/,
  ],
  ['a closed door', (request) => void request.socket.destroy(), /ended in the midst of its answer/],
  ['no HTTP', (request) => void request.socket.end('SSH-2.0-OpenSSH\r\n'), /cannot be read/],
];

test.each(BREAKS)('%s: the last good copy serves, and the status says so', async (how, broken, words) => {
  const { port, turn } = await serve(json);
  const url = `http://127.0.0.1:${port}/kev.json`;
  expect((await sync(url, NOW)).outcome).toBe('new');
  turn(broken);
  const before = process.memoryUsage.rss();
  const synced = await sync(url, NOW + DAY, { pace: how === 'a slow drip' ? { ...PACE, grace: 300 } : PACE });
  expect(synced).toMatchObject({ outcome: 'failed', trouble: expect.stringMatching(words) });
  expect(process.memoryUsage.rss() - before).toBeLessThan(400 * MB.length);
  expect(kept()).toBe(GOOD);
  expect(feedStatus(folder, kevFeed(url), NOW + DAY)).toMatchObject({
    state: 'failing',
    count: 3,
    trouble: expect.stringMatching(words),
    next: new Date(NOW + DAY + 60_000).toISOString(),
  });
  turn(json);
  await sync(url, NOW + 2 * DAY);
  expect(feedStatus(folder, kevFeed(url), NOW + 2 * DAY)).toMatchObject({ state: 'fresh', trouble: undefined });
});

test('a certificate that nobody vouches for is not trusted, and one that is told to be is', async () => {
  const { cert, key } = selfSigned({ names: ['localhost'] });
  const { port } = await serve(json, (listener) => createTlsServer({ cert, key }, listener));
  const url = `https://localhost:${port}/kev.json`;
  expect(await sync(url, NOW)).toMatchObject({
    outcome: 'failed',
    trouble: expect.stringContaining('has a certificate that is not trusted'),
    copy: undefined,
  });
  expect(feedStatus(folder, kevFeed(url), NOW).sentence).toContain('Nothing has been taken yet. The last try failed');
  expect((await sync(url, NOW, { ca: cert })).outcome).toBe('new');
});

test('a way from https to http is not gone', async () => {
  const { cert, key } = selfSigned({ names: ['localhost'] });
  const { port } = await serve(
    (_, response) => void response.writeHead(302, { location: 'http://localhost:1/' }).end(),
    (listener) => createTlsServer({ cert, key }, listener),
  );
  expect(await sync(`https://localhost:${port}/`, NOW, { ca: cert })).toMatchObject({
    trouble: expect.stringContaining('leads from https to http:'),
  });
});

test('after a week of silence the status says that what is known is old', async () => {
  const { port } = await serve(json);
  const url = `http://127.0.0.1:${port}/kev.json`;
  await sync(url, NOW);
  const status = feedStatus(folder, kevFeed(url), NOW + 7 * DAY);
  expect(status).toMatchObject({ state: 'old', count: 3 });
  expect(status.sentence).toBe('What is known is 7 days old, which is too old: newer weaknesses are missing.');
});

test('a source that says "unchanged" for a week is as old as one that is silent', async () => {
  const { port } = await serve((request, response) => {
    if (request.headers['if-none-match'] === '"1"') response.writeHead(304).end();
    else response.setHeader('etag', '"1"').end(GOOD);
  });
  const url = `http://127.0.0.1:${port}/kev.json`;
  await sync(url, NOW);
  expect((await sync(url, NOW + 7 * DAY)).outcome).toBe('same');
  expect(feedStatus(folder, kevFeed(url), NOW + 7 * DAY).state).toBe('old');
});

test('a source that failed is left alone for longer each time, unless a person asks', async () => {
  const { port } = await serve((_, response) => void response.writeHead(503).end());
  const url = `http://127.0.0.1:${port}/kev.json`;
  const client = new Client({ pace: PACE });
  onTestFinished(() => client.close());
  const waits: number[] = [];
  let now = NOW;
  for (let round = 0; round < 12; round += 1) {
    await syncFeed(kevFeed(url), { folder, from: { client }, now });
    const next = Date.parse(feedStatus(folder, kevFeed(url), now).next ?? '');
    waits.push((next - now) / 60_000);
    expect(await syncFeed(kevFeed(url), { folder, from: { client }, now: next - 1 })).toMatchObject({
      outcome: 'waiting',
    });
    now = next;
  }
  expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 360, 360, 360]);
});

test('what changed is told by name', async () => {
  const { port, turn } = await serve(json);
  const url = `http://127.0.0.1:${port}/kev.json`;
  expect(await sync(url, NOW)).toMatchObject({ change: { counts: { added: 3, changed: 0, removed: 0 } } });
  // The same date and number, and other content: what counts is what it says.
  turn(
    (_, response) =>
      void response.end(kevOf(['CVE-2021-44228', 'CVE-2017-0144', 'CVE-2026-1000']).replace('Viewer', 'Reader')),
  );
  expect(await sync(url, NOW + 1)).toMatchObject({
    change: { added: ['CVE-2026-1000'], changed: ['CVE-2021-44228'], removed: ['CVE-2019-0708'] },
  });
  expect(await sync(url, NOW + 2)).toMatchObject({ outcome: 'same' });
});
