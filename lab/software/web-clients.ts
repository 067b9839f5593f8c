/** Clients of the web servers: cleartext and several versions of TLS, by curl and by OpenSSL's own client. */
import type { Host } from '../host.ts';
import { plays, tells, type Truth } from '../truth.ts';
import { browse } from './curl.ts';
import { noteServerHeader } from './nginx.ts';

export async function fetchPlain(
  truth: Truth,
  client: Host,
  server: Host,
  url: string,
  userAgent: string,
): Promise<void> {
  await browse(client, url, { userAgent, options: ['-o', `${client.folder}/fetched`] });
  tells(client.truth, 'http', { 'http-user-agent': userAgent });
  await noteServerHeader(server);
  plays(client.truth, 'http-client');
  truth.flow(client.name, server.name, 80, 'tcp', 'http', { actions: [{ verb: 'GET', count: 1 }] });
}

/** By curl, which offers at most `version`. */
export async function fetchSecure(
  truth: Truth,
  client: Host,
  server: Host,
  name: string,
  version: '1.2' | '1.3',
): Promise<void> {
  const options = ['-k', '--tls-max', version, '--resolve', `${name}:443:${server.address}`];
  await browse(client, `https://${name}/`, { userAgent: 'unseen', options });
  noteTls(truth, client, server, name);
}

/** By curl, to an address of IPv6. */
export async function fetchByIpv6(truth: Truth, client: Host, server: Host, name: string, at: string): Promise<void> {
  const options = ['-6', '-k', '--tls-max', '1.3', '--resolve', `${name}:443:[${at}]`];
  await browse(client, `https://${name}/`, { userAgent: 'unseen', options });
  noteTls(truth, client, server, name);
}

/** By OpenSSL's client, which speaks TLS 1.0 as an old device does. */
export async function greetOldTls(truth: Truth, client: Host, server: Host, name: string): Promise<void> {
  const old = ['-tls1', '-cipher', 'DEFAULT:@SECLEVEL=0', '-servername', name];
  const input = `GET / HTTP/1.0\r\nHost: ${name}\r\n\r\n`;
  await client.run(['openssl', 's_client', '-connect', `${server.address}:443`, ...old, '-ign_eof'], { input });
  noteTls(truth, client, server, name);
}

function noteTls(truth: Truth, client: Host, server: Host, name: string): void {
  tells(server.truth, 'tls', { 'tls-server-name': name });
  plays(client.truth, 'tls-client');
  truth.flow(client.name, server.name, 443, 'tcp', 'tls', { encrypted: true });
}
