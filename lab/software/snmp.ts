/** Net-SNMP: agents dressed as the devices that they play, and the station that polls them. */
import type { Host } from '../host.ts';
import { plays, tells, type Truth } from '../truth.ts';

export interface SnmpDress {
  readonly description: string;
  readonly name: string;
  readonly location: string;
  readonly objectId: string;
}

const PORT = 161;
const COMMUNITY = 'public';
/** MIB-II's system group. @see RFC 3418 */
const SYSTEM = '1.3.6.1.2.1.1';

export async function startAgent(host: Host, dress: SnmpDress): Promise<void> {
  const configuration = host.write(
    'snmpd.conf',
    `rocommunity ${COMMUNITY}
sysDescr ${dress.description}
sysName ${dress.name}
sysLocation ${dress.location}
sysObjectID ${dress.objectId}
sysServices 72
`,
  );
  const argv = ['snmpd', '-f', '-Lo', '-C', '-c', configuration, '-p', `${host.folder}/snmpd.pid`, `udp:${PORT}`];
  host.start(argv, { SNMP_PERSISTENT_DIR: host.folder, MIBS: '' });
  await host.listening(PORT, 'udp');
  plays(host.truth, 'snmp-agent');
}

/** Walks an agent's system group: one program, one socket, one conversation. */
export async function poll(
  truth: Truth,
  manager: Host,
  agent: Host,
  version: '1' | '2c',
  dress: SnmpDress,
): Promise<void> {
  const program = version === '1' ? ['snmpwalk', '-v1'] : ['snmpbulkwalk', '-v2c'];
  const options = ['-c', COMMUNITY, '-On', '-t', '2', '-r', '2'];
  const walked = await manager.run([...program, ...options, agent.address, SYSTEM], { env: { MIBS: '' } });
  if (!walked.includes(dress.description)) throw new Error(`${agent.name} does not say what it is: ${walked}`);
  tells(agent.truth, 'snmp', { 'snmp-sysdescr': dress.description, 'snmp-sysname': dress.name });
  plays(manager.truth, 'snmp-manager');
  truth.flow(manager.name, agent.name, PORT, 'udp', 'snmp');
}
