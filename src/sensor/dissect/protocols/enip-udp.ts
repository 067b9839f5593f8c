/** EtherNet/IP over UDP: devices that are looked for with a broadcast, and what they answer. @see enip-message.ts */
import type { DatagramDissector } from '../dissector.ts';
import { beginsEnip, ENIP_HEADER, type EnipEvent, readEnip, readEnipHeader } from './enip-message.ts';

export const enipUdp: DatagramDissector<EnipEvent> = {
  name: 'enip-udp',
  transport: 'udp',
  ports: [44818],

  probe(head) {
    const length = ENIP_HEADER + ((head[2] ?? 0) | ((head[3] ?? 0) << 8));
    return beginsEnip(head) === true && length === head.length;
  },

  dissect(datagram, side, emit) {
    const header = readEnipHeader(datagram.sub(ENIP_HEADER));
    for (const event of readEnip(header, datagram.sub(header.length), side)) emit(event);
  },
};
