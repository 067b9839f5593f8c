/** BusyBox's DHCP client, as it asks in small things of all kinds. */
import type { Host } from '../host.ts';
import { run } from '../process.ts';
import { plays, tells } from '../truth.ts';

/** Lets a host ask for an address under this name, and waits until it has one. */
export async function askAsBusybox(host: Host, hostname: string, expected: string): Promise<void> {
  const script = host.write('udhcpc-script.sh', SCRIPT, 0o755);
  await host.run(['udhcpc', '-i', 'eth0', '-n', '-q', '-t', '8', '-s', script, '-x', `hostname:${hostname}`]);
  const held = await host.run(['ip', '-4', '-o', 'addr', 'show', 'dev', 'eth0']);
  if (!held.includes(` ${expected}/`)) throw new Error(`${host.name} should hold ${expected}: ${held}`);
  host.address = expected;
  host.truth.addresses.push(expected);
  const version = /v(?<version>\d[\d.]+)/.exec(await run(['busybox'], { accept: [0, 1] }))?.groups?.['version'] ?? '';
  tells(host.truth, 'dhcp', { hostname, 'dhcp-vendor-class': `udhcp ${version}` });
  plays(host.truth, 'dhcp-client');
}

/** What it runs when it has an address. @see busybox, udhcpc --help */
const SCRIPT = `#!/bin/sh
case "$1" in
  deconfig) ip -4 addr flush dev "$interface" ;;
  bound|renew)
    ip addr add "$ip/24" dev "$interface"
    [ -z "$router" ] || ip route replace default via "\${router%% *}" ;;
esac
exit 0
`;
