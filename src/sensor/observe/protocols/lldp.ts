/** What LLDP tells of the device that sends it. */
import type { LldpEvent } from '../../dissect/protocols/lldp.ts';
import type { Notes } from '../notes.ts';

export function observeLldp(event: LldpEvent, notes: Notes): void {
  for (const capability of event.capabilities) if (capability !== 'station') notes.role('sender', capability);
  notes.attribute('sender', 'lldp-system-name', event.systemName);
  notes.attribute('sender', 'lldp-system-description', event.systemDescription);
  notes.attribute('sender', 'lldp-chassis-id', event.chassisId);
  notes.attribute('sender', 'lldp-port-id', event.portId);
  notes.attribute('sender', 'lldp-port-description', event.portDescription);
  for (const address of event.managementAddresses) notes.attribute('sender', 'lldp-management-address', address);
  notes.attribute('sender', 'lldp-manufacturer', event.manufacturer);
  notes.attribute('sender', 'lldp-model', event.model);
  notes.attribute('sender', 'lldp-serial', event.serial);
  notes.attribute('sender', 'lldp-hardware', event.hardware);
  notes.attribute('sender', 'lldp-firmware', event.firmware);
  notes.attribute('sender', 'lldp-software', event.software);
}
