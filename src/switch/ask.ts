/** Asks a switch everything that tells where devices are: one poll, read only, in bounds. */
import { AppError } from '../lib/errors.ts';
import { type Learned, learnedFrom, textOf, type VlanTable, type Walked } from './learned.ts';
import { MAX_POLL, MAX_VLANS } from './limits.ts';
import { type Agent, SnmpSession } from './snmp-session.ts';

export interface Answer extends Learned {
  readonly name: string | null;
  readonly description: string | null;
}

const SYS_DESCR = '1.3.6.1.2.1.1.1.0';
const SYS_OBJECT_ID = '1.3.6.1.2.1.1.2.0';
const SYS_NAME = '1.3.6.1.2.1.1.5.0';

const COLUMNS: Readonly<Record<keyof Walked, string>> = {
  dot1dBasePortIfIndex: '1.3.6.1.2.1.17.1.4.1.2',
  dot1dTpFdbPort: '1.3.6.1.2.1.17.4.3.1.2',
  dot1dTpFdbStatus: '1.3.6.1.2.1.17.4.3.1.3',
  dot1qTpFdbPort: '1.3.6.1.2.1.17.7.1.2.2.1.2',
  dot1qTpFdbStatus: '1.3.6.1.2.1.17.7.1.2.2.1.3',
  dot1qVlanFdbId: '1.3.6.1.2.1.17.7.1.4.2.1.3',
  dot1qPvid: '1.3.6.1.2.1.17.7.1.4.5.1.1',
  ifDescr: '1.3.6.1.2.1.2.2.1.2',
  ifName: '1.3.6.1.2.1.31.1.1.1.1',
  ifAlias: '1.3.6.1.2.1.31.1.1.1.18',
  ipNetToMediaPhysAddress: '1.3.6.1.2.1.4.22.1.2',
  ipNetToMediaType: '1.3.6.1.2.1.4.22.1.4',
  ipNetToPhysicalPhysAddress: '1.3.6.1.2.1.4.35.1.4',
  ipNetToPhysicalType: '1.3.6.1.2.1.4.35.1.6',
  lldpLocPortId: '1.0.8802.1.1.2.1.3.7.1.3',
  lldpLocPortDesc: '1.0.8802.1.1.2.1.3.7.1.4',
  lldpRemSysName: '1.0.8802.1.1.2.1.4.1.1.9',
  lldpRemSysCapEnabled: '1.0.8802.1.1.2.1.4.1.1.12',
};
/** What differs from VLAN to VLAN where each has a table of its own. */
const PER_VLAN: readonly (keyof Walked)[] = ['dot1dBasePortIfIndex', 'dot1dTpFdbPort', 'dot1dTpFdbStatus'];
/** Cisco's: which VLANs there are; each is asked for as an agent of its own. @see CISCO-VTP-MIB */
const CISCO = '1.3.6.1.4.1.9.';
const VTP_VLAN_STATE = '1.3.6.1.4.1.9.9.46.1.3.1.1.2';
/** VLANs that stand for token ring and FDDI. */
const isOldKind = (vlan: number): boolean => vlan >= 1002 && vlan <= 1005;

const NOTHING = emptyTables();

/** @throws AppError `unavailable` when it does not answer, answers oddly, is no switch or router, or takes too long */
export async function askSwitch(agent: Agent): Promise<Answer> {
  const deadline = Date.now() + MAX_POLL;
  const session = new SnmpSession(agent, deadline);
  try {
    const [description, objectId, name] = await session.get(SYS_DESCR, SYS_OBJECT_ID, SYS_NAME);
    const columns = Object.keys(COLUMNS).filter((column): column is keyof Walked => column in COLUMNS);
    const walked = await walkAll(session, columns);
    const isPerVlan = textOf(objectId).startsWith(CISCO) && walked.dot1qTpFdbPort.length === 0;
    const vlans = isPerVlan ? await vlanTables(session, agent, deadline) : [];
    const learned = learnedFrom(walked, vlans);
    if (learned.macs === 0 && learned.addresses.length === 0) {
      throw new AppError(
        'unavailable',
        `${agent.address} answers, but tells neither what is at its ports nor an ARP table: is it a switch or router, and may this user read BRIDGE-MIB and IP-MIB?`,
      );
    }
    return { ...learned, name: textOf(name) || null, description: textOf(description) || null };
  } finally {
    session.close();
  }
}

async function vlanTables(session: SnmpSession, agent: Agent, deadline: number): Promise<VlanTable[]> {
  const found = (await session.walk(VTP_VLAN_STATE)).map(({ index }) => index.at(-1) ?? 0);
  const tables: VlanTable[] = [];
  for (const vlan of found.filter((id) => id > 0 && !isOldKind(id)).slice(0, MAX_VLANS)) {
    const own = new SnmpSession(agent, deadline, vlan);
    try {
      tables.push({ vlan, walked: await walkAll(own, PER_VLAN) });
    } finally {
      own.close();
    }
  }
  return tables;
}

async function walkAll(session: SnmpSession, columns: readonly (keyof Walked)[]): Promise<Walked> {
  const walked: Record<keyof Walked, Walked[keyof Walked]> = { ...NOTHING };
  for (const column of columns) walked[column] = await session.walk(COLUMNS[column]);
  return walked;
}

function emptyTables(): Walked {
  return {
    dot1dBasePortIfIndex: [],
    dot1dTpFdbPort: [],
    dot1dTpFdbStatus: [],
    dot1qTpFdbPort: [],
    dot1qTpFdbStatus: [],
    dot1qVlanFdbId: [],
    dot1qPvid: [],
    ifDescr: [],
    ifName: [],
    ifAlias: [],
    ipNetToMediaPhysAddress: [],
    ipNetToMediaType: [],
    ipNetToPhysicalPhysAddress: [],
    ipNetToPhysicalType: [],
    lldpLocPortId: [],
    lldpLocPortDesc: [],
    lldpRemSysName: [],
    lldpRemSysCapEnabled: [],
  };
}
