/** MariaDB: a server that asks nobody for a password, and its client. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Host } from '../host.ts';
import { run } from '../process.ts';
import { plays, tells, type Truth } from '../truth.ts';

const PORT = 3306;

export async function startDatabase(host: Host): Promise<void> {
  const data = join(host.folder, 'mysql');
  mkdirSync(data, { recursive: true });
  const files = [`--datadir=${data}`, `--socket=${host.folder}/mysql.sock`, `--pid-file=${host.folder}/mysql.pid`];
  const small = ['--skip-grant-tables', '--skip-innodb', '--default-storage-engine=Aria', '--skip-log-bin'];
  const network = ['--skip-networking=0', '--bind-address=0.0.0.0', `--port=${PORT}`, '--skip-name-resolve'];
  host.start(['mariadbd', '--no-defaults', '--user=root', ...files, ...small, ...network]);
  await host.listening(PORT);
  // Servers of version 10 and later say so behind a prefix, for old replicas. @see MariaDB, Initial Handshake Packet
  const version = /Ver (?<version>\S+)/.exec(await run(['mariadbd', '--version']))?.groups?.['version'] ?? '';
  tells(host.truth, 'mysql', { 'mysql-version': `5.5.5-${version}` });
  plays(host.truth, 'mysql-server');
}

export async function query(truth: Truth, client: Host, server: Host, user: string, statement: string): Promise<void> {
  const where = ['--no-defaults', '-h', server.address, '-P', String(PORT), '-u', user, '--skip-ssl'];
  await client.run(['mariadb', ...where, '-e', statement]);
  plays(client.truth, 'mysql-client');
  truth.flow(client.name, server.name, PORT, 'tcp', 'mysql', { actions: [{ verb: 'login', count: 1 }] });
}
