/**
 * NetBIOS name service: the names that Windows machines claim, ask for and answer to.
 *
 * @see RFC 1002 section 4.2
 */
import { ipv4Text, macOf } from '../../../lib/address.ts';
import { type Reader, Violation } from '../../../lib/reader.ts';
import type { DatagramDissector, ProtocolEvent } from '../dissector.ts';
import { type Message, openingOf, readMessage, Type } from './dns-message.ts';
import { decodeName, isEncoded, type NetbiosName, plainName } from './nbns-name.ts';

export interface NbnsEvent extends ProtocolEvent {
  readonly protocol: 'nbns';
  /** Such as `QUERY` or `REGISTRATION`. */
  readonly kind: string;
  readonly response: boolean;
  /** Names that somebody is said to have, and where; a question for a name says nothing of the kind. */
  readonly claims: readonly NetbiosClaim[];
  /** The hardware address of a machine that tells its status. */
  readonly mac: string | undefined;
}

export interface NetbiosClaim extends NetbiosName {
  /** Whether many may have the name at once, as a workgroup's. */
  readonly group: boolean;
  /** Undefined: whoever sent the message. */
  readonly address: string | undefined;
}

interface Value {
  readonly holders: readonly Omit<NetbiosClaim, keyof NetbiosName>[];
  readonly status: readonly NetbiosClaim[];
  readonly mac: string | undefined;
}

const KINDS: Readonly<Record<number, string>> = {
  0: 'QUERY',
  5: 'REGISTRATION',
  6: 'RELEASE',
  7: 'WAIT',
  8: 'REFRESH',
  9: 'REFRESH',
  15: 'REGISTRATION',
};
/** NB and NBSTAT. The second has the number that DNS uses for SRV. */
const [NAME, STATUS] = [Type.nb, Type.srv];
const INTERNET = 1;
const GROUP = 0x8000;

export const nbns: DatagramDissector<NbnsEvent> = {
  name: 'nbns',
  transport: 'udp',
  ports: [137],

  probe(head) {
    const opening = openingOf(head);
    if (opening === undefined || opening === false) return opening;
    const { flags, name, type } = opening;
    if (!(((flags >> 11) & 0xf) in KINDS) || opening.class !== INTERNET) return false;
    return (type === NAME || type === STATUS) && name[0] !== undefined && isEncoded(name[0]);
  },

  dissect(datagram, _side, emit) {
    const message = readMessage(datagram, readValue);
    const kind = KINDS[message.opcode];
    if (kind === undefined) throw new Violation(`operation ${message.opcode} does not exist`);
    const { response } = message;
    const mac = message.records.find(({ value }) => value.mac !== undefined)?.value.mac;
    emit({ protocol: 'nbns', kind, response, claims: claimsOf(message, kind), mac });
  },
};

function claimsOf(message: Message<Value>, kind: string): readonly NetbiosClaim[] {
  // Who gives a name back, or is told that it may not have it, has it no longer.
  if (kind === 'RELEASE' || kind === 'WAIT' || message.responseCode !== 0) return [];
  return message.records.flatMap(({ name, value }) => {
    const known = decodeName(name[0] ?? '');
    const held = known === undefined ? [] : value.holders.map((holder) => ({ ...known, ...holder }));
    return [...held, ...value.status];
  });
}

/** For {@link readMessage}: holders of a name are flags and addresses; a status is names, and what counts failures. */
function readValue(type: number, message: Reader, length: number): Value {
  const data = message.sub(length);
  if (type === STATUS && length > 0) return { holders: [], ...readStatus(data) };
  const holders = Array.from({ length: type === NAME ? Math.floor(length / 6) : 0 }, () => ({
    group: (data.u16() & GROUP) !== 0,
    address: ipv4Text(data.u32()),
  }));
  return { holders, status: [], mac: undefined };
}

function readStatus(data: Reader): Omit<Value, 'holders'> {
  const status: NetbiosClaim[] = [];
  // Bounded by a count of one byte.
  for (let left = data.u8(); left > 0; left--) {
    const name = plainName(data.bytes(16));
    status.push({ ...name, group: (data.u16() & GROUP) !== 0, address: undefined });
  }
  return { status, mac: data.left >= 6 ? macOf(data.bytes(6)) : undefined };
}
