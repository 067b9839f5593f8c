/** A device as lists know it: what they show, search and sort by. */
import type { Device, Severity } from '../analysis/document.ts';
import { parseTime } from '../lib/time.ts';
import { CLASS_LABELS, CLASS_ORDER, deviceName, typeLabel } from './device-name.ts';
import { addressKey, sortKey } from './sort-key.ts';

export const SEVERITIES: readonly Severity[] = ['critical', 'high', 'medium', 'low', 'info'];
/** More findings than these do not make a device stand before others. */
const MOST_FINDINGS = 9999;
/** The longest text that is searched. */
const LONGEST_SEARCH = 8000;

export interface DeviceFields {
  readonly id: string;
  readonly name: string;
  readonly class: string;
  readonly type: string;
  readonly type_label: string;
  readonly manufacturer: string | null;
  readonly model: string | null;
  readonly serial: string | null;
  readonly software: string | null;
  readonly os: string | null;
  readonly udi: string | null;
  readonly confidence: number;
  readonly scope: string;
  readonly address: string | null;
  readonly address_key: string | null;
  readonly addresses: number;
  readonly first: number;
  readonly last: number;
  readonly search: string;
  readonly sort_name: string;
  readonly sort_type: string | null;
  readonly sort_maker: string | null;
  readonly sort_software: string | null;
}

/** `places`: what people said of where it stands and who answers for it, to be found by. */
export function deviceFields(device: Device, places: readonly (string | null)[] = []): DeviceFields {
  const { id, type, manufacturer, model, serial, software, os, udi, confidence, scope, addresses, macs } = device;
  const name = deviceName(device);
  const address = addresses[0] ?? macs[0] ?? null;
  return {
    id,
    name,
    class: device.class,
    type,
    type_label: typeLabel(type),
    manufacturer,
    model,
    serial,
    software,
    os,
    udi,
    confidence,
    scope,
    address,
    addresses: addresses.length,
    first: parseTime(device.first),
    last: parseTime(device.last),
    address_key: address === null ? null : addressKey(address),
    search: searchText(device, name, places),
    sort_name: sortKey(name),
    sort_type: type === 'unknown' ? null : sortKey(typeLabel(type)),
    sort_maker: keyOf(manufacturer ?? model),
    sort_software: keyOf(software ?? os),
  };
}

const keyOf = (text: string | null): string | null => (text === null ? null : sortKey(text));

/** How much a device needs a look, the lowest first: its class, then its worst finding, then how many there are. */
export function attentionOf(
  { class: kind, scope }: { readonly class: string; readonly scope: string },
  worst: number | null,
  findings: number,
): number {
  const classes: readonly string[] = CLASS_ORDER;
  const place = scope === 'external' ? classes.length : classes.indexOf(kind);
  const severity = worst ?? SEVERITIES.length;
  return (
    (place * (SEVERITIES.length + 1) + severity) * (MOST_FINDINGS + 1) +
    MOST_FINDINGS -
    Math.min(MOST_FINDINGS, findings)
  );
}

function searchText(device: Device, name: string, places: readonly (string | null)[]): string {
  const { manufacturer, model, serial, software, os, udi, names, macs, addresses, roles } = device;
  const values = [
    name,
    typeLabel(device.type),
    CLASS_LABELS[device.class],
    manufacturer,
    model,
    serial,
    software,
    os,
    udi,
    ...places,
    ...names,
    ...macs,
    ...addresses,
    ...roles,
  ];
  const text = values.filter((value) => value !== null).join('\n');
  return text.toLowerCase().slice(0, LONGEST_SEARCH);
}
