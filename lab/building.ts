/** A hospital that is built: its hosts, connected and reachable, before anything happens in it. */
import { Host } from './host.ts';
import { Network } from './network.ts';
import type { HostDescription, Truth } from './truth.ts';

export class Building {
  readonly network = new Network();
  readonly #hosts = new Map<string, Host>();
  #outside = 1;

  /** Makes all hosts and connects them; `router` leads to those that have no hardware address of their own. */
  async open(
    descriptions: Readonly<Record<string, HostDescription>>,
    router: string,
    truth: Truth,
    folder: string,
    beforeAnythingSpeaks: () => Promise<void>,
  ): Promise<void> {
    await this.network.open();
    await beforeAnythingSpeaks();
    const all = Object.entries(descriptions);
    // At the same time: on a machine that is busy, each program waits its turn.
    const namespaces = await Promise.all(all.map(([name, { macs }]) => this.network.addHost(name, macs)));
    for (const [at, [name, description]] of all.entries()) {
      this.#hosts.set(name, new Host(name, description, truth, namespaces[at] ?? '', folder));
    }
    const gateway = this.host(router);
    await Promise.all([...this.#hosts.values()].map(async (host) => await this.#address(host, gateway)));
    await gateway.run(['sh', '-c', 'echo 1 > /proc/sys/net/ipv4/ip_forward']);
  }

  host(name: string): Host {
    const host = this.#hosts.get(name);
    if (host === undefined) throw new Error(`there is no host ${name}`);
    return host;
  }

  async close(): Promise<void> {
    await this.network.close();
  }

  /** Fixed addresses and the way out; who has none asks DHCP for both. */
  async #address(host: Host, gateway: Host): Promise<void> {
    const { addresses } = host.description;
    if (host.truth.scope === 'external') return await this.#connectOutside(host, gateway);
    if (addresses.length === 0) return;
    const fixed = addresses.map((address, index) => `ip addr add ${address}/24 dev eth${index}`);
    // Each interface answers for its own address alone, as two cards in one machine should.
    const own = 'cd /proc/sys/net/ipv4/conf/all && echo 1 > arp_ignore && echo 2 > arp_announce';
    const way = host === gateway ? [] : [`ip route add default via ${gateway.address}`];
    await host.run(['sh', '-c', [own, ...fixed, ...way].join(' && ')]);
  }

  async #connectOutside(host: Host, gateway: Host): Promise<void> {
    const number = this.#outside++;
    const near = `wan${number}`;
    await this.network.connect([gateway.namespace, near], [host.namespace, 'eth0']);
    const nearAddress = host.address.replace(/\d+$/, '1');
    await gateway.run(['sh', '-c', `ip addr add ${nearAddress}/24 dev ${near} && ip link set ${near} up`]);
    const far = `ip addr add ${host.address}/24 dev eth0 && ip link set eth0 up && ip route add default via ${nearAddress}`;
    await host.run(['sh', '-c', far]);
  }
}
