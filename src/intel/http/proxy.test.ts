/** Feeds behind a hospital's proxy. */
import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { connect, type Server } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { selfSigned } from '../../platform/http/certificate.samples.ts';
import { Client } from './client.ts';

async function portOf(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('A port was asked for');
  return address.port;
}

test('what is fetched over TLS goes through the proxy that the environment names, and around it where that says so', async () => {
  const { cert, key } = selfSigned({ names: ['localhost'] });
  const port = await portOf(createTlsServer({ cert, key }, (_, response) => void response.end('feed')));
  const tunnels: string[] = [];
  const proxy = createServer();
  proxy.on('connect', (request, socket) => {
    tunnels.push(request.url ?? '');
    const target = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      target.pipe(socket).pipe(target);
    });
    for (const end of [target, socket]) end.on('error', () => undefined);
  });
  const environment = { HTTPS_PROXY: `http://127.0.0.1:${await portOf(proxy)}` };
  const fetched = async (more: NodeJS.ProcessEnv): Promise<string> => {
    const client = new Client({ environment: { ...environment, ...more }, ca: cert });
    try {
      return (await client.bytes({ url: `https://localhost:${port}/feed`, maxBytes: 100 })).body.toString();
    } finally {
      client.close();
    }
  };
  expect(await fetched({})).toBe('feed');
  expect(tunnels).toEqual([`localhost:${port}`]);
  expect(await fetched({ NO_PROXY: 'localhost' })).toBe('feed');
  expect(tunnels).toHaveLength(1);
});

test('a proxy that is not there is named as trouble of the network', async () => {
  const client = new Client({ environment: { HTTPS_PROXY: 'http://127.0.0.1:1' } });
  onTestFinished(() => client.close());
  await expect(client.bytes({ url: 'https://feeds.example/', maxBytes: 100 })).rejects.toMatchObject({
    code: 'unavailable',
  });
});
