/**
 * ARP on Ethernet: which hardware address says that it holds which IPv4 address.
 *
 * @see RFC 826; RFC 5227 section 1.1 (probes and announcements)
 */
import { ipv4Text, macOf } from '../../../lib/address.ts';
import type { LinkDissector, ProtocolEvent } from '../dissector.ts';

export interface ArpEvent extends ProtocolEvent {
  readonly protocol: 'arp';
  /** A probe asks whether somebody holds `target`, an announcement says that the sender does. */
  readonly kind: 'request' | 'reply' | 'probe' | 'announcement';
  readonly senderMac: string;
  /** 0.0.0.0 in a probe: the sender holds none yet. */
  readonly senderAddress: string;
  /** Whom a reply is for; zeros, or anything at all, in the others. */
  readonly targetMac: string;
  readonly targetAddress: string;
}

const ETHERNET = 1;
const IPV4 = 0x0800;
const REQUEST = 1;
const REPLY = 2;
const NOBODY = '0.0.0.0';

export const arp: LinkDissector<ArpEvent> = {
  name: 'arp',
  transport: 'link',
  etherTypes: [0x0806],

  dissect(payload, emit) {
    const [hardware, protocol] = [payload.u16(), payload.u16()];
    const [hardwareLength, protocolLength] = [payload.u8(), payload.u8()];
    const operation = payload.u16();
    // Other media, other protocols, and the inverse and reverse resolutions that nobody on a LAN uses any more.
    if (hardware !== ETHERNET || protocol !== IPV4 || hardwareLength !== 6 || protocolLength !== 4) return;
    if (operation !== REQUEST && operation !== REPLY) return;

    const senderMac = macOf(payload.bytes(6));
    const senderAddress = ipv4Text(payload.u32());
    const targetMac = macOf(payload.bytes(6));
    const targetAddress = ipv4Text(payload.u32());
    const kind = kindOf(operation, senderAddress, targetAddress);
    emit({ protocol: 'arp', kind, senderMac, senderAddress, targetMac, targetAddress });
  },
};

function kindOf(operation: number, sender: string, target: string): ArpEvent['kind'] {
  if (sender === target && sender !== NOBODY) return 'announcement';
  if (operation === REPLY) return 'reply';
  return sender === NOBODY ? 'probe' : 'request';
}
