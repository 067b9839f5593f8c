/** IPv6: a router that announces its network by radvd, and hosts that make their addresses themselves. @see RFC 4862 */
import type { Host } from '../host.ts';
import { until } from '../process.ts';
import { plays } from '../truth.ts';

/** Of the range that is kept for documentation. */
const PREFIX = '2001:db8:20';

/** Announces the network from now on. */
export async function announceNetwork(router: Host): Promise<void> {
  const [mac = ''] = router.truth.macs;
  const own = `${PREFIX}::1`;
  const on = 'cd /proc/sys/net/ipv6/conf && echo 1 > all/forwarding && echo 0 > eth0/disable_ipv6';
  await router.run(['sh', '-c', `${on} && ip addr add ${own}/64 dev eth0 nodad`]);
  const configuration = router.write(
    'radvd.conf',
    `interface eth0 {
  AdvSendAdvert on;
  MinRtrAdvInterval 3;
  MaxRtrAdvInterval 4;
  prefix ${PREFIX}::/64 { };
};
`,
  );
  await settled(router, linkLocal(mac));
  router.start(['radvd', '-n', '-m', 'stderr', '-C', configuration, '-p', `${router.folder}/radvd.pid`]);
  // It speaks from its own link alone: nothing says what it is called beyond.
  router.truth.addresses.push(linkLocal(mac));
}

/** Switches IPv6 on and waits until the host has an address of the network; returns it. */
export async function joinIpv6(host: Host): Promise<string> {
  const [mac = ''] = host.truth.macs;
  const address = `${PREFIX}:0:${interfaceOf(mac)}`;
  await host.run(['sh', '-c', 'echo 0 > /proc/sys/net/ipv6/conf/eth0/disable_ipv6']);
  await settled(host, address);
  host.truth.addresses.push(linkLocal(mac), address);
  plays(host.truth, 'ipv6-host');
  return address;
}

async function settled(host: Host, address: string): Promise<void> {
  const held = ['ip', '-6', '-o', 'addr', 'show', 'dev', 'eth0', '-tentative'];
  await until(`${host.name} ${address}`, async () => (await host.run(held)).includes(` ${address}/`));
}

const linkLocal = (mac: string): string => `fe80::${interfaceOf(mac)}`;

/** The modified EUI-64 of a hardware address, as addresses are written. @see RFC 4291 appendix A, RFC 5952 */
function interfaceOf(mac: string): string {
  const [first = '', second = '', third = '', ...rest] = mac.split(':');
  const flipped = (Number.parseInt(first, 16) ^ 2).toString(16).padStart(2, '0');
  const hex = [flipped, second, third, 'ff', 'fe', ...rest].join('');
  const groups = hex.match(/.{4}/g) ?? [];
  return groups.map((group) => Number.parseInt(group, 16).toString(16)).join(':');
}
