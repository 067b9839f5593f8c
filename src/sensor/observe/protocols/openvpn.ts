/** What OpenVPN tells: who opens the tunnel, who takes it, and with which software. */
import type { OpenvpnEvent } from '../../dissect/protocols/openvpn-control.ts';
import type { Notes } from '../notes.ts';
import { observeTls } from './tls.ts';

export function observeOpenvpn(event: OpenvpnEvent, notes: Notes): void {
  notes.protocol('openvpn');
  if (event.kind === 'reset') {
    notes.role('sender', `openvpn-${event.by}`);
  } else {
    observeTls(event.said, notes);
  }
  // The TLS within names its own kind, but what is protected is the tunnel.
  notes.encryption({ kind: 'openvpn' });
}
