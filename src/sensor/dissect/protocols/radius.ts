/**
 * RADIUS: which switch or access point asks whom whether a device may join, and which device it asks about.
 *
 * Users are never told; of passwords only that one went through under RADIUS' own weak cover.
 *
 * @see RFC 2865 sections 3 and 5, RFC 2866, RFC 3580 (IEEE 802.1X), RFC 5176
 */
import { type Reader, Violation } from '../../../lib/reader.ts';
import type { DatagramDissector, ProtocolEvent } from '../dissector.ts';

export interface RadiusEvent extends ProtocolEvent {
  readonly protocol: 'radius';
  readonly kind: 'packet';
  /** In the standard's word, such as `Access-Request`. */
  readonly name: string;
  readonly by: 'client' | 'server';
  /** How the switch or access point calls itself. */
  readonly nas: string | undefined;
  /** The hardware address of the device that wants in, as `00:03:b1:b5:b6:48`. */
  readonly station: string | undefined;
  /** The wireless network that it wants into. */
  readonly network: string | undefined;
  /** A password under MD5, instead of a proof that does not show it. */
  readonly password: boolean;
}

const HEADER = 20;
const MAX_LENGTH = 4096;
/** By code, and who says so. */
const CODES: ReadonlyMap<number, readonly [name: string, by: 'client' | 'server']> = new Map([
  [1, ['Access-Request', 'client']],
  [2, ['Access-Accept', 'server']],
  [3, ['Access-Reject', 'server']],
  [4, ['Accounting-Request', 'client']],
  [5, ['Accounting-Response', 'server']],
  [11, ['Access-Challenge', 'server']],
  [12, ['Status-Server', 'client']],
  [40, ['Disconnect-Request', 'server']],
  [41, ['Disconnect-ACK', 'client']],
  [42, ['Disconnect-NAK', 'client']],
  [43, ['CoA-Request', 'server']],
  [44, ['CoA-ACK', 'client']],
  [45, ['CoA-NAK', 'client']],
]);
const Attribute = { password: 2, calledStation: 30, callingStation: 31, nasIdentifier: 32 } as const;
/** `00-03-B1-B5-B6-48:network`, with any or no separator between the pairs. */
const CALLED = /^(?:[0-9a-f]{2}[-:.]?){6}:(?<network>.{1,32})$/i;

export const radius: DatagramDissector<RadiusEvent> = {
  name: 'radius',
  transport: 'udp',
  ports: [1812, 1813, 1645, 1646, 3799],

  /** A code, the datagram's own length, and attributes that fill it to the last byte. */
  probe(head) {
    const length = ((head[2] ?? 0) << 8) | (head[3] ?? 0);
    if (!CODES.has(head[0] ?? 0) || length < HEADER || length > MAX_LENGTH || head.length !== length) return false;
    let at = HEADER;
    // Bounded by the packet: each attribute passes two bytes of it or more.
    while (at < length) {
      const size = head[at + 1] ?? 0;
      if (size < 2) return false;
      at += size;
    }
    return at === length;
  },

  dissect(datagram, _side, emit) {
    const known = CODES.get(datagram.u8());
    if (known === undefined) throw new Violation('a code that nobody uses');
    const [name, by] = known;
    datagram.skip(1);
    const length = datagram.u16();
    if (length < HEADER) throw new Violation(`a packet of ${length} bytes`);
    datagram.skip(16);
    const values = readAttributes(datagram.sub(length - HEADER));
    emit({
      protocol: 'radius',
      kind: 'packet',
      name,
      by,
      nas: values.get(Attribute.nasIdentifier),
      station: macOf(values.get(Attribute.callingStation)),
      network: CALLED.exec(values.get(Attribute.calledStation) ?? '')?.groups?.['network'],
      password: values.has(Attribute.password),
    });
  },
};

/** The first of each kind that is read. Bounded by the packet: each attribute passes two bytes of it or more. */
function readAttributes(packet: Reader): ReadonlyMap<number, string> {
  const values = new Map<number, string>();
  while (packet.left > 0) {
    const type = packet.u8();
    const length = packet.u8();
    if (length < 2) throw new Violation(`an attribute of ${length} bytes`);
    const value = packet.sub(length - 2);
    if (type === Attribute.password) values.set(type, '');
    else if (type >= Attribute.calledStation && type <= Attribute.nasIdentifier && !values.has(type)) {
      values.set(type, value.utf8(value.left));
    }
  }
  return values;
}

/** However its pairs are set apart; undefined for what is no hardware address, such as a telephone number. */
function macOf(text: string | undefined): string | undefined {
  const digits = text?.replaceAll(/[-:.]/g, '').toLowerCase() ?? '';
  return /^[0-9a-f]{12}$/.test(digits) ? digits.replaceAll(/(..)(?!$)/g, '$1:') : undefined;
}
