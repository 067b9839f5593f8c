/** The device list: rows made once from an analysis, then searched, filtered, sorted and cut for each request. */
import type { AnalysisDocument, Device, Finding, Severity } from '../analysis/document.ts';
import { CLASS_LABELS, CLASS_ORDER, deviceName, typeLabel } from './device-name.ts';
import type { DeviceList, DeviceQuery, DeviceRow } from './inventory.contract.ts';

interface Entry {
  readonly row: DeviceRow;
  /** All that one may search for, in lower case. */
  readonly text: string;
  readonly severities: ReadonlySet<string>;
  readonly rules: ReadonlySet<string>;
}

const SEVERITIES: readonly Severity[] = ['critical', 'high', 'medium', 'low', 'info'];
const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** Answers queries over the devices of `document`. */
export function deviceList(document: AnalysisDocument): (query: DeviceQuery) => DeviceList {
  const entries = entriesOf(document);
  const facets: DeviceList['facets'] = {
    class: facet(entries, ({ row }) => [row.class]),
    type: facet(entries, ({ row }) => [row.type]),
    manufacturer: facet(entries, ({ row }) => (row.manufacturer === null ? [] : [row.manufacturer])),
    severity: facet(entries, ({ severities }) => severities),
    rule: facet(entries, ({ rules }) => rules),
    ward: [],
    owner: [],
    presence: [],
    approved: [],
    source: [],
  };
  return (query) => {
    const found = entries.filter((entry) => matches(entry, query)).map(({ row }) => row);
    const direction = query.order === 'up' ? 1 : -1;
    const compare = ORDERS[query.sort];
    const sorted = found.toSorted((a, b) => direction * compare(a, b) || collator.compare(a.name, b.name));
    const devices = sorted.slice(query.offset, query.offset + query.limit);
    return { devices, total: found.length, all: entries.length, facets };
  };
}

/** The rows of all devices, by id. */
export function deviceRows(document: AnalysisDocument): Map<string, DeviceRow> {
  return new Map(entriesOf(document).map(({ row }) => [row.id, row]));
}

function entriesOf({ devices, conversations, findings }: AnalysisDocument): Entry[] {
  const traffic = new Map(devices.map(({ id }) => [id, { peers: new Set<string>(), bytes: 0 }]));
  for (const { client, server, bytes } of conversations) {
    for (const [end, other] of [
      [client, server],
      [server, client],
    ] as const) {
      const sum = end.device === null ? undefined : traffic.get(end.device);
      if (sum === undefined) continue;
      sum.peers.add(other.device ?? other.address);
      sum.bytes += bytes[0] + bytes[1];
    }
  }
  const findingsOf = Map.groupBy(findings, ({ device }) => device);
  return devices.map((device) => {
    const { peers, bytes } = traffic.get(device.id) ?? { peers: new Set(), bytes: 0 };
    return entryOf(device, findingsOf.get(device.id) ?? [], peers.size, bytes);
  });
}

function entryOf(device: Device, findings: readonly Finding[], peers: number, bytes: number): Entry {
  const severities = new Set(findings.map(({ severity }) => severity));
  const row: DeviceRow = {
    id: device.id,
    name: deviceName(device),
    class: device.class,
    type: device.type,
    manufacturer: device.manufacturer,
    model: device.model,
    serial: device.serial,
    software: device.software ?? device.os,
    address: device.addresses[0] ?? device.macs[0] ?? null,
    addresses: device.addresses.length,
    confidence: device.confidence,
    external: device.scope === 'external',
    peers,
    bytes,
    findings: findings.length,
    worst: SEVERITIES.find((severity) => severities.has(severity)) ?? null,
    first: device.first,
    last: device.last,
    presence: 'unwatched',
    ward: null,
    owner: null,
    approved: null,
  };
  return { row, text: searchable(device, row), severities, rules: new Set(findings.map(({ rule }) => rule)) };
}

function searchable(device: Device, row: DeviceRow): string {
  const values = [
    row.name,
    typeLabel(device.type),
    CLASS_LABELS[device.class],
    device.manufacturer,
    device.model,
    device.serial,
    device.software,
    device.os,
    device.udi,
    ...device.names,
    ...device.macs,
    ...device.addresses,
    ...device.roles,
  ];
  return values
    .filter((value) => value !== null)
    .join('\n')
    .toLowerCase();
}

function matches({ row, text, severities, rules }: Entry, query: DeviceQuery): boolean {
  const words = query.search.toLowerCase().split(/\s+/);
  return (
    words.every((word) => text.includes(word)) &&
    allows(query.class, [row.class]) &&
    allows(query.type, [row.type]) &&
    allows(query.manufacturer, [row.manufacturer ?? '']) &&
    allows(query.severity, severities) &&
    allows(query.rule, rules) &&
    (query.scope === undefined || row.external === (query.scope === 'external'))
  );
}

/** Whether one of `values` is wanted; nothing wanted is everything wanted. */
function allows(wanted: readonly string[], values: Iterable<string>): boolean {
  return wanted.length === 0 || Iterator.from(values).some((value) => wanted.includes(value));
}

function facet(entries: readonly Entry[], valuesOf: (entry: Entry) => Iterable<string>) {
  const counts = new Map<string, number>();
  for (const entry of entries) for (const value of valuesOf(entry)) counts.set(value, (counts.get(value) ?? 0) + 1);
  const sorted = [...counts].toSorted(([a, m], [b, n]) => n - m || collator.compare(a, b));
  return sorted.map(([value, count]) => ({ value, count }));
}

type Order = (a: DeviceRow, b: DeviceRow) => number;

/** Devices whose value is unknown stand at the end of an upward order. */
const byText =
  (value: (row: DeviceRow) => string | null): Order =>
  (a, b) => {
    const [left, right] = [value(a), value(b)];
    if (left === null || right === null) return Number(left === null) - Number(right === null);
    return collator.compare(left, right);
  };

const rank = ({ worst }: DeviceRow) => (worst === null ? SEVERITIES.length : SEVERITIES.indexOf(worst));
const classRank = (row: DeviceRow) => (row.external ? CLASS_ORDER.length : CLASS_ORDER.indexOf(row.class));

const ORDERS: Readonly<Record<DeviceQuery['sort'], Order>> = {
  attention: (a, b) => classRank(a) - classRank(b) || rank(a) - rank(b) || b.findings - a.findings,
  name: byText(({ name }) => name),
  class: (a, b) => classRank(a) - classRank(b),
  model: byText(({ model }) => model),
  serial: byText(({ serial }) => serial),
  confidence: (a, b) => a.confidence - b.confidence,
  findings: (a, b) => a.findings - b.findings,
  first: (a, b) => (a.first < b.first ? -1 : Number(a.first > b.first)),
  ward: () => 0,
  owner: () => 0,
  approved: () => 0,
  type: byText(({ type }) => (type === 'unknown' ? null : typeLabel(type))),
  manufacturer: byText(({ manufacturer, model }) => manufacturer ?? model),
  address: byText(({ address }) => address),
  software: byText(({ software }) => software),
  peers: (a, b) => a.peers - b.peers,
  bytes: (a, b) => a.bytes - b.bytes,
  last: (a, b) => (a.last < b.last ? -1 : Number(a.last > b.last)),
};
