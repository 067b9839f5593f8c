/**
 * DHCP for IPv6: how a host describes itself, and who serves it.
 *
 * @see RFC 8415 (messages and options), RFC 4704 (names)
 */
import { addressOf, macOf } from '../../../lib/address.ts';
import { Reader, Violation } from '../../../lib/reader.ts';
import type { DatagramDissector, ProtocolEvent } from '../dissector.ts';
import { NameReader } from './dns-name.ts';

export interface Dhcpv6Event extends ProtocolEvent {
  readonly protocol: 'dhcpv6';
  readonly kind: 'message';
  /** Such as `SOLICIT`. */
  readonly type: string;
  readonly from: 'client' | 'server';
  /** The address of the client whose message, or whose answer, a relay carries; undefined when none does. */
  readonly relayedFor: string | undefined;
  /** The hardware address in the client's identifier: one that it had when it chose it. */
  readonly mac: string | undefined;
  /** Without a domain as the client has none, or not yet. */
  readonly hostname: string | undefined;
  readonly vendorClass: string | undefined;
  /** The options that the client asks for, in its order. */
  readonly fingerprint: string | undefined;
}

const TYPES: readonly string[] =
  'SOLICIT ADVERTISE REQUEST CONFIRM RENEW REBIND REPLY RELEASE DECLINE RECONFIGURE INFORMATION-REQUEST'.split(' ');
const SERVERS = new Set(['ADVERTISE', 'REPLY', 'RECONFIGURE']);
/** To a server and back: they hold what they carry in an option. */
const RELAYS = new Set([12, 13]);
/** @see RFC 8415 section 7.6 (HOP_COUNT_LIMIT) */
const MAX_RELAYS = 8;
const Option = { clientId: 1, serverId: 2, asked: 6, relayed: 9, vendorClass: 16, name: 39 } as const;
export const dhcpv6: DatagramDissector<Dhcpv6Event> = {
  name: 'dhcpv6',
  transport: 'udp',
  ports: [546, 547],

  probe(head) {
    const message = new Reader(head);
    try {
      const { options } = readMessage(message);
      return options.has(Option.clientId) || options.has(Option.serverId);
    } catch (error) {
      if (error instanceof Violation) return false;
      throw error;
    }
  },

  dissect(datagram, _side, emit) {
    const { type, from, relayedFor, options } = readMessage(datagram);
    emit({
      protocol: 'dhcpv6',
      kind: 'message',
      type,
      from,
      relayedFor,
      mac: readMac(options.get(Option.clientId)),
      hostname: readHostname(options.get(Option.name)),
      vendorClass: readVendorClass(options.get(Option.vendorClass)),
      fingerprint: readAsked(options.get(Option.asked)),
    });
  },
};

interface Message extends Pick<Dhcpv6Event, 'type' | 'from' | 'relayedFor'> {
  readonly options: Options;
}

type Options = ReadonlyMap<number, Uint8Array>;

/** The message of a client or server, out of those of the relays that carry it. */
function readMessage(datagram: Reader): Message {
  let message = datagram;
  let number = message.u8();
  let relayedFor: string | undefined;
  for (let relays = 0; RELAYS.has(number); relays++) {
    if (relays >= MAX_RELAYS) throw new Violation(`a message carried by over ${MAX_RELAYS} relays`);
    message.skip(1 + 16); // how often relayed, the address of the link
    relayedFor = addressOf(message.bytes(16));
    message = new Reader(readOptions(message).get(Option.relayed) ?? new Uint8Array());
    number = message.u8();
  }
  const type = TYPES[number - 1];
  if (type === undefined) throw new Violation(`a message of type ${number} does not exist`);
  message.skip(3); // transaction
  return { type, from: SERVERS.has(type) ? 'server' : 'client', relayedFor, options: readOptions(message) };
}

function readOptions(message: Reader): Options {
  const options = new Map<number, Uint8Array>();
  // Bounded by the datagram: each round reads four bytes or more.
  while (message.left > 0) {
    const option = message.u16();
    options.set(option, message.bytes(message.u16()));
  }
  return options;
}

/** Of an identifier made of a link-layer address of Ethernet, with or without a time. @see RFC 8415 section 11 */
function readMac(value: Uint8Array | undefined): string | undefined {
  if (value === undefined || value.length < 10) return undefined;
  const duid = new Reader(value);
  const [type, hardware] = [duid.u16(), duid.u16()];
  if ((type !== 1 && type !== 3) || hardware !== 1) return undefined;
  if (type === 1) duid.skip(4);
  return duid.left === 6 ? macOf(duid.rest()) : undefined;
}

/** A name as in DNS after a byte of flags. Where it is a part of a full name, its end is missing. */
function readHostname(value: Uint8Array | undefined): string | undefined {
  if (value === undefined || value.length < 2) return undefined;
  const ended = Uint8Array.from([...value.subarray(1), 0]);
  return new NameReader(ended).name().join('.') || undefined;
}

/** The first of the texts that follow the vendor's number. */
function readVendorClass(value: Uint8Array | undefined): string | undefined {
  if (value === undefined) return undefined;
  const option = new Reader(value);
  option.skip(4);
  return option.left > 0 ? option.utf8(option.u16()).trim() || undefined : undefined;
}

function readAsked(value: Uint8Array | undefined): string | undefined {
  if (value === undefined || value.length === 0) return undefined;
  const list = new Reader(value);
  return Array.from({ length: value.length >> 1 }, () => list.u16()).join(',');
}
