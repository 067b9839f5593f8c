/** What Modbus tells: controllers, what they call themselves, and who sets them. */
import type { ModbusEvent } from '../../dissect/protocols/modbus.ts';
import type { Notes } from '../notes.ts';

/** Unit numbers of the device that answers itself. */
const OWN_UNITS = new Set([0, 1, 255]);
/** A unit behind a gateway may be meant: then the gateway is told by what it is not. */
const LESS_SURE = 0.5;

export function observeModbus(event: ModbusEvent, notes: Notes): void {
  if (event.kind === 'function') {
    notes.role('sender', `modbus-${event.by}`);
    if (event.by === 'client' && event.name !== undefined) notes.action(event.name);
    return;
  }
  const sure = OWN_UNITS.has(event.unit) ? undefined : LESS_SURE;
  const { objects } = event;
  const words = [objects.vendor, objects.product ?? objects['product-code'], objects.revision];
  notes.attribute('sender', 'modbus-device', words.filter((word) => word !== undefined).join(' '), sure);
  notes.attribute('sender', 'modbus-vendor', objects.vendor, sure);
  notes.attribute('sender', 'modbus-model', objects.model ?? objects.product ?? objects['product-code'], sure);
  notes.attribute('sender', 'modbus-revision', objects.revision, sure);
}
