/**
 * WireGuard: conversations that are encrypted, who opened them, and nothing else, for nothing else can be seen.
 *
 * @see Donenfeld, WireGuard: Next Generation Kernel Network Tunnel (2020), section 5.4
 */
import type { DatagramDissector, ProtocolEvent } from '../dissector.ts';

export interface WireguardEvent extends ProtocolEvent {
  readonly protocol: 'wireguard';
  readonly kind: 'initiation' | 'response' | 'cookie' | 'data';
}

/** By type: the name, and the length that its messages have. Those with data are longer, by whole blocks of 16. */
const KINDS: readonly (readonly [WireguardEvent['kind'], number] | undefined)[] = [
  undefined,
  ['initiation', 148],
  ['response', 92],
  ['cookie', 64],
  ['data', 32],
];
const DATA = 4;
const BLOCK = 16;

export const wireguard: DatagramDissector<WireguardEvent> = {
  name: 'wireguard',
  transport: 'udp',
  ports: [51820],

  /** Four bytes are little to go by: of data, the counter must also be one that a session could have reached. */
  probe(head) {
    const [type = 0, ...reserved] = head.subarray(0, 4);
    const [, length] = KINDS[type] ?? [];
    if (length === undefined || reserved.some((byte) => byte !== 0)) return false;
    if (type !== DATA) return head.length === length;
    return head.length >= length && head.length % BLOCK === 0 && head.subarray(12, 16).every((byte) => byte === 0);
  },

  dissect(datagram, _side, emit) {
    const [kind] = KINDS[datagram.u8()] ?? [];
    if (kind !== undefined) emit({ protocol: 'wireguard', kind });
  },
};
