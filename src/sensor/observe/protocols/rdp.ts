/** What Remote Desktop tells of both ends. What follows in TLS, TLS tells. */
import type { RdpEvent } from '../../dissect/protocols/rdp.ts';
import type { Notes } from '../notes.ts';

export function observeRdp(event: RdpEvent, notes: Notes): void {
  if (event.kind === 'security') {
    notes.role('sender', 'rdp-server');
    notes.role('receiver', 'rdp-client');
    return notes.attribute('sender', 'rdp-security', event.chosen);
  }
  notes.attribute('sender', 'rdp-client-name', event.name);
  notes.attribute('sender', 'rdp-client-build', event.build === 0 ? undefined : String(event.build));
}
