/** What IKE tells: gateways, that what follows is encrypted, and how well. */
import type { IsakmpEvent } from '../../dissect/protocols/isakmp.ts';
import type { Notes } from '../notes.ts';

export function observeIsakmp(event: IsakmpEvent, notes: Notes): void {
  if (event.kind === 'data') {
    notes.encryption({ kind: 'ipsec' });
    return;
  }
  notes.role('sender', 'vpn-peer');
  if (event.by === 'initiator' && event.name !== undefined) notes.action(event.name);
  const { version, cipher, group } = event;
  notes.encryption({
    kind: 'ipsec',
    version,
    ...(cipher !== undefined && { cipher }),
    ...(group !== undefined && { group }),
  });
}
