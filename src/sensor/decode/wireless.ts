/** IEEE 802.11 data frames that nobody encrypted, bare or with a radiotap header. @see IEEE 802.11-2020 section 9.2.4 */
import { decodeEtherType, EtherType } from './ether-type.ts';
import { setDstMac, setSrcMac } from './hardware-address.ts';
import { linkPayload } from './link-payload.ts';
import { type Packet, Verdict } from './packet.ts';

/** Frame control, first byte. */
const TYPE_MASK = 0x0c;
const TYPE_DATA = 0x08;
const NO_DATA = 0x40;
const QUALITY_OF_SERVICE = 0x80;
/** Frame control, second byte. */
const TO_DISTRIBUTION = 0x01;
const FROM_DISTRIBUTION = 0x02;
const MORE_FRAGMENTS = 0x04;
const PROTECTED = 0x40;
const HT_CONTROL = 0x80;
/** Quality of service control, first byte: several frames in one. */
const AGGREGATE = 0x80;
const HEADER = 24;

/** @see https://www.radiotap.org */
export function decodeRadiotap(packet: Packet, at: number, end: number, wireEnd: number): Verdict {
  if (at + 8 > end) return Verdict.unreadable;
  const length = packet.view.getUint16(at + 2, true);
  return length < 8 ? Verdict.unreadable : decodeWireless(packet, at + length, end, wireEnd);
}

export function decodeWireless(packet: Packet, at: number, end: number, wireEnd: number): Verdict {
  if (at + HEADER > end) return Verdict.unreadable;
  const { view } = packet;
  const [kind, flags] = [view.getUint8(at), view.getUint8(at + 1)];
  if ((kind & TYPE_MASK) !== TYPE_DATA) return linkPayload(packet, 0, at, end, wireEnd);
  const relayed = (flags & TO_DISTRIBUTION) !== 0 && (flags & FROM_DISTRIBUTION) !== 0;
  const hasService = (kind & QUALITY_OF_SERVICE) !== 0;
  const service = at + HEADER + (relayed ? 6 : 0);
  const body = service + (hasService ? 2 : 0) + (hasService && (flags & HT_CONTROL) !== 0 ? 4 : 0);
  if (body > end) return Verdict.unreadable;
  setDstMac(packet, (flags & TO_DISTRIBUTION) === 0 ? at + 4 : at + 16);
  setSrcMac(packet, sourceAt(at, flags));

  const fragmented = (flags & MORE_FRAGMENTS) !== 0 || (view.getUint8(at + 22) & 0x0f) !== 0;
  const aggregated = hasService && (view.getUint8(service) & AGGREGATE) !== 0;
  const opaque = (flags & PROTECTED) !== 0 || (kind & NO_DATA) !== 0 || fragmented || aggregated;
  if (opaque) return linkPayload(packet, 0, body, end, wireEnd);
  return decodeEtherType(packet, EtherType.llc, body, end, wireEnd);
}

/** Which of the four addresses is the sender's. @see table 9-30 */
function sourceAt(at: number, flags: number): number {
  if ((flags & FROM_DISTRIBUTION) === 0) return at + 10;
  return (flags & TO_DISTRIBUTION) === 0 ? at + 16 : at + 24;
}
