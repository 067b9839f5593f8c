/** lldpd: network equipment and telephones that announce themselves to their neighbours. */
import type { Host } from '../host.ts';
import { plays, tells } from '../truth.ts';

export interface LldpDress {
  readonly name: string;
  readonly description: string;
  /** What it says that it does, in lldpd's words. */
  readonly capability: 'wlan' | 'bridge' | 'telephone';
  /** Of LLDP-MED: 3 is a telephone, 4 is a network's own. */
  readonly medClass: 3 | 4;
}

const ROLES = { wlan: 'access-point', bridge: 'bridge', telephone: 'telephone' } as const;

export function announceToNeighbours(host: Host, dress: LldpDress): void {
  const configuration = host.write(
    'lldpd.conf',
    `configure system hostname ${dress.name}
configure system description "${dress.description}"
configure system capabilities enabled ${dress.capability}
configure lldp tx-interval 5
`,
  );
  // Where it gives up its rights lies in the /run that all hosts share, so it gets its own, with what it must still reach then.
  const own = `mkdir -p /run/lldpd && mount -t tmpfs -o mode=755 lab /run/lldpd && cp ${configuration} /run/lldpd/lab.conf`;
  // Without -i it would tell the serial number of this machine.
  const daemon = `lldpd -d -i -I eth0 -C eth0 -u /run/lldpd/socket -M ${dress.medClass} -O /run/lldpd/lab.conf`;
  host.start(['sh', '-c', `${own} && exec ${daemon}`]);
  tells(host.truth, 'lldp', {
    'lldp-system-name': dress.name,
    'lldp-system-description': dress.description,
    'lldp-chassis-id': host.truth.macs[0] ?? '',
  });
  plays(host.truth, ROLES[dress.capability]);
}
