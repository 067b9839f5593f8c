/** A host of the lab: what it is, and how programs are run on it. */
import { spawn } from 'node:child_process';
import { mkdirSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CORE } from './hartley.ts';
import { run, type RunOptions, until } from './process.ts';
import type { HostDescription, Truth, TruthHost } from './truth.ts';

export class Host {
  readonly name: string;
  readonly description: HostDescription;
  readonly truth: TruthHost;
  readonly namespace: string;
  /** A folder of its own for configuration, data and logs. */
  readonly folder: string;
  /** The address that others reach it at now. */
  address: string;

  constructor(name: string, description: HostDescription, truth: Truth, namespace: string, folder: string) {
    this.name = name;
    this.description = description;
    this.truth = truth.host(name, description);
    this.namespace = namespace;
    this.folder = join(folder, name);
    this.address = description.addresses[0] ?? '';
    mkdirSync(this.folder, { recursive: true });
    this.write('resolv.conf', `nameserver ${CORE}\noptions timeout:2 attempts:1\n`);
  }

  /** Runs a program on the host to its end. */
  async run(argv: readonly string[], options?: RunOptions): Promise<string> {
    return await run(this.#inside(argv), options);
  }

  /** Starts a program that stays until the lab is over; what it prints goes to a file of the host's folder. */
  start(argv: readonly string[], env: Readonly<Record<string, string>> = {}): void {
    const log = openSync(join(this.folder, 'log.txt'), 'a');
    const [program = '', ...args] = this.#inside(argv);
    const child = spawn(program, args, {
      cwd: this.folder,
      env: { ...process.env, ...env },
      stdio: ['ignore', log, log],
      detached: true, // Ctrl-C ends the lab, which then ends its hosts in order
    });
    child.on('error', (error) => console.error(`${this.name}: ${argv.join(' ')}: ${error.message}`));
    child.unref();
  }

  /** Waits until something listens at a port. */
  async listening(port: number, transport: 'tcp' | 'udp' = 'tcp'): Promise<void> {
    const ss = ['nsenter', `--net=/run/netns/${this.namespace}`, 'ss', '-Hln', transport === 'tcp' ? '-t' : '-u'];
    await until(`${this.name} port ${port}`, async () => (await run([...ss, `sport = :${port}`])).trim() !== '');
  }

  /** Waits until somebody is connected to a port. */
  async connected(port: number): Promise<void> {
    const ss = ['nsenter', `--net=/run/netns/${this.namespace}`, 'ss', '-Hnt', 'state', 'established'];
    await until(`connection to ${this.name} port ${port}`, async () => {
      return (await run([...ss, `sport = :${port}`])).trim() !== '';
    });
  }

  /** Writes a file of its folder; returns its path. */
  write(name: string, content: string | Uint8Array, mode = 0o644): string {
    const file = join(this.folder, name);
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, content, { mode });
    return file;
  }

  /** In the host's network, with its name and its resolver; its mounts are seen by nobody else. */
  #inside(argv: readonly string[]): string[] {
    const setup = `hostname ${this.name} && mount --bind ${join(this.folder, 'resolv.conf')} /etc/resolv.conf && exec "$@"`;
    const net = ['nsenter', `--net=/run/netns/${this.namespace}`];
    return [...net, 'unshare', '--mount', '--uts', 'sh', '-c', setup, 'sh', ...argv];
  }
}
