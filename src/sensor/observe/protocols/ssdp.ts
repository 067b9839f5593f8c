/** What SSDP tells: the kinds of device somebody is, the program that says so, and who looks for such devices. */
import type { SsdpEvent } from '../../dissect/protocols/ssdp.ts';
import type { Notes } from '../notes.ts';

export function observeSsdp(event: SsdpEvent, notes: Notes): void {
  if (event.kind === 'search') {
    notes.action('M-SEARCH');
    notes.role('sender', 'ssdp-control-point');
    notes.attribute('sender', 'http-user-agent', event.userAgent);
    return;
  }
  if (event.kind === 'notify') notes.action('NOTIFY');
  notes.role('sender', 'ssdp-device');
  notes.attribute('sender', 'ssdp-server', event.server);
  // The others are names of the same device, or of all devices.
  if (event.target?.startsWith('urn:') === true) notes.attribute('sender', 'ssdp-type', event.target);
  notes.attribute('sender', 'ssdp-uuid', event.uuid);
}
