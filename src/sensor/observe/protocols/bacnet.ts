/** What BACnet tells: building controllers, what they are, and who sets and reads them. */
import type { BacnetEvent } from '../../dissect/protocols/bacnet.ts';
import type { PropertyName } from '../../dissect/protocols/bacnet-apdu.ts';
import type { Notes } from '../notes.ts';
import { BACNET_VENDORS } from './bacnet-vendors.ts';

const NAMES: readonly (readonly [PropertyName, string])[] = [
  ['name', 'bacnet-object-name'],
  ['vendor', 'bacnet-vendor'],
  ['model', 'bacnet-model'],
  ['firmware', 'bacnet-firmware'],
  ['software', 'bacnet-software'],
  ['serial', 'bacnet-serial'],
];

export function observeBacnet(event: BacnetEvent, notes: Notes): void {
  if (event.kind === 'service') {
    if (event.by === 'client') notes.action(event.name);
    notes.role('sender', event.routed ? 'bacnet-router' : `bacnet-${event.by}`);
    return;
  }
  // What a router passes on is about a station that has no address here.
  if (event.routed) return;
  notes.attribute('sender', 'bacnet-instance', String(event.instance));
  const vendor = event.vendorId === undefined ? undefined : BACNET_VENDORS.get(event.vendorId);
  if (event.properties.vendor === undefined) notes.attribute('sender', 'bacnet-vendor', vendor);
  for (const [property, name] of NAMES) notes.attribute('sender', name, event.properties[property]);
}
