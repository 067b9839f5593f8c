/** Avahi: a host that says its name and services by multicast DNS. */
import type { Host } from '../host.ts';
import { until } from '../process.ts';
import { plays, tells } from '../truth.ts';

export interface MdnsService {
  readonly type: string;
  readonly port: number;
  readonly text: readonly string[];
}

export async function announce(host: Host, hostName: string, instance: string, service: MdnsService): Promise<void> {
  const configuration = host.write(
    'avahi.conf',
    `[server]
host-name=${hostName}
use-ipv4=yes
use-ipv6=no
enable-dbus=no
[publish]
publish-workstation=no
`,
  );
  const records = service.text.map((record) => `<txt-record>${record}</txt-record>`).join('');
  host.write(
    'services/lab.service',
    `<?xml version="1.0" standalone='no'?><!DOCTYPE service-group SYSTEM "avahi-service.dtd">
<service-group><name>${instance}</name>
<service><type>${service.type}</type><port>${service.port}</port>${records}</service></service-group>
`,
  );
  // Its socket and its services lie where all hosts share them, so it gets its own of both.
  const own = `mount --bind ${host.folder}/services /etc/avahi/services && mkdir -p /run/avahi-daemon && mount -t tmpfs lab /run/avahi-daemon`;
  const daemon = `avahi-daemon -f ${configuration} --no-drop-root --no-chroot --no-rlimits`;
  host.start(['sh', '-c', `${own} && exec ${daemon}`]);
  await until('avahi', async () => (await host.run(['ss', '-Hlnu', 'sport = :5353'])).trim() !== '');
  tells(host.truth, 'mdns', { 'mdns-name': `${hostName}.local`, 'mdns-service': service.type });
  plays(host.truth, 'mdns-responder');
}
