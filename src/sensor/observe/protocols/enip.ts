/** What EtherNet/IP tells: controllers and their adapters, what they are, and who sets them. */
import type { EnipEvent } from '../../dissect/protocols/enip-message.ts';
import type { Notes } from '../notes.ts';

/** Vendors by ODVA's register, those that are met most. */
const VENDORS: ReadonlyMap<number, string> = new Map([
  [1, 'Rockwell Automation'],
  [26, 'Festo'],
  [34, 'Bosch Rexroth'],
  [40, 'WAGO'],
  [47, 'Omron'],
  [48, 'Turck'],
  [90, 'HMS Industrial Networks'],
  [243, 'Schneider Electric'],
  [283, 'Hilscher'],
]);

export function observeEnip(event: EnipEvent, notes: Notes): void {
  notes.protocol('enip');
  if (event.kind === 'service') notes.action(event.name);
  else if (event.kind === 'command') {
    notes.role('sender', `enip-${event.by}`);
    if (event.by === 'client') notes.action(event.name);
  } else {
    notes.attribute('sender', 'enip-product-name', event.product);
    notes.attribute('sender', 'enip-vendor', VENDORS.get(event.vendor));
    notes.attribute('sender', 'enip-serial', event.serial);
    notes.attribute('sender', 'enip-revision', event.revision);
    notes.attribute('sender', 'enip-device-type', String(event.deviceType));
  }
}
