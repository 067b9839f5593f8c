/**
 * The lab's network: a switch and hosts, each a network namespace, and the capture of all that the switch forwards.
 *
 * Nothing here is connected to the machine's own network. Every name carries the number of our process, so that labs
 * may run side by side, and the next lab clears away what a killed one left behind.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { run, until } from './process.ts';

const PREFIX = 'wlab';
/** How long tcpdump lets packets wait in the kernel's buffer, in milliseconds. */
const TCPDUMP_HOLDS = 1000;

export class Network {
  readonly #namespaces: string[] = [];
  readonly #switch: string;
  #capture: ChildProcess | undefined;
  #ports = 0;
  #closed = false;
  /** Namespaces in the making, which cannot be removed before they are made. */
  #making: Promise<unknown> = Promise.resolve();

  constructor() {
    this.#switch = this.#name('switch');
  }

  async open(): Promise<void> {
    await clearAbandoned();
    // What neighbours announce by LLDP ends at a switch; a port that mirrors the others shows it, and so this one passes it on.
    const lldp = 'group_fwd_mask 0x4000';
    const bridge = `ip link add br0 type bridge stp_state 0 mcast_snooping 0 ${lldp} && ip link set br0 up`;
    await this.#addNamespace(this.#switch, [`${inside(this.#switch)} sh -c '${bridge}'`]);
  }

  /** Adds a host, whose interfaces `eth0`, `eth1`, … have these hardware addresses; returns its namespace's name. */
  async addHost(name: string, macs: readonly string[]): Promise<string> {
    const namespace = this.#name(name);
    const links = macs.map((mac, index) => {
      const [device, port] = [`eth${index}`, `p${(this.#ports += 1)}`];
      const link = addLink([namespace, device, mac], [this.#switch, port]);
      return `${link} && ${inside(this.#switch)} ip link set ${port} master br0 up && ${inside(namespace)} ip link set ${device} up`;
    });
    await this.#addNamespace(namespace, links);
    return namespace;
  }

  /** Connects interfaces of two hosts directly, past the switch and its capture. */
  async connect(a: Plug, b: Plug): Promise<void> {
    await run(['sh', '-c', addLink(a, b)]);
  }

  /** Captures every frame that the switch forwards, from now on. */
  async startCapture(file: string): Promise<void> {
    const args = ['-i', 'br0', '-s', '0', '-B', '65536', '-U', '-n', '-Z', 'root', '-w', file];
    const child = spawn('nsenter', [`--net=/run/netns/${this.#switch}`, 'tcpdump', ...args], { stdio: 'ignore' });
    this.#capture = child;
    await until('tcpdump', async () => await Promise.resolve(existsSync(file) && statSync(file).size >= 24));
  }

  async stopCapture(): Promise<void> {
    const child = this.#capture;
    this.#capture = undefined;
    if (child === undefined) return;
    await sleep(2 * TCPDUMP_HOLDS);
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGINT');
    await ended;
  }

  /** Ends every process of the lab and removes its namespaces, whatever state they are in. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#capture?.kill('SIGINT');
    await this.#making;
    await Promise.all(this.#namespaces.splice(0).map(removeNamespace));
  }

  #name(of: string): string {
    return `${PREFIX}${process.pid}-${of}`;
  }

  /** One shell does it all: programs are slow to start on a busy machine. */
  async #addNamespace(namespace: string, then: readonly string[]): Promise<void> {
    if (this.#closed) throw new Error('the lab is over');
    this.#namespaces.push(namespace);
    // No IPv6: what a kernel says by itself when an interface comes up is nothing that the truth could foresee.
    const quiet = 'for f in all default; do echo 1 > /proc/sys/net/ipv6/conf/$f/disable_ipv6; done; ip link set lo up';
    const add = [`ip netns add ${namespace}`, `${inside(namespace)} sh -c '${quiet}'`];
    const made = run(['sh', '-c', [...add, ...then].join(' && ')]);
    this.#making = Promise.allSettled([this.#making, made]);
    await made;
  }
}

/** An interface: its namespace, its name, and its hardware address where that matters. */
export type Plug = readonly [namespace: string, device: string, mac?: string];

const inside = (namespace: string): string => `nsenter --net=/run/netns/${namespace}`;

/** A pair of interfaces whose frames look as on a wire: checksums filled in, nothing larger than the MTU. */
function addLink(a: Plug, b: Plug): string {
  const [near, far] = [a, b].map(([namespace, device, mac]) => {
    return `name ${device} ${mac === undefined ? '' : `address ${mac}`} netns ${namespace}`;
  });
  const plain = [a, b].map(([namespace, device]) => {
    return `${inside(namespace)} ethtool -K ${device} tx off tso off gso off gro off sg off >/dev/null`;
  });
  return [`ip link add ${near} type veth peer ${far}`, ...plain].join(' && ');
}

/** Kills thrice with a moment between: a daemon may have been forking a child just then. */
async function removeNamespace(namespace: string): Promise<void> {
  const kill = `for i in 1 2 3; do p=$(ip netns pids ${namespace}); [ -n "$p" ] || break; kill -KILL $p; sleep 0.05; done`;
  await run(['sh', '-c', `${kill}; ip netns del ${namespace}`], { accept: [0, 1] });
}

/** Removes the namespaces of labs whose process is no longer there. */
async function clearAbandoned(): Promise<void> {
  const names = (await run(['ip', 'netns', 'list'])).split('\n').map((line) => line.split(' ')[0] ?? '');
  for (const name of names) {
    const pid = new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1];
    if (pid !== undefined && !existsSync(`/proc/${pid}`)) await removeNamespace(name);
  }
}
