/**
 * DHCP for IPv4, and BOOTP from before it: how a device that asks for an address describes itself, and what it is given.
 *
 * Whom a message is about is the client that it names: it may well be carried by a relay.
 *
 * @see RFC 2131 (messages), RFC 2132 (options), RFC 3396 (options in several parts)
 */
import { ipv4Text, macOf } from '../../../lib/address.ts';
import { Reader, Violation } from '../../../lib/reader.ts';
import type { DatagramDissector, ProtocolEvent } from '../dissector.ts';
import { type DhcpOptions, readOptions } from './dhcp-options.ts';

export interface DhcpEvent extends ProtocolEvent, DhcpDescription {
  readonly protocol: 'dhcp';
  readonly kind: 'message';
  /** Such as `DISCOVER`; of BOOTP, which has no types, `BOOTREQUEST` or `BOOTREPLY`. */
  readonly type: string;
  readonly from: 'client' | 'server';
  /** The hardware address of the client; undefined when it has none of Ethernet's. */
  readonly client: string | undefined;
  /** What the client says that it holds already. */
  readonly clientAddress: string | undefined;
  /** What the server gives it. */
  readonly yourAddress: string | undefined;
  readonly relayAddress: string | undefined;
  readonly bootServer: string | undefined;
  readonly bootFile: string | undefined;
}

/** What the options say. */
interface DhcpDescription {
  readonly requestedAddress: string | undefined;
  readonly server: string | undefined;
  readonly routers: readonly string[];
  readonly resolvers: readonly string[];
  readonly leaseSeconds: number | undefined;
  readonly hostname: string | undefined;
  readonly fqdn: string | undefined;
  readonly domain: string | undefined;
  readonly vendorClass: string | undefined;
  /** The options that the client asks for, in its order: "1,3,6,15". */
  readonly fingerprint: string | undefined;
  /** Option 61 in hexadecimal, the type first. */
  readonly clientId: string | undefined;
  /** Option 82 in hexadecimal: where the relay says that the client is plugged in. */
  readonly relayInformation: string | undefined;
  /** Whose options 124 and 125 are, by IANA's private enterprise number. */
  readonly enterprises: readonly number[];
  /** The numbers of the vendor's own options within option 43. */
  readonly vendorOptions: readonly number[];
}

const COOKIE = 0x63825363;
/** Operation, addresses, names and the cookie, before the options begin. */
const HEADER_LENGTH = 240;
const ETHERNET = 1;
const NONE = '0.0.0.0';
const TYPES =
  'DISCOVER OFFER REQUEST DECLINE ACK NAK RELEASE INFORM FORCERENEW LEASEQUERY LEASEUNASSIGNED LEASEUNKNOWN LEASEACTIVE'.split(
    ' ',
  );

export const dhcp: DatagramDissector<DhcpEvent> = {
  name: 'dhcp',
  transport: 'udp',
  ports: [67, 68],

  probe(head) {
    if (head.length < HEADER_LENGTH) return false;
    const [operation, , hardwareLength] = head;
    const cookie = new Reader(head.subarray(236)).u32();
    return (operation === 1 || operation === 2) && (hardwareLength ?? 0) <= 16 && cookie === COOKIE;
  },

  dissect(datagram, _side, emit) {
    const operation = datagram.u8();
    if (operation !== 1 && operation !== 2) throw new Violation(`operation ${operation} does not exist`);
    const [hardware, hardwareLength] = [datagram.u8(), datagram.u8()];
    datagram.skip(9); // hops, transaction, seconds, flags
    const clientAddress = readAddress(datagram);
    const yourAddress = readAddress(datagram);
    datagram.skip(4); // the next server to boot from
    const relayAddress = readAddress(datagram);
    const chaddr = datagram.bytes(16);
    const serverName = datagram.bytes(64);
    const file = datagram.bytes(128);
    if (datagram.u32() !== COOKIE) throw new Violation('the options do not begin with the magic cookie');

    const { options, overloaded } = readOptions(datagram, file, serverName);
    const from = operation === 1 ? 'client' : 'server';
    emit({
      protocol: 'dhcp',
      kind: 'message',
      type: typeOf(options) ?? (from === 'client' ? 'BOOTREQUEST' : 'BOOTREPLY'),
      from,
      client: hardware === ETHERNET && hardwareLength === 6 ? macOf(chaddr.subarray(0, 6)) : undefined,
      clientAddress,
      yourAddress,
      relayAddress,
      ...describe(options),
      bootServer: text(options.get(66)) ?? (overloaded.serverName ? undefined : cString(serverName)),
      bootFile: text(options.get(67)) ?? (overloaded.file ? undefined : cString(file)),
    });
  },
};

