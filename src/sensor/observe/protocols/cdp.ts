/** What CDP tells of the device that sends it. */
import type { CdpEvent } from '../../dissect/protocols/cdp.ts';
import type { Notes } from '../notes.ts';

export function observeCdp(event: CdpEvent, notes: Notes): void {
  for (const capability of event.capabilities) if (capability !== 'host') notes.role('sender', capability);
  notes.attribute('sender', 'cdp-device-id', event.deviceId);
  notes.attribute('sender', 'cdp-platform', event.platform);
  notes.attribute('sender', 'cdp-software', event.software);
  notes.attribute('sender', 'cdp-port-id', event.portId);
  for (const address of event.addresses) notes.attribute('sender', 'cdp-address', address);
}
