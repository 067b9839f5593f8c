import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { PERMISSIONS, type Route } from '../platform/http/endpoint.ts';
import { kevFeed, KEV_FILE } from './feeds/kev.ts';
import * as contract from './intel.contract.ts';
import { intelRoutes } from './intel.routes.ts';
import { kevOf } from './kev.samples.ts';
import { syncFeed } from './sync.ts';

let base: string;
let asked: (readonly string[])[];
let routes: Route[];
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'wardline-routes-'));
  asked = [];
  routes = intelRoutes({ folder: base, keeper: { sync: (feeds) => void asked.push(feeds), asking: false } });
  return () => rmSync(base, { recursive: true });
});

const actor = { account: 'a', name: 'Ada', role: 'admin', permissions: new Set(PERMISSIONS) };

async function ask(endpoint: { readonly path: string }, input: object): Promise<unknown> {
  const found = routes.find((it) => it.endpoint === endpoint);
  if (found === undefined) throw new Error('no such endpoint');
  const exchange = {
    method: found.endpoint.method,
    address: '',
    secure: true,
    body: nothing(),
    signal: new AbortController().signal,
    header: () => undefined,
    setHeader: () => undefined,
  };
  return found.handle(found.endpoint.input.parse(input), actor, exchange);
}

async function* nothing(): AsyncGenerator<Uint8Array> {
  yield* [];
}

test('every feed is listed with its age, also before anything was taken', async () => {
  mkdirSync(join(base, 'mirror', 'kev'), { recursive: true });
  writeFileSync(join(base, 'mirror', 'kev', KEV_FILE), kevOf(['CVE-2021-44228'], new Date().toISOString()));
  await syncFeed(kevFeed(), { folder: base, from: { mirror: join(base, 'mirror') }, now: Date.now() });
  const answer = contract.listFeeds.output.parse(await ask(contract.listFeeds, {}));
  expect(answer).toMatchObject({ online: false, mirror: null, asking: false });
  expect(answer.feeds.find(({ name }) => name === 'kev')).toMatchObject({
    state: 'fresh',
    count: 1,
    sentence: 'What is known is less than an hour old.',
  });
  expect(answer.feeds.find(({ name }) => name === 'csaf')).toMatchObject({
    state: 'none',
    age: null,
    sentence: 'Nothing has been taken yet.',
  });
  expect(contract.listIntelChanges.output.parse(await ask(contract.listIntelChanges, {}))).toMatchObject({
    changes: [{ feed: 'kev', added: ['CVE-2021-44228'] }],
  });
});

test('a person may ask for feeds by name, and for all; a name that no feed has is refused', async () => {
  expect(await ask(contract.syncFeeds, { feeds: ['kev'] })).toEqual({ asked: ['kev'] });
  await ask(contract.syncFeeds, {});
  expect(asked).toEqual([['kev'], []]);
  await expect(ask(contract.syncFeeds, { feeds: ['nonsense'] })).rejects.toThrow('No feed is called nonsense');
});
