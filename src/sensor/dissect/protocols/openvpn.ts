/**
 * OpenVPN over UDP: that there is a tunnel, between whom, and the TLS handshake that opens it.
 *
 * @see https://openvpn.net/community-docs/openvpn-protocol.html
 */
import type { DatagramDissector } from '../dissector.ts';
import { OpenvpnControl, type OpenvpnEvent } from './openvpn-control.ts';
import { beginsOpenvpn } from './openvpn-packet.ts';

export const openvpn: DatagramDissector<OpenvpnEvent> = {
  name: 'openvpn',
  transport: 'udp',
  ports: [1194],
  probe: beginsOpenvpn,

  open() {
    const control = new OpenvpnControl();
    return { dissect: (datagram, side, emit) => void control.read(datagram, side, emit) };
  },

  dissect(datagram, side, emit) {
    new OpenvpnControl().read(datagram, side, emit);
  },
};
