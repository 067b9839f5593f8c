/** FreeRADIUS: the server that decides who may join, and its client as a switch or access point that asks. */
import type { Host } from '../host.ts';
import { plays, tells, type Truth } from '../truth.ts';

const PORT = 1812;
const SECRET = 'lab-only';

export interface Joining {
  readonly nas: string;
  /** The wireless network and the hardware address of who wants to join it. */
  readonly network: string;
  readonly station: string;
  /** Of the hardware address that stations join. */
  readonly bssid: string;
}

export async function startRadius(host: Host, accounts: readonly string[]): Promise<void> {
  const users = host.write(
    'raddb/users',
    accounts.map((name) => `${name} Cleartext-Password := "${SECRET}"\n`).join(''),
  );
  host.write('raddb/dictionary', '$INCLUDE /usr/share/freeradius/dictionary\n');
  host.write(
    'raddb/radiusd.conf',
    `prefix = /usr
libdir = /usr/lib/freeradius
logdir = ${host.folder}
raddbdir = ${host.folder}/raddb
run_dir = ${host.folder}
pidfile = ${host.folder}/radiusd.pid
security {
  allow_vulnerable_openssl = yes
}
client network {
  ipaddr = 10.20.0.0/24
  secret = ${SECRET}
}
modules {
  pap {
  }
  files {
    usersfile = ${users}
  }
}
server default {
  listen {
    type = auth
    ipaddr = ${host.address}
    port = ${PORT}
  }
  authorize {
    files
    pap
  }
  authenticate {
    Auth-Type PAP {
      pap
    }
  }
}
`,
  );
  host.start(['freeradius', '-f', '-l', 'stdout', '-d', `${host.folder}/raddb`]);
  await host.listening(PORT, 'udp');
  plays(host.truth, 'radius-server');
}

/** Asks whether a device may join, which proves itself with a password. */
export async function askToJoin(
  truth: Truth,
  client: Host,
  server: Host,
  account: string,
  { nas, network, station, bssid }: Joining,
): Promise<void> {
  const attributes = [
    `User-Name = "${account}"`,
    `User-Password = "${SECRET}"`,
    `NAS-Identifier = "${nas}"`,
    `NAS-IP-Address = ${client.address}`,
    'NAS-Port-Type = Wireless-802.11',
    `Called-Station-Id = "${dashed(bssid)}:${network}"`,
    `Calling-Station-Id = "${dashed(station)}"`,
  ];
  const argv = ['radclient', '-x', '-t', '10', `${server.address}:${PORT}`, 'auth', SECRET];
  const said = await client.run(argv, { input: `${attributes.join(', ')}\n` });
  if (!said.includes('Access-Accept')) throw new Error(`${account} may not join: ${said}`);
  tells(client.truth, 'radius', { 'radius-nas': nas });
  plays(client.truth, 'radius-client');
  truth.flow(client.name, server.name, PORT, 'udp', 'radius', {
    data: [{ category: 'credential', items: 1, patients: 0 }],
  });
}

const dashed = (mac: string): string => mac.replaceAll(':', '-').toUpperCase();
