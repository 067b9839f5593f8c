/** What POCT1-A tells: which device it is, who manages its data, and whose results it sends. */
import type { Poct1aEvent } from '../../dissect/protocols/poct1a.ts';
import type { Poct1aMessage } from '../../dissect/protocols/poct1a/message.ts';
import { childText } from '../child.ts';
import type { Notes } from '../notes.ts';

/** Messages that only a device sends, and those that only a manager of data does. */
const BY_DEVICE = new Set(['HEL', 'DST', 'OBS', 'EVS']);
const BY_MANAGER = new Set(['REQ', 'DTV', 'OPL', 'PTL']);
/** A code that the maker chose, or a list of names. */
const CODED = 0.7;

export function observePoct1a(event: Poct1aEvent, notes: Notes): void {
  if (event.kind !== 'message') return;
  const code = event.type.slice(0, 3);
  notes.action(event.outcome === undefined ? event.type : `${event.type} ${event.outcome}`);
  if (BY_DEVICE.has(code)) {
    notes.role('sender', 'poct-device');
    notes.role('receiver', 'poct-manager');
  } else if (BY_MANAGER.has(code)) {
    notes.role('sender', 'poct-manager');
    notes.role('receiver', 'poct-device');
  }
  if (code === 'HEL') observeDevice(event, notes);
  observeData(event, notes);
}

function observeDevice({ device }: Poct1aMessage, notes: Notes): void {
  notes.attribute('sender', 'poct-device', device.id ?? device.serial ?? device.model);
  notes.attribute('sender', 'poct-manufacturer', device.manufacturer);
  notes.attribute('sender', 'poct-vendor', device.vendor, CODED);
  notes.attribute('sender', 'poct-model', device.model);
  notes.attribute('sender', 'poct-serial', device.serial);
  notes.attribute('sender', 'poct-software', device.software);
  notes.attribute('sender', 'poct-hardware', device.hardware);
  notes.attribute('sender', 'poct-name', device.name);
  notes.attribute('sender', 'poct-location', device.location, CODED);
  const text = childText({
    'poct-device': device.id,
    'poct-serial': device.serial,
    'poct-manufacturer': device.manufacturer,
    'poct-model': device.model,
    'poct-software': device.software,
  });
  notes.attribute('sender', 'child', text, CODED);
}

function observeData({ fields, patients, type, password }: Poct1aMessage, notes: Notes): void {
  const of = (prefix: string): readonly string[] => fields.filter((field) => field.startsWith(prefix));
  const identity = [...of('PT.'), ...of('PNO.')];
  const [first, ...others] = patients;
  if (identity.length > 0) notes.data('patient-identity', identity, first);
  for (const patient of others) notes.data('patient-identity', identity, patient);
  if (of('ORD.').length > 0) notes.data('order', of('ORD.'), first);
  // What a control solution shows tells of no patient.
  const measured = [...of('OBS.'), ...of('NTE.')];
  if (measured.length > 0 && type !== 'OBS.R02') notes.data('observation', measured, first);
  if (password) notes.data('credential', ['ACC.password']);
}
