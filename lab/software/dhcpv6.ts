/** DHCPv6: dnsmasq, who hands out nothing but where names are answered, and ISC's dhclient, who asks for it. @see RFC 8415 section 18.2.6 */
import { join } from 'node:path';
import type { Host } from '../host.ts';
import { plays, tells } from '../truth.ts';
import { joinIpv6 } from './ipv6.ts';

const SERVER = 547;
/** Codes of RFC 3646 by the name that dhclient gives them. */
const OPTIONS = { 'dhcp6.name-servers': 23, 'dhcp6.domain-search': 24 } as const;

/** Returns its own address, where it answers for names. */
export async function startDhcpv6(host: Host): Promise<string> {
  const own = await joinIpv6(host);
  const configuration = host.write(
    'dnsmasq6.conf',
    `port=0
interface=eth0
dhcp-range=2001:db8:20::,static,64,1h
dhcp-option=option6:dns-server,[${own}]
dhcp-option=option6:domain-search,hospital.example
dhcp-leasefile=${join(host.folder, 'leases6')}
pid-file=${join(host.folder, 'dnsmasq6.pid')}
`,
  );
  host.start(['dnsmasq', '--keep-in-foreground', '--user=root', `--conf-file=${configuration}`]);
  await host.listening(SERVER, 'udp');
  plays(host.truth, 'dhcp-server');
  return own;
}

/** Asks, with an address that it made itself, for what else there is to know. */
export async function askByDhcpv6(host: Host, hostname: string): Promise<void> {
  const configuration = host.write(
    'dhclient6.conf',
    `send fqdn.fqdn "${hostname}";
request ${Object.keys(OPTIONS).join(', ')};
`,
  );
  const state = ['-lf', join(host.folder, 'dhclient6.leases'), '-pf', join(host.folder, 'dhclient6.pid')];
  await host.run(['dhclient', '-6', '-S', '-1', '-q', '-cf', configuration, ...state, '-sf', '/bin/true', 'eth0']);
  tells(host.truth, 'dhcpv6', { hostname, 'dhcpv6-fingerprint': Object.values(OPTIONS).join(',') });
  plays(host.truth, 'dhcp-client');
}
