/** tftp-hpa: where telephones and old devices fetch their configuration, unasked who they are. */
import { join } from 'node:path';
import type { Host } from '../host.ts';
import { plays, type Truth } from '../truth.ts';

const PORT = 69;
const FOLDER = 'tftp';

/** Serves `files` to everybody. */
export async function startTftp(host: Host, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, content] of Object.entries(files)) host.write(join(FOLDER, name), content);
  host.start(['in.tftpd', '-L', '-4', '-u', 'root', '-a', `0.0.0.0:${PORT}`, '-s', join(host.folder, FOLDER)]);
  await host.listening(PORT, 'udp');
  plays(host.truth, 'tftp-server');
}

export async function fetchByTftp(truth: Truth, client: Host, server: Host, file: string): Promise<void> {
  // It says nothing when it fails: what it fetched is the proof.
  const fetch = `cd ${client.folder} && tftp -4 -m binary ${server.address} -c get ${file} && test -s ${file}`;
  await client.run(['sh', '-c', fetch]);
  plays(client.truth, 'tftp-client');
  truth.flow(client.name, server.name, PORT, 'udp', 'tftp', { actions: [{ verb: 'RRQ', count: 1 }] });
}
