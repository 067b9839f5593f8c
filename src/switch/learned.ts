/**
 * What a switch said, put together: which hardware address it learned at which port, which ports lead to other switches, and which
 * addresses its neighbours have.
 *
 * @see RFC 4188 (BRIDGE-MIB), RFC 4363 (Q-BRIDGE-MIB), RFC 2863 (IF-MIB), RFC 4293 (IP-MIB), IEEE 802.1AB (LLDP-MIB)
 */
import { addressOf, macOf } from '../lib/address.ts';
import { oneLine } from '../lib/one-line.ts';
import { isStationAddress, isStationMac } from '../inventory/address.ts';
import { MAX_AT_PORT, MAX_NAME } from './limits.ts';
import type { Row } from './snmp-session.ts';

/** Walked columns by their names in the MIB; those that the switch does not have are empty. */
export interface Walked {
  readonly dot1dBasePortIfIndex: readonly Row[];
  readonly dot1dTpFdbPort: readonly Row[];
  readonly dot1dTpFdbStatus: readonly Row[];
  readonly dot1qTpFdbPort: readonly Row[];
  readonly dot1qTpFdbStatus: readonly Row[];
  readonly dot1qVlanFdbId: readonly Row[];
  readonly dot1qPvid: readonly Row[];
  readonly ifDescr: readonly Row[];
  readonly ifName: readonly Row[];
  readonly ifAlias: readonly Row[];
  readonly ipNetToMediaPhysAddress: readonly Row[];
  readonly ipNetToMediaType: readonly Row[];
  readonly ipNetToPhysicalPhysAddress: readonly Row[];
  readonly ipNetToPhysicalType: readonly Row[];
  readonly lldpLocPortId: readonly Row[];
  readonly lldpLocPortDesc: readonly Row[];
  readonly lldpRemSysName: readonly Row[];
  readonly lldpRemSysCapEnabled: readonly Row[];
}

export interface Port {
  readonly port: string;
  /** What people wrote at it. */
  readonly name: string | null;
  /** Why it leads to other switches rather than to devices; null where it does not. */
  readonly uplink: string | null;
}

export interface Learned {
  readonly ports: readonly Port[];
  /** At ports that lead to devices. */
  readonly attachments: readonly { readonly mac: string; readonly port: string; readonly vlan: number | null }[];
  readonly addresses: readonly { readonly mac: string; readonly address: string }[];
  /** Hardware addresses that it knew, at whatever port. */
  readonly macs: number;
}

/** A switch with a table for each VLAN gives the VLAN with it. */
export interface VlanTable {
  readonly vlan: number | null;
  readonly walked: Walked;
}

interface Entry {
  readonly mac: string;
  /** The bridge's number of the port. */
  readonly bridgePort: number;
  readonly vlan: number | null;
}

const INVALID = 2;
/** Of the status of an entry: its own address, or no longer there. @see RFC 4188 dot1dTpFdbStatus */
const NOT_THERE: ReadonlySet<unknown> = new Set([2, 4]);

export function learnedFrom(walked: Walked, vlans: readonly VlanTable[] = []): Learned {
  const names = portNames(walked, vlans);
  const entries = vlans.flatMap(({ vlan, walked: table }) => forwarding(table, vlan));
  const known = entries.length > 0 ? entries : forwarding(walked, null);
  const byPort = Map.groupBy(known, ({ bridgePort }) => bridgePort);
  const neighbours = neighboursOf(walked);
  const ports = new Map<number, Port>();
  for (const [bridgePort, behind] of byPort) {
    const { port, name, ifIndex } = names(bridgePort);
    const count = new Set(behind.map(({ mac }) => mac)).size;
    const neighbour = neighbours(port, bridgePort, ifIndex);
    const crowd = count > MAX_AT_PORT ? `${count} hardware addresses are behind it` : null;
    ports.set(bridgePort, { port, name, uplink: neighbour ?? crowd });
  }
  const attachments = new Map<string, Learned['attachments'][number]>();
  for (const { mac, bridgePort, vlan } of known) {
    const port = ports.get(bridgePort);
    if (port === undefined || port.uplink !== null) continue;
    // A card that talks in several VLANs is told with the first.
    if (!attachments.has(mac)) attachments.set(mac, { mac, port: port.port, vlan });
  }
  return {
    ports: [...ports.values()],
    attachments: [...attachments.values()],
    addresses: addressesOf(walked),
    macs: new Set(known.map(({ mac }) => mac)).size,
  };
}

/** The forwarding table: by VLAN where the switch has it so, else without. */
function forwarding(walked: Walked, vlan: number | null): Entry[] {
  const byVlan = byVlanTable(walked);
  if (byVlan.length > 0 && vlan === null) return byVlan;
  const status = valuesByIndex(walked.dot1dTpFdbStatus);
  const pvid = new Map(walked.dot1qPvid.map(({ index, value }) => [index[0], Number(value)]));
  return walked.dot1dTpFdbPort.flatMap(({ index, value }) => {
    const mac = macAt(index, 0);
    const bridgePort = Number(value);
    if (mac === undefined || bridgePort === 0 || NOT_THERE.has(status.get(index.join('.')))) return [];
    return [{ mac, bridgePort, vlan: vlan ?? pvid.get(bridgePort) ?? null }];
  });
}

