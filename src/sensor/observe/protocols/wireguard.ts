/** What WireGuard tells: that a conversation is encrypted, and who opened it. */
import type { WireguardEvent } from '../../dissect/protocols/wireguard.ts';
import type { Notes } from '../notes.ts';

export function observeWireguard(event: WireguardEvent, notes: Notes): void {
  // The protocol leaves no choice: RFC 7539's cipher and Curve25519.
  notes.encryption({ kind: 'wireguard', cipher: 'ChaCha20-Poly1305', group: 'x25519' });
  if (event.kind === 'data') return;
  notes.role('sender', 'vpn-peer');
  if (event.kind === 'initiation') notes.action('handshake');
}
