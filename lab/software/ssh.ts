/** OpenSSH's server and client. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Host } from '../host.ts';
import { run } from '../process.ts';
import { plays, tells, type Truth } from '../truth.ts';

const PORT = 22;

/** Starts a server that lets in whoever holds the key that is returned: its path. */
export async function startSsh(host: Host): Promise<string> {
  const keys = ['host_key', 'client_key'].map((name) => join(host.folder, name));
  const [hostKey = '', clientKey = ''] = keys;
  for (const key of keys) {
    rmSync(key, { force: true });
    await run(['ssh-keygen', '-q', '-t', 'ed25519', '-N', '', '-C', 'lab', '-f', key]);
  }
  const configuration = host.write(
    'sshd_config',
    `Port ${PORT}
HostKey ${hostKey}
AuthorizedKeysFile ${clientKey}.pub
StrictModes no
UsePAM no
PasswordAuthentication no
PermitRootLogin yes
PidFile ${host.folder}/sshd.pid
`,
  );
  // sshd wants its privilege separation folder, which lies in the /run that all hosts share, and an absolute path.
  host.start(['sh', '-c', `mkdir -p /run/sshd && exec /usr/sbin/sshd -D -e -f ${configuration}`]);
  await host.listening(PORT);
  plays(host.truth, 'ssh-server');
  return clientKey;
}

export async function logIn(truth: Truth, client: Host, server: Host, key: string): Promise<void> {
  const trusting = ['-o', 'StrictHostKeyChecking=no', '-o', `UserKnownHostsFile=${client.folder}/known_hosts`];
  await client.run(['ssh', '-F', 'none', '-q', '-i', key, ...trusting, `root@${server.address}`, 'uptime']);
  const software = await identification();
  tells(client.truth, 'ssh', { 'ssh-software': software });
  tells(server.truth, 'ssh', { 'ssh-software': software });
  plays(client.truth, 'ssh-client');
  truth.flow(client.name, server.name, PORT, 'tcp', 'ssh', { encrypted: true });
}

/** What this machine's OpenSSH says first, RFC 4253 section 4.2. */
async function identification(): Promise<string> {
  const version = await run(['sh', '-c', 'ssh -V 2>&1']);
  return `SSH-2.0-${version.split(',')[0] ?? ''}`;
}