function byVlanTable({ dot1qTpFdbPort, dot1qTpFdbStatus, dot1qVlanFdbId }: Walked): Entry[] {
  const status = valuesByIndex(dot1qTpFdbStatus);
  const vlanOf = new Map(dot1qVlanFdbId.map(({ index, value }) => [Number(value), index.at(-1)]));
  return dot1qTpFdbPort.flatMap(({ index, value }) => {
    const [table = 0] = index;
    const mac = macAt(index, 1);
    const bridgePort = Number(value);
    if (mac === undefined || bridgePort === 0 || NOT_THERE.has(status.get(index.join('.')))) return [];
    return [{ mac, bridgePort, vlan: vlanOf.get(table) ?? table }];
  });
}

/** A port by its number in the bridge: `Gi1/0/12`, else its description, else its number. */
function portNames(walked: Walked, vlans: readonly VlanTable[]) {
  const bases = [walked, ...vlans.map((table) => table.walked)].flatMap((table) => table.dot1dBasePortIfIndex);
  const ifIndexOf = new Map(bases.map(({ index, value }) => [index[0] ?? 0, Number(value)]));
  const [names, descriptions, aliases] = [walked.ifName, walked.ifDescr, walked.ifAlias].map(textsByIndex);
  return (bridgePort: number) => {
    const ifIndex = ifIndexOf.get(bridgePort) ?? bridgePort;
    const port = names?.get(String(ifIndex)) ?? descriptions?.get(String(ifIndex)) ?? `port ${bridgePort}`;
    return { port, name: aliases?.get(String(ifIndex)) ?? null, ifIndex };
  };
}

/** Which bit of LldpSystemCapabilitiesMap, counted from the left. @see IEEE 802.1AB */
const BRIDGE = 0b0010_0000;
const ROUTER = 0b0000_1000;
const TELEPHONE = 0b0000_0100;

/** The switch or router that announces itself at a port. A telephone is a bridge too, and what is behind it is plugged in here. */
function neighboursOf({ lldpRemSysName, lldpRemSysCapEnabled, lldpLocPortId, lldpLocPortDesc }: Walked) {
  const names = textsByIndex(lldpRemSysName);
  const localNames = [textsByIndex(lldpLocPortId), textsByIndex(lldpLocPortDesc)];
  const byNumber = new Map<number, string>();
  const byName = new Map<string, string>();
  for (const { index, value } of lldpRemSysCapEnabled) {
    const [capabilities = 0] = bytesOf(value);
    if ((capabilities & (BRIDGE | ROUTER)) === 0 || (capabilities & TELEPHONE) !== 0) continue;
    const number = index[1] ?? 0;
    const who = names.get(index.join('.'));
    const words = who === undefined ? 'another switch is behind it' : `${who} is behind it`;
    byNumber.set(number, words);
    for (const local of localNames) {
      const name = local.get(String(number));
      if (name !== undefined) byName.set(name, words);
    }
  }
  const areNamed = localNames.some(({ size }) => size > 0);
  return (port: string, bridgePort: number, ifIndex: number): string | null =>
    byName.get(port) ?? (areNamed ? undefined : (byNumber.get(bridgePort) ?? byNumber.get(ifIndex))) ?? null;
}

function addressesOf(walked: Walked): Learned['addresses'] {
  const found = new Map<string, Learned['addresses'][number]>();
  const put = (mac: string | undefined, address: string | undefined, type: unknown): void => {
    if (type === INVALID || !isStationMac(mac) || !isStationAddress(address)) return;
    found.set(`${mac} ${address}`, { mac, address });
  };
  const oldTypes = valuesByIndex(walked.ipNetToMediaType);
  for (const { index, value } of walked.ipNetToMediaPhysAddress) {
    put(macIn(value), addressOf(Uint8Array.from(index.slice(1, 5))), oldTypes.get(index.join('.')));
  }
  const types = valuesByIndex(walked.ipNetToPhysicalType);
  for (const { index, value } of walked.ipNetToPhysicalPhysAddress) {
    // ifIndex, kind, length, then the address; a zone may follow an IPv6 one.
    const length = index[1] === 1 ? 4 : 16;
    put(macIn(value), addressOf(Uint8Array.from(index.slice(3, 3 + length))), types.get(index.join('.')));
  }
  return [...found.values()];
}

const valuesByIndex = (rows: readonly Row[]): Map<string, Row['value']> =>
  new Map(rows.map(({ index, value }) => [index.join('.'), value]));

/** Texts that are there and not empty. */
function textsByIndex(rows: readonly Row[]): Map<string, string> {
  const texts = rows.map(({ index, value }) => [index.join('.'), textOf(value)] as const);
  return new Map(texts.filter(([, text]) => text !== ''));
}

export const textOf = (value: Row['value']): string =>
  value === undefined || value === null ? '' : oneLine(String(value).replaceAll('\u0000', '')).slice(0, MAX_NAME);

const bytesOf = (value: Row['value']): Uint8Array => (Buffer.isBuffer(value) ? value : new Uint8Array(0));

function macAt(index: readonly number[], at: number): string | undefined {
  const octets = index.slice(at, at + 6);
  if (octets.length !== 6 || octets.some((octet) => octet > 255)) return undefined;
  const mac = macOf(Uint8Array.from(octets));
  return isStationMac(mac) ? mac : undefined;
}

function macIn(value: Row['value']): string | undefined {
  const bytes = bytesOf(value);
  return bytes.length === 6 ? macOf(bytes) : undefined;
}
