/** What VNC tells of the one whose screen it shows. */
import type { VncEvent } from '../../dissect/protocols/vnc.ts';
import type { Notes } from '../notes.ts';

export function observeVnc(event: VncEvent, notes: Notes): void {
  notes.role('sender', 'vnc-server');
  notes.role('receiver', 'vnc-client');
  if (event.kind === 'desktop') notes.attribute('sender', 'vnc-desktop-name', event.name);
  else notes.attribute('sender', 'vnc-security', event.open ? 'none' : 'asks');
}
