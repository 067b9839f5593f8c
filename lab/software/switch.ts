/** Net-SNMP's agent dressed as a switch: its forwarding table, its ports, its neighbours and its ARP table are what one says. */
import { type ChildProcess, spawn } from 'node:child_process';
import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run, until } from '../process.ts';

export interface SwitchDress {
  readonly name: string;
  readonly description: string;
  readonly ports: readonly { readonly name: string; readonly alias?: string }[];
  /** Which hardware address is learned at which port (counted from 1) in which VLAN. */
  readonly learned: readonly { readonly mac: string; readonly port: number; readonly vlan: number }[];
  readonly arp: readonly { readonly mac: string; readonly address: string }[];
  /** Switches that announce themselves at a port. */
  readonly neighbours: readonly { readonly port: number; readonly name: string }[];
}

export interface Access {
  readonly community: string;
  readonly user: string;
  readonly authKey: string;
  readonly privacyKey: string;
}

const PROGRAM = join(import.meta.dirname, '..', 'programs', 'mib.ts');
/** Interfaces are numbered otherwise than ports, as in real switches. */
const IF_INDEX = 10_000;

export class DressedSwitch {
  readonly #child: ChildProcess;
  readonly #file: string;

  /** `folder`: of its own, empty. */
  static async start(folder: string, port: number, access: Access, dress: SwitchDress): Promise<DressedSwitch> {
    const file = join(folder, 'mib.txt');
    writeFileSync(file, mibOf(dress));
    const serve = `${process.execPath} ${PROGRAM} ${file}`;
    const roots = ['.1.3.6.1.2.1.17', '.1.3.6.1.2.1.31.1.1', '.1.3.6.1.2.1.4.22', '.1.0.8802.1.1.2'];
    const { community, user, authKey, privacyKey } = access;
    const configuration = join(folder, 'snmpd.conf');
    writeFileSync(
      configuration,
      [
        `rocommunity ${community} 127.0.0.1`,
        `createUser ${user} SHA-256 "${authKey}" AES "${privacyKey}"`,
        `rouser ${user} priv`,
        `sysName ${dress.name}`,
        `sysDescr ${dress.description}`,
        ...roots.map((root) => `pass_persist -p 1 ${root} ${serve}`),
        '',
      ].join('\n'),
      { mode: 0o600 },
    );
    // Its own tables of this machine's network give way to ours.
    const without = ['-I', '-at,ip,inetNetToMediaTable'];
    const argv = [
      '-f',
      ...without,
      '-Lf',
      join(folder, 'log.txt'),
      '-C',
      '-c',
      configuration,
      '-p',
      join(folder, 'snmpd.pid'),
    ];
    const env = { ...process.env, SNMP_PERSISTENT_DIR: folder, MIBS: '' };
    const child = spawn('snmpd', [...argv, `udp:127.0.0.1:${port}`], { env, stdio: 'ignore' });
    // Each part of the tree is served by a program of its own, which is started by the first question: the agent answers nobody
    // else meanwhile.
    for (const root of roots) {
      const next = ['snmpgetnext', '-v2c', '-c', community, '-t', '1', '-r', '0', `127.0.0.1:${port}`, root];
      await until(`snmpd, ${root}`, async () => (await run(next, { env: { MIBS: '' }, accept: [0, 1] })).includes('='));
    }
    return new DressedSwitch(child, file);
  }

  private constructor(child: ChildProcess, file: string) {
    this.#child = child;
    this.#file = file;
  }

  /** From now on it is dressed so. */
  change(dress: SwitchDress): void {
    writeFileSync(`${this.#file}.new`, mibOf(dress));
    renameSync(`${this.#file}.new`, this.#file);
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.#child.once('exit', resolve));
    this.#child.kill('SIGTERM');
    await ended;
  }
}

function mibOf({ ports, learned, arp, neighbours }: SwitchDress): string {
  const lines: string[] = [];
  ports.forEach(({ name, alias = '' }, at) => {
    const number = at + 1;
    lines.push(`.1.3.6.1.2.1.17.1.4.1.2.${number} integer ${IF_INDEX + number}`);
    lines.push(`.1.3.6.1.2.1.31.1.1.1.1.${IF_INDEX + number} string ${name}`);
    if (alias !== '') lines.push(`.1.3.6.1.2.1.31.1.1.1.18.${IF_INDEX + number} string ${alias}`);
    lines.push(`.1.0.8802.1.1.2.1.3.7.1.3.${number} string ${name}`);
  });
  for (const { mac, port, vlan } of learned) {
    const index = `${vlan}.${decimal(mac)}`;
    lines.push(`.1.3.6.1.2.1.17.7.1.2.2.1.2.${index} integer ${port}`);
    lines.push(`.1.3.6.1.2.1.17.7.1.2.2.1.3.${index} integer 3`);
  }
  for (const { mac, address } of arp) {
    lines.push(`.1.3.6.1.2.1.4.22.1.2.1.${address} octet ${mac.replaceAll(':', ' ')}`);
    lines.push(`.1.3.6.1.2.1.4.22.1.4.1.${address} integer 3`);
  }
  for (const { port, name } of neighbours) {
    lines.push(`.1.0.8802.1.1.2.1.4.1.1.9.0.${port}.1 string ${name}`);
    lines.push(`.1.0.8802.1.1.2.1.4.1.1.12.0.${port}.1 octet 28 00`);
  }
  return `${lines.join('\n')}\n`;
}

const decimal = (mac: string): string =>
  mac
    .split(':')
    .map((octet) => Number.parseInt(octet, 16))
    .join('.');
