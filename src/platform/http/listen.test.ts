import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { everyoneMay } from './actor.ts';
import { readCertificate } from './certificate.ts';
import { selfSigned } from './certificate.samples.ts';
import { endpoint, route } from './endpoint.ts';
import { listen, type Listening } from './listen.ts';
import { createServer } from './server.ts';

const HOUR = 3_600_000;
const getWhere = endpoint({
  method: 'GET',
  path: '/where',
  summary: 'Where the caller is',
  permission: 'device:read',
  input: z.object({}),
  output: z.object({ address: z.string(), secure: z.boolean() }),
});
let folder: string;
let open: Listening[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wardline-tls-'));
  open = [];
});
afterEach(async () => {
  for (const it of open) await it.close();
  rmSync(folder, { recursive: true });
});

function stored(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

async function serve(host: string, port: number, pair?: { cert: string; key: string }): Promise<Listening> {
  const certificate = pair && readCertificate(stored('c.pem', pair.cert), stored('k.pem', pair.key));
  const { fetch } = createServer({
    routes: [route(getWhere, (_, __, { address, secure }) => ({ address, secure }))],
    actorOf: everyoneMay('device:read'),
    version: '1',
    onBug: (error) => {
      throw error;
    },
    tls: certificate,
  });
  const listening = await listen({ fetch, host, port, certificate });
  open.push(listening);
  return listening;
}

interface Told {
  readonly status: number | undefined;
  readonly hsts: string | undefined;
  readonly text: string;
}

/** Asks over TLS under a name that need not lead here, and trusts `ca` alone. */
async function ask({ port }: Listening, host: string, ca: string): Promise<Told> {
  const { promise, resolve, reject } = Promise.withResolvers<Told>();
  const options = { host: '127.0.0.1', port, path: '/api/where', headers: { host }, servername: host, ca };
  request(options, (response) => {
    const parts: Buffer[] = [];
    response.on('data', (part: Buffer) => parts.push(part));
    response.on('end', () => {
      const hsts = response.headers['strict-transport-security'];
      resolve({ status: response.statusCode, hsts, text: Buffer.concat(parts).toString() });
    });
  })
    .on('error', reject)
    .end();
  return promise;
}

describe('without TLS', () => {
  test.each(['0.0.0.0', '10.0.0.1', '::'])('nobody but this machine is served: %s is refused', async (host) => {
    await expect(serve(host, 0)).rejects.toThrow(/this machine only.*--tls-cert/);
  });

  test('a request tells where it came from', async () => {
    const { url } = await serve('127.0.0.1', 0);
    expect(await (await fetch(`${url}api/where`)).json()).toEqual({ address: '127.0.0.1', secure: false });
  });

  test('a port that is taken is named, and how to give another', async () => {
    const { port } = await serve('127.0.0.1', 0);
    await expect(serve('127.0.0.1', port)).rejects.toThrow(`Port ${port} is taken: give another with --port`);
  });
});

describe('with TLS', () => {
  const pair = selfSigned({ names: ['wardline.hospital.example', '*.ward.example'] });

  test('it answers under the names of its certificate, and makes browsers stay with TLS', async () => {
    const server = await serve('0.0.0.0', 0, pair);
    expect(server.url).toBe(`https://wardline.hospital.example:${server.port}/`);
    const told = await ask(server, 'wardline.hospital.example', pair.cert);
    expect(told).toMatchObject({ status: 200, hsts: 'max-age=31536000' });
    expect(JSON.parse(told.text)).toEqual({ address: '127.0.0.1', secure: true });
    expect(await ask(server, 'a.ward.example', pair.cert)).toMatchObject({ status: 200 });
  });

  test('it answers under no other name', async () => {
    const server = await serve('127.0.0.1', 0, selfSigned({ names: ['a.example', 'b.example'] }));
    // Node's client checks names as browsers do; the guard is for those that were told to accept anything.
    const response = await new Promise<number | undefined>((resolve, reject) => {
      const headers = { host: 'evil.example' };
      request(
        { host: '127.0.0.1', port: server.port, path: '/api/where', headers, rejectUnauthorized: false },
        (it) => {
          it.resume();
          resolve(it.statusCode);
        },
      )
        .on('error', reject)
        .end();
    });
    expect(response).toBe(403);
  });
});

describe('certificate files', () => {
  const good = selfSigned();
  const other = selfSigned();
  test.each([
    ['is missing', undefined, good.key, /c\.pem cannot be read: there is no such file/],
    ['is no PEM', 'nonsense', good.key, /c\.pem holds no TLS certificate in PEM/],
    [
      'is damaged',
      good.cert.replace(/\n.{64}\n/, '\nAAAA\n'),
      good.key,
      /c\.pem holds no certificate that can be read/,
    ],
    ['belongs to another key', other.cert, good.key, /k\.pem does not belong to the certificate in .*c\.pem/],
    ['has a damaged key', good.cert, good.key.replace(/\n.{64}\n/, '\nAAAA\n'), /k\.pem holds no private key/],
  ])('are refused in words when one %s', (_, cert, key, message) => {
    if (cert !== undefined) stored('c.pem', cert);
    stored('k.pem', key);
    expect(() => readCertificate(join(folder, 'c.pem'), join(folder, 'k.pem'))).toThrow(message);
  });

  test.each([
    ['expired', { from: Date.now() - 2 * HOUR, to: Date.now() - HOUR }, /expired on/],
    ['not valid yet', { from: Date.now() + HOUR, to: Date.now() + 2 * HOUR }, /not valid before/],
    ['for no host', { names: [] }, /names no host/],
  ])('are refused when the certificate is %s', (_, wish, message) => {
    const { cert, key } = selfSigned(wish);
    expect(() => readCertificate(stored('c.pem', cert), stored('k.pem', key))).toThrow(message);
  });

  test('never show a word of the key in what is said about them', () => {
    const secret = other.key.split('\n')[1] ?? '';
    expect(secret.length).toBeGreaterThan(40);
    expect(() => readCertificate(stored('c.pem', good.cert), stored('k.pem', other.key))).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining(secret) }),
    );
  });
});
