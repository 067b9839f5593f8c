/** Samba's file server and smbclient. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Host } from '../host.ts';
import { plays, tells, type Truth } from '../truth.ts';

const PORT = 445;
const SHARE = 'reports';
const USER = 'ward3';
const PASSWORD = 'lab only, no secret';
/** Whom Samba serves {@link USER} as: an account that every Debian has. */
const ACCOUNT = 'nobody';

export async function startFileServer(host: Host, netbiosName: string): Promise<void> {
  const { folder } = host;
  for (const part of ['share', 'private', 'lock', 'state', 'cache', 'pid', 'ncalrpc']) {
    mkdirSync(join(folder, part), { recursive: true });
  }
  const users = host.write('users.map', `${ACCOUNT} = ${USER}\n`);
  const configuration = host.write(
    'smb.conf',
    `[global]
netbios name = ${netbiosName}
workgroup = HOSPITAL
server role = standalone server
server min protocol = SMB2
smb ports = ${PORT}
disable netbios = yes
disable spoolss = yes
load printers = no
username map = ${users}
private dir = ${folder}/private
lock directory = ${folder}/lock
state directory = ${folder}/state
cache directory = ${folder}/cache
pid directory = ${folder}/pid
ncalrpc dir = ${folder}/ncalrpc
log file = ${folder}/smbd.log
[${SHARE}]
path = ${folder}/share
read only = no
force user = root
`,
  );
  const passwords = `${PASSWORD}\n${PASSWORD}\n`;
  await host.run(['smbpasswd', '-c', configuration, '-s', '-a', ACCOUNT], { input: passwords });
  host.start(['smbd', '--foreground', '--no-process-group', '-s', configuration]);
  await host.listening(PORT);
  plays(host.truth, 'file-server');
}

/** Puts a file on the share under a name that tells of a patient, lists the share and reads the file back. */
export async function exchangeFile(
  truth: Truth,
  client: Host,
  server: Host,
  netbiosNames: { readonly client: string; readonly server: string },
  file: { readonly name: string; readonly content: string },
): Promise<void> {
  const local = client.write('letter.txt', file.content);
  const configuration = client.write(
    'smb.conf',
    `[global]
netbios name = ${netbiosNames.client}
workgroup = HOSPITAL
client min protocol = SMB2
lock directory = ${client.folder}
private dir = ${client.folder}
state directory = ${client.folder}
cache directory = ${client.folder}
`,
  );
  const commands = `put "${local}" "${file.name}"; ls; get "${file.name}" ${client.folder}/copy.txt`;
  const target = [`//${server.address}/${SHARE}`, '-p', String(PORT)];
  const user = ['-U', `${USER}%${PASSWORD}`, '-W', 'HOSPITAL'];
  const listing = await client.run(['smbclient', ...target, '-s', configuration, ...user, '-c', commands]);
  if (!listing.includes(file.name)) throw new Error(`the share does not list the file: ${listing}`);
  tells(client.truth, 'smb', { 'ntlm-hostname': netbiosNames.client });
  tells(server.truth, 'smb', { 'ntlm-hostname': netbiosNames.server });
  plays(client.truth, 'file-client');
  truth.flow(client.name, server.name, PORT, 'tcp', 'smb');
}
