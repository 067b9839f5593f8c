import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { everyoneMay } from './actor.ts';
import { MAX_JSON_BYTES } from './body.ts';
import { endpoint, FileAnswer, fileOf, route } from './endpoint.ts';
import { listen, type Listening } from './listen.ts';
import { createServer } from './server.ts';

const noteAdded = endpoint({
  method: 'POST',
  path: '/notes/{id}',
  summary: 'Add a note',
  permission: 'device:write',
  input: z.object({ id: z.string(), text: z.string() }),
  output: z.object({ id: z.string(), length: z.number() }),
});
const putCapture = endpoint({
  method: 'PUT',
  path: '/captures/{name}',
  summary: 'Read a capture',
  permission: 'capture:write',
  upload: 'application/vnd.tcpdump.pcap',
  input: z.object({ name: z.string(), keep: z.string().optional() }),
  output: z.object({ name: z.string(), keep: z.string().optional(), bytes: z.number() }),
});
const exportDevices = endpoint({
  method: 'GET',
  path: '/export',
  summary: 'All devices',
  permission: 'device:read',
  input: z.object({}),
  output: fileOf('text/csv'),
});

/** What became of uploads: their bytes so far, and how they ended. */
let taken = 0;
let release = Promise.withResolvers<void>();
const endings: string[] = [];
let server: Listening;

beforeAll(async () => {
  const { fetch } = createServer({
    routes: [
      route(noteAdded, ({ id, text }) => ({ id, length: text.length })),
      route(putCapture, async ({ name, keep }, _, { body }) => {
        let bytes = 0;
        if (name === 'slow') await release.promise;
        try {
          for await (const part of body) taken = bytes += part.length;
        } catch (error) {
          endings.push(error instanceof Error ? error.message : 'no error');
          throw error;
        }
        return { name, keep, bytes };
      }),
      route(exportDevices, () => new FileAnswer('Geräte 2026.csv', 'name\nCT 2\n')),
    ],
    actorOf: everyoneMay('device:read', 'device:write', 'capture:write'),
    version: '1',
    onBug: (error) => endings.push(`bug: ${error.message}`),
  });
  server = await listen({ fetch, host: '127.0.0.1', port: 0 });
});
afterAll(async () => server.close());

const send = async (
  path: string,
  body: NonNullable<RequestInit['body']>,
  type = 'application/json',
  headers: Record<string, string> = {},
) =>
  fetch(`${server.url}api${path}`, {
    method: path.startsWith('/captures') ? 'PUT' : 'POST',
    body,
    headers: { 'content-type': type, ...headers },
    ...(body instanceof ReadableStream ? { duplex: 'half' as const } : {}),
  });

describe('a JSON body', () => {
  test('is input beside what stands in the path, and the path wins', async () => {
    const response = await send('/notes/p1', JSON.stringify({ id: 'other', text: 'moved' }));
    expect(await response.json()).toEqual({ id: 'p1', length: 5 });
  });

  test.each(['{"text": "secret-7', 'secret-7', '"secret-7"', '[1]', 'null'])(
    'that is no object is a problem which does not repeat it: %s',
    async (body) => {
      const response = await send('/notes/p1', body);
      expect(response.status).toBe(400);
      expect(await response.text()).not.toContain('secret-7');
    },
  );

  test('of another type is refused, as a form of another site would send it', async () => {
    expect((await send('/notes/p1', '{"text":"x"}', 'text/plain')).status).toBe(400);
  });

  test.each([
    ['that says so', JSON.stringify({ text: 'x'.repeat(MAX_JSON_BYTES) })],
    ['that comes in pieces', new Blob([JSON.stringify({ text: 'x'.repeat(MAX_JSON_BYTES) })]).stream()],
  ])('over the limit is refused with 413, also one %s', async (_, body) => {
    const response = await send('/notes/p1', body);
    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({ code: 'too-large' });
  });
});

describe('an upload', () => {
  test('has its input in path and query, and any length', async () => {
    const bytes = 8 * MAX_JSON_BYTES;
    const response = await send('/captures/a.pcap?keep=yes', new Uint8Array(bytes), 'application/octet-stream');
    expect(await response.json()).toEqual({ name: 'a.pcap', keep: 'yes', bytes });
  });

  test('comes only as fast as its reader takes it', async () => {
    let sent = 0;
    release = Promise.withResolvers<void>();
    const piece = new Uint8Array(MAX_JSON_BYTES);
    const stream = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          if (sent === 64) controller.close();
          else {
            sent += 1;
            controller.enqueue(piece);
          }
        },
      },
      { highWaterMark: 0 },
    );
    const answer = send('/captures/slow', stream, 'application/octet-stream');
    // Until nothing more is taken from the sender for a while: what is under way fills the buffers of both ends.
    const history: number[] = [];
    const rests = () => history.push(sent) > 2 && sent > 0 && history.at(-2) === sent;
    await expect.poll(rests, { interval: 500, timeout: 60_000 }).toBe(true);
    expect(sent).toBeLessThan(48);
    release.resolve();
    expect(await (await answer).json()).toEqual({ name: 'slow', bytes: 64 * MAX_JSON_BYTES });
  });

  test('that breaks off tells its reader how far it came', async () => {
    taken = 0;
    const socket = connect(server.port, '127.0.0.1');
    socket.write('PUT /api/captures/b HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\n');
    socket.write(new Uint8Array(3000));
    await expect.poll(() => taken).toBe(3000);
    socket.destroy();
    await expect.poll(() => endings.at(-1)).toBe('What was sent broke off after 3,000 bytes: the connection was lost.');
  });
});

describe('a change', () => {
  test.each([
    ['another origin', { origin: 'https://evil.example' }],
    ['no origin that it tells', { origin: 'null' }],
    ['another port of this machine', { origin: 'http://127.0.0.1:1' }],
    ['another site', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' }],
    ['a neighbour of this site', { 'sec-fetch-site': 'same-site' }],
  ])('that a page of %s asks for is refused', async (_, headers) => {
    // Node's fetch sets `sec-fetch-mode` itself and would not be told otherwise.
    const response = await createServer({
      routes: [route(noteAdded, ({ id }) => ({ id, length: 0 }))],
      actorOf: everyoneMay('device:write'),
      version: '1',
      onBug: () => undefined,
    }).request('http://localhost:8420/api/notes/p1', {
      method: 'POST',
      body: '{"text":"x"}',
      headers: { 'content-type': 'application/json', host: 'localhost:8420', ...headers },
    });
    expect(response.status).toBe(403);
  });

  test('that the console itself asks for is done', async () => {
    const response = await send('/notes/p1', '{"text":"x"}', undefined, {
      origin: server.url.slice(0, -1),
      'sec-fetch-site': 'same-origin',
    });
    expect(response.status).toBe(200);
  });
});

test('a file is kept under its own name, whatever letters that has', async () => {
  const response = await fetch(`${server.url}api/export`);
  expect(response.headers.get('content-type')).toBe('text/csv');
  expect(response.headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''Ger%C3%A4te%202026.csv");
  expect(await response.text()).toBe('name\nCT 2\n');
});
