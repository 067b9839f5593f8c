/** dnsmasq, who gives addresses and names, and ISC's dhclient, dressed as many kinds of client. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Host } from '../host.ts';
import { run } from '../process.ts';
import { plays, tells } from '../truth.ts';
import { OPTIONS, type OptionName } from './dhcp-options.ts';

export interface Reservation {
  readonly mac: string;
  readonly address: string;
}

export interface DhcpDress {
  readonly hostname: string;
  readonly vendorClass: string;
  /** Option 55: what it asks for, in dhclient's names, in its order. */
  readonly asksFor: readonly OptionName[];
}

const DNSMASQ = 'dnsmasq.hosts';

export class AddressServer {
  readonly #host: Host;
  readonly #reservations: Map<string, Reservation>;

  constructor(host: Host, reservations: readonly Reservation[]) {
    this.#host = host;
    this.#reservations = new Map(reservations.map((one) => [one.mac, one]));
  }

  async start(names: Readonly<Record<string, string>>, router: string): Promise<void> {
    this.#writeReservations();
    const { folder, address } = this.#host;
    const lines = [
      'no-resolv',
      'no-hosts',
      'bogus-priv',
      'domain-needed',
      'bind-interfaces',
      'interface=eth0',
      'domain=hospital.example',
      'dhcp-range=10.20.0.0,static,255.255.255.0,1h',
      'dhcp-authoritative',
      'no-ping',
      `dhcp-option=option:router,${router}`,
      `dhcp-option=option:dns-server,${address}`,
      `dhcp-option=option:ntp-server,${address}`,
      `dhcp-hostsfile=${join(folder, DNSMASQ)}`,
      `dhcp-leasefile=${join(folder, 'leases')}`,
      `pid-file=${join(folder, 'dnsmasq.pid')}`,
      ...Object.entries(names).map(([name, target]) => `host-record=${name},${target}`),
    ];
    const configuration = this.#host.write('dnsmasq.conf', `${lines.join('\n')}\n`);
    this.#host.start(['dnsmasq', '--keep-in-foreground', '--user=root', `--conf-file=${configuration}`]);
    await this.#host.listening(53);
    await this.#host.listening(67, 'udp');
    plays(this.#host.truth, 'dhcp-server', 'dns-server');
  }

  /** From the next request on, the client with this hardware address gets another address. */
  async reserve(mac: string, address: string): Promise<void> {
    this.#reservations.set(mac, { mac, address });
    this.#writeReservations();
    const pidFile = join(this.#host.folder, 'dnsmasq.pid');
    await run(['sh', '-c', `kill -HUP "$(cat ${pidFile})"`]);
  }

  #writeReservations(): void {
    const lines = [...this.#reservations.values()].map(({ mac, address }) => `${mac},${address}`);
    writeFileSync(join(this.#host.folder, DNSMASQ), `${lines.join('\n')}\n`);
  }
}

/** Lets a host ask for an address, and waits until it has one. */
export async function askForAddress(host: Host, dress: DhcpDress, expected: string): Promise<void> {
  const script = host.write('dhclient-script.sh', SCRIPT, 0o755);
  const configuration = host.write(
    'dhclient.conf',
    `send host-name "${dress.hostname}";
send vendor-class-identifier "${dress.vendorClass}";
request ${dress.asksFor.join(', ')};
`,
  );
  await host.run(['dhclient', '-4', '-1', '-q', ...files(host, configuration, script), 'eth0']);
  const held = await host.run(['ip', '-4', '-o', 'addr', 'show', 'dev', 'eth0']);
  if (!held.includes(` ${expected}/`)) throw new Error(`${host.name} should hold ${expected}: ${held}`);
  host.address = expected;
  if (!host.truth.addresses.includes(expected)) host.truth.addresses.push(expected);
  tells(host.truth, 'dhcp', {
    hostname: dress.hostname,
    'dhcp-vendor-class': dress.vendorClass,
    'dhcp-fingerprint': dress.asksFor.map((name) => OPTIONS[name]).join(','),
  });
  plays(host.truth, 'dhcp-client');
}

/** Gives the address back, as a device does that is moved to another ward. */
export async function giveAddressBack(host: Host): Promise<void> {
  const paths = files(host, join(host.folder, 'dhclient.conf'), join(host.folder, 'dhclient-script.sh'));
  await host.run(['dhclient', '-4', '-r', '-q', ...paths, 'eth0']);
}

function files(host: Host, configuration: string, script: string): string[] {
  const state = ['-lf', join(host.folder, 'dhclient.leases'), '-pf', join(host.folder, 'dhclient.pid')];
  return ['-cf', configuration, ...state, '-sf', script];
}

/** What dhclient runs when it has, or has no longer, an address. */
const SCRIPT = `#!/bin/sh
case "$reason" in
  PREINIT) ip link set "$interface" up ;;
  BOUND|RENEW|REBIND|REBOOT)
    ip -4 addr flush dev "$interface"
    ip addr add "$new_ip_address/24" dev "$interface"
    [ -z "$new_routers" ] || ip route replace default via "\${new_routers%% *}" ;;
  EXPIRE|FAIL|RELEASE|STOP) ip -4 addr flush dev "$interface" ;;
esac
exit 0
`;
