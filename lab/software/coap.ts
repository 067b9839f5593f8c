/** libcoap's example server and client: a small thing that is asked for what it measures. */
import type { Host } from '../host.ts';
import { plays, type Truth } from '../truth.ts';

const PORT = 5683;

export async function startCoap(host: Host): Promise<void> {
  host.start(['coap-server-notls', '-A', host.address, '-p', String(PORT)]);
  await host.listening(PORT, 'udp');
  plays(host.truth, 'coap-server');
}

/** One request, one conversation. */
export async function ask(
  truth: Truth,
  client: Host,
  server: Host,
  method: 'get' | 'put',
  path: string,
  payload?: string,
): Promise<void> {
  const body = payload === undefined ? [] : ['-e', payload];
  await client.run(['coap-client-notls', '-B', '20', '-m', method, ...body, `coap://${server.address}/${path}`]);
  plays(client.truth, 'coap-client');
  const actions = [{ verb: method.toUpperCase(), count: 1 }];
  truth.flow(client.name, server.name, PORT, 'udp', 'coap', { actions });
}
