/** WireGuard in user space: a gateway and a service centre outside, joined by a tunnel. */
import type { Host } from '../host.ts';
import { run, until } from '../process.ts';
import { plays, type Truth } from '../truth.ts';

const PORT = 51820;

interface End {
  readonly host: Host;
  /** In the tunnel. */
  readonly address: string;
  readonly key: string;
  readonly publicKey: string;
}

/** Joins two hosts, of whom the first calls the second and sends something through. */
export async function tunnel(truth: Truth, caller: Host, called: Host): Promise<void> {
  const ends = await Promise.all([makeEnd(caller, '172.31.7.1'), makeEnd(called, '172.31.7.2')]);
  const [near, far] = ends;
  await up(far, near, false);
  await up(near, far, true);
  await caller.run(['ping', '-c', '3', '-i', '0.2', '-W', '10', far.address]);
  for (const { host } of ends) plays(host.truth, 'vpn-peer');
  truth.flow(caller.name, called.name, PORT, 'udp', 'wireguard', { encrypted: true });
}

async function makeEnd(host: Host, address: string): Promise<End> {
  const key = (await run(['wg', 'genkey'])).trim();
  return { host, address, key, publicKey: (await run(['wg', 'pubkey'], { input: key })).trim() };
}

async function up({ host, address, key }: End, peer: End, calls: boolean): Promise<void> {
  // Its control socket lies where all hosts share it, so each has an interface of another name.
  const device = `wg-${host.name}`;
  host.start(['wireguard-go', '-f', device]);
  const shown = async (): Promise<boolean> => (await host.run(['wg', 'show', 'interfaces'])).includes(device);
  await until(device, shown);
  const file = host.write('wireguard.key', key, 0o600);
  const endpoint = calls ? `endpoint ${peer.host.address}:${PORT}` : '';
  const set = `wg set ${device} listen-port ${PORT} private-key ${file} peer ${peer.publicKey} allowed-ips ${peer.address}/32 ${endpoint}`;
  const address32 = `ip addr add ${address}/32 dev ${device} && ip link set ${device} mtu 1380 up && ip route add ${peer.address}/32 dev ${device}`;
  await host.run(['sh', '-c', `${set} && ${address32}`]);
}