function describe(options: DhcpOptions): DhcpDescription {
  const hex = (option: number) => {
    const value = options.get(option);
    return value === undefined ? undefined : Buffer.from(value).toString('hex');
  };
  const lease = options.get(51);
  return {
    requestedAddress: addresses(options.get(50))[0],
    server: addresses(options.get(54))[0],
    routers: addresses(options.get(3)),
    resolvers: addresses(options.get(6)),
    leaseSeconds: lease === undefined ? undefined : new Reader(lease).u32(),
    hostname: text(options.get(12)),
    fqdn: readFqdn(options.get(81)),
    domain: text(options.get(15)),
    vendorClass: text(options.get(60)),
    fingerprint: options.get(55)?.join(','),
    clientId: hex(61),
    relayInformation: hex(82),
    enterprises: [...readEnterprises(options.get(124)), ...readEnterprises(options.get(125))],
    vendorOptions: readVendorOptions(options.get(43)),
  };
}

function typeOf(options: DhcpOptions): string | undefined {
  const type = options.get(53)?.[0];
  return type === undefined ? undefined : (TYPES[type - 1] ?? `TYPE ${type}`);
}

/** An address in the header: all zeros stand for none. */
function readAddress(datagram: Reader): string | undefined {
  const address = ipv4Text(datagram.u32());
  return address === NONE ? undefined : address;
}

/** As many addresses as fit: an option has 64 KiB at most, as the datagram has. */
function addresses(value: Uint8Array | undefined): readonly string[] {
  if (value === undefined) return [];
  const reader = new Reader(value);
  const all = Array.from({ length: Math.floor(value.length / 4) }, () => ipv4Text(reader.u32()));
  return all.filter((address) => address !== NONE);
}

/** Text that some clients end with a zero, though it has a length. */
function text(value: Uint8Array | undefined): string | undefined {
  if (value === undefined) return undefined;
  return new Reader(value).utf8(value.length).replace(/\0+$/, '') || undefined;
}

/** The text before the first zero of a field of fixed length. */
function cString(field: Uint8Array): string | undefined {
  const end = field.indexOf(0);
  return text(end < 0 ? field : field.subarray(0, end));
}

/** @see RFC 4702 section 2: flags, two results that no longer mean anything, a name in ASCII or as in DNS */
function readFqdn(value: Uint8Array | undefined): string | undefined {
  if (value === undefined) return undefined;
  const option = new Reader(value);
  const asInDns = (option.u8() & 0x04) !== 0;
  option.skip(2);
  if (!asInDns) return text(option.rest());
  const labels: string[] = [];
  // Bounded by the option: each round reads a byte or more, and a name may lack its end.
  while (option.left > 0) {
    const length = option.u8();
    if (length === 0) break;
    labels.push(option.utf8(length));
  }
  return labels.join('.') || undefined;
}

/** @see RFC 3925 section 3: entries of an enterprise number, a length and data */
function readEnterprises(value: Uint8Array | undefined): readonly number[] {
  const entries = new Reader(value ?? new Uint8Array());
  const enterprises: number[] = [];
  // Bounded by the option: each round reads five bytes or more.
  while (entries.left > 0) {
    enterprises.push(entries.u32());
    entries.skip(entries.u8());
  }
  return enterprises;
}

/** The vendor's own options, where it has laid them out as RFC 2132 section 8.4 says it should. */
function readVendorOptions(value: Uint8Array | undefined): readonly number[] {
  const options = new Reader(value ?? new Uint8Array());
  const numbers: number[] = [];
  // Bounded by the option: each round reads a byte or more.
  while (options.left > 0) {
    const number = options.u8();
    if (number === 0 || number === 255) continue;
    const length = options.left > 0 ? options.u8() : 0;
    if (length > options.left) return [];
    numbers.push(number);
    options.skip(length);
  }
  return numbers;
}
