/** What devices say of themselves in SOAP, and whose data a medical one provides. */
import type { SdcContent, SdcDevice } from '../../dissect/protocols/http/sdc.ts';
import { childText } from '../child.ts';
import type { Notes } from '../notes.ts';

/** Where a device stands is what somebody told it. */
const CONFIGURED = 0.8;

export function observeSdc(event: SdcContent, notes: Notes): void {
  const { device, medical, provided, identity, content, patient } = event;
  notes.protocol(medical ? 'sdc' : 'dpws');
  if (provided) {
    notes.role('sender', 'sdc-provider');
    notes.role('receiver', 'sdc-consumer');
  }
  if (medical) {
    if (provided) describe(device, notes);
  } else {
    notes.role('sender', 'dpws-device');
    notes.attribute('sender', 'dpws-manufacturer', device.manufacturer);
    notes.attribute('sender', 'dpws-model', device.model);
    notes.attribute('sender', 'dpws-serial', device.serial);
    notes.attribute('sender', 'dpws-software', device.software);
    notes.attribute('sender', 'dpws-name', device.name);
  }
  if (identity.length > 0) notes.data('patient-identity', identity, patient);
  if (content.length > 0) notes.data('observation', content, patient);
}

function describe(device: SdcDevice, notes: Notes): void {
  notes.attribute('sender', 'sdc-manufacturer', device.manufacturer);
  notes.attribute('sender', 'sdc-model', device.model);
  notes.attribute('sender', 'sdc-serial', device.serial);
  notes.attribute('sender', 'sdc-software', device.software);
  notes.attribute('sender', 'sdc-location', device.location, CONFIGURED);
  notes.attribute('sender', 'udi', device.udi);
  notes.attribute('sender', 'udi-lot', device.lot);
  const text = childText({
    'sdc-serial': device.serial,
    udi: device.udi,
    'sdc-manufacturer': device.manufacturer,
    'sdc-model': device.model,
    'sdc-software': device.software,
  });
  notes.attribute('sender', 'child', text, CONFIGURED);
}
