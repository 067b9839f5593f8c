/** A device's own web page, of which its maker's name and version are the only truth; ours, see `lab/programs`. */
import type { Host } from '../host.ts';
import { plays, tells, type Truth } from '../truth.ts';
import { browse } from './curl.ts';
import { node } from './node.ts';

export async function startDeviceWeb(host: Host, server: string, title: string): Promise<void> {
  host.start(node('device-web.ts', '80', server, title));
  await host.listening(80);
  tells(host.truth, 'http', { 'http-server': server });
  plays(host.truth, 'http-server');
}

export async function lookAtDevice(truth: Truth, client: Host, device: Host, userAgent: string): Promise<void> {
  await browse(client, `http://${device.address}/status`, { userAgent });
  tells(client.truth, 'http', { 'http-user-agent': userAgent });
  plays(client.truth, 'http-client');
  truth.flow(client.name, device.name, 80, 'tcp', 'http', { actions: [{ verb: 'GET', count: 1 }] });
}
