/** What became different about a device, for people to read. */
import type { Attribute, Device } from '../analysis/document.ts';
import { deviceName } from '../inventory/device-name.ts';
import type { ChangeRow } from './store/devices.store.ts';

const FIELDS = ['type', 'manufacturer', 'model', 'serial', 'software', 'os', 'udi'] as const;
/** A device that takes up more addresses at once is not told one by one. */
const MAX_ADDRESSES = 20;

/** `at`: by the packets' clock, microseconds since 1970; `by`: the person who brought it about. */
export interface Occasion {
  readonly at: number;
  readonly by: string | null;
}

const nothing = { field: null, before: null, after: null, source: null, frame: null };

export function appeared(device: Device, { at, by }: Occasion): ChangeRow {
  const [some] = device.attributes;
  const evidence = some === undefined ? {} : { source: some.capture, frame: some.frame };
  return { device: device.id, at, by, kind: 'appeared', ...nothing, after: deviceName(device), ...evidence };
}

/** `device` stands by itself from now on; it was part of the one called `from`. */
export function splitOff(device: Device, from: string, { at, by }: Occasion): ChangeRow {
  return { device: device.id, at, by, kind: 'split', ...nothing, before: from, after: deviceName(device) };
}

/** A device called `part` became part of `device`. */
export function merged(device: Device, part: string, { at, by }: Occasion): ChangeRow {
  return { device: device.id, at, by, kind: 'merged', ...nothing, before: part, after: deviceName(device) };
}

export function differences(before: Device, after: Device, { at, by }: Occasion): ChangeRow[] {
  const row = { device: after.id, at, by };
  const values = FIELDS.filter((field) => before[field] !== after[field]).map((field) => ({
    ...row,
    kind: 'value',
    field,
    before: said(before[field]),
    after: said(after[field]),
    ...origin(after.provenance[field]?.evidence[0]),
  }));
  const [nameBefore, nameAfter] = [deviceName(before), deviceName(after)];
  const renamed = before.names[0] === after.names[0] || nameBefore === nameAfter ? [] : [{ field: 'name' as const }];
  const names = renamed.map(({ field }) => ({
    ...row,
    kind: 'value',
    field,
    before: nameBefore,
    after: nameAfter,
    ...origin(after.provenance.name?.evidence[0]),
  }));
  const taken = after.addresses.filter((address) => !before.addresses.includes(address));
  const left = before.addresses.filter((address) => !after.addresses.includes(address));
  const addresses = [
    ...taken.map((address) => ({ before: null, after: address })),
    ...left.map((address) => ({ before: address, after: null })),
  ];
  const moves = addresses
    .slice(0, MAX_ADDRESSES)
    .map((move) => ({ ...row, kind: 'address', ...nothing, field: 'address', ...move }));
  return [...values, ...names, ...moves];
}

const said = (value: string | null): string | null => (value === 'unknown' ? null : value);

function origin(evidence: Attribute | undefined): { source: number | null; frame: number | null } {
  return evidence === undefined ? { source: null, frame: null } : { source: evidence.capture, frame: evidence.frame };
}
