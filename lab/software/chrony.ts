/** chrony, who gives the time from his own clock, and as the client who asks once and changes nothing. */
import type { Host } from '../host.ts';
import { plays, type Truth } from '../truth.ts';

const PORT = 123;

export async function startTimeServer(host: Host): Promise<void> {
  const configuration = host.write(
    'chrony.conf',
    `local stratum 3
allow
cmdport 0
pidfile ${host.folder}/chrony.pid
driftfile ${host.folder}/drift
`,
  );
  // -x: the clock is the machine's, and not ours to set.
  host.start(['chronyd', '-d', '-x', '-u', 'root', '-f', configuration]);
  await host.listening(PORT, 'udp');
  plays(host.truth, 'ntp-server');
}

export async function askTime(truth: Truth, client: Host, server: Host): Promise<void> {
  const once = ['-Q', '-x', '-u', 'root', '-t', '8', '-f', '/dev/null', `server ${server.address} iburst maxsamples 1`];
  await client.run(['chronyd', ...once, 'cmdport 0', `pidfile ${client.folder}/chrony.pid`], { accept: [0, 1] });
  plays(client.truth, 'ntp-client');
  truth.flow(client.name, server.name, PORT, 'udp', 'ntp');
}
