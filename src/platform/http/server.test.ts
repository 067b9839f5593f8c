import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { AppError } from '../../lib/errors.ts';
import { everyoneMay } from './actor.ts';
import type { Assets } from './assets.ts';
import { endpoint, listOf, route } from './endpoint.ts';
import { createServer, type ServerOptions } from './server.ts';

const getPump = endpoint({
  method: 'GET',
  path: '/pumps/{id}',
  summary: 'One pump',
  permission: 'device:read',
  input: z.object({
    id: z.string(),
    fields: listOf(z.enum(['rate', 'drug'])),
    limit: z.coerce.number().max(9).default(1),
  }),
  output: z.object({ id: z.string(), fields: z.array(z.string()), limit: z.number() }),
});
const routes = [
  route(getPump, (input) => {
    if (input.id === 'gone') throw new AppError('not-found', 'Pump gone does not exist');
    if (input.id === 'broken') throw new TypeError('a secret of the inside');
    return input;
  }),
];
const text = (body: string) => new TextEncoder().encode(body);
const assets: Assets = new Map([
  ['/index.html', { body: text('<title>Wardline</title>'), type: 'text/html', hashed: false }],
  ['/assets/main-1.js', { body: text('1'), type: 'text/javascript', hashed: true }],
]);

function serverWith(options: Partial<ServerOptions> = {}) {
  const bugs: Error[] = [];
  const onBug = (error: Error) => bugs.push(error);
  const server = createServer({
    routes,
    actorOf: everyoneMay('device:read'),
    version: '1',
    assets,
    onBug,
    ...options,
  });
  return { bugs, get: (path: string, headers: Record<string, string> = {}) => server.request(path, { headers }) };
}

describe('an endpoint', () => {
  test('takes its input from path and query, checked and converted', async () => {
    const response = await serverWith().get('/api/pumps/p1?limit=5&fields=rate,drug');
    expect(await response.json()).toEqual({ id: 'p1', fields: ['rate', 'drug'], limit: 5 });
    expect(response.headers.get('cache-control')).toBe('no-store');
  });

  test('answers a problem document that says what is wrong with the input', async () => {
    const response = await serverWith().get('/api/pumps/p1?limit=10');
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(await response.json()).toMatchObject({
      status: 400,
      code: 'invalid',
      detail: expect.stringContaining('limit'),
    });
  });

  test('answers a problem document for what does not exist', async () => {
    const response = await serverWith().get('/api/pumps/gone');
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ code: 'not-found', detail: 'Pump gone does not exist' });
  });

  test('tells a bug to the log and not to the caller', async () => {
    const { bugs, get } = serverWith();
    const response = await get('/api/pumps/broken');
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('secret');
    expect(bugs).toHaveLength(1);
  });

  test('is closed to whoever lacks its permission', async () => {
    const response = await serverWith({ actorOf: everyoneMay('flow:read') }).get('/api/pumps/p1');
    expect(response.status).toBe(403);
  });
});

describe('the guard', () => {
  test.each(['evil.example', 'evil.example:8420', '127.0.0.1.evil.example', '10.0.0.1:8420'])(
    'turns away a browser that was told that %s is this machine',
    async (host) => {
      const response = await serverWith().get('/api/pumps/p1', { host });
      expect(response.status).toBe(403);
      expect(await response.text()).not.toContain('p1');
    },
  );

  test.each(['localhost:8420', '127.0.0.1:1', '[::1]:8420', 'LOCALHOST'])('lets %s in', async (host) => {
    expect((await serverWith().get('/api/pumps/p1', { host })).status).toBe(200);
  });

  test('turns away what a page of another site asks for', async () => {
    const headers = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' };
    expect((await serverWith().get('/api/pumps/p1', headers)).status).toBe(403);
  });

  test.each(['/', '/api/pumps/p1', '/api/pumps/gone', '/api/none', '/none.js'])(
    'gives %s a policy that allows no inline code',
    async (path) => {
      const policy = (await serverWith().get(path)).headers.get('content-security-policy');
      expect(policy).toContain("default-src 'none'");
      expect(policy).not.toContain('unsafe');
    },
  );
});

describe('the files of the console', () => {
  test('are kept by the browser when their name holds their hash, and asked for again when not', async () => {
    const { get } = serverWith();
    expect((await get('/assets/main-1.js')).headers.get('cache-control')).toContain('immutable');
    expect((await get('/')).headers.get('cache-control')).toBe('no-cache');
  });

  test('answer every address of a page with the one page', async () => {
    expect(await (await serverWith().get('/devices/d-1?tab=2')).text()).toContain('<title>Wardline');
  });

  test.each(['/assets/none.js', '/../package.json', '/%2e%2e/package.json', '/api/none'])(
    'do not hold %s',
    async (path) => {
      expect((await serverWith().get(path)).status).toBe(404);
    },
  );
});

test('the OpenAPI document holds every endpoint with its permission', async () => {
  const response = await serverWith().get('/api/openapi.json');
  expect(await response.json()).toMatchObject({
    openapi: '3.1.0',
    paths: {
      '/pumps/{id}': {
        get: {
          'x-permission': 'device:read',
          parameters: [
            { name: 'id', in: 'path', required: true },
            { name: 'fields', in: 'query', required: false },
            { name: 'limit', in: 'query', required: false },
          ],
        },
      },
    },
  });
});

test('the page of the API shows every endpoint and runs no script', async () => {
  const { get } = serverWith();
  const response = await get('/api');
  const page = await response.text();
  expect(response.headers.get('content-type')).toContain('text/html');
  expect(page).toContain('/api/pumps/{id}');
  expect(page).not.toMatch(/<script|<style| style=| on\w+=/);
  expect((await get('/api/reference.css')).headers.get('content-type')).toBe('text/css');
});
