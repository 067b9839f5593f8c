/** An analysis as rows of the database, for tests of what is read from there. Source 1 stands for its first capture. */
import { sql } from 'kysely';
import type { AnalysisDocument, ConversationEntry, Device, Finding } from '../analysis/document.ts';
import { CLASS_ORDER, deviceName, typeLabel } from '../inventory/device-name.ts';
import { SEVERITIES } from '../inventory/store/device-rows.ts';
import { parseTime } from '../lib/time.ts';
import type { Database } from '../platform/store/database.ts';

export async function storeAnalysis(db: Database, document: AnalysisDocument): Promise<void> {
  await storeSources(db, document);
  const endpoints = endpointsOf(document);
  await insert(db, 'endpoint', [...endpoints.values()]);
  const idOf = (end: End) => endpoints.get(keyOf(end))?.id ?? 0;
  await insert(db, 'edge', edgesOf(document.conversations, idOf));
  const findingsOf = Map.groupBy(document.findings, ({ device }) => device);
  const traffic = trafficOf(document);
  await insert(
    db,
    'device',
    document.devices.map((it) => deviceOf(it, findingsOf.get(it.id) ?? [], traffic.get(it.id))),
  );
  await insert(
    db,
    'device_document',
    document.devices.map((it) => ({ device: it.id, document: withSource(it) })),
  );
  await insert(
    db,
    'fact',
    document.devices.flatMap((it) =>
      it.attributes.map(({ capture, frame, ...fact }) => ({
        ...fact,
        mac: it.macs[0] ?? '',
        address: it.addresses[0] ?? '',
        first: parseTime(it.first),
        last: parseTime(it.last),
        first_source: capture + 1,
        first_frame: frame,
        device: it.id,
      })),
    ),
  );
  await insert(db, 'finding', document.findings.map(findingRow));
  await sql`select setval(pg_get_serial_sequence('edge', 'id'), 1000000), setval(pg_get_serial_sequence('endpoint', 'id'), 1000000)`.execute(
    db,
  );
}

/** Columns are the keys of the first row; what else the table has is left to its defaults. */
async function insert(db: Database, table: string, rows: readonly object[]): Promise<void> {
  const [first] = rows;
  if (first === undefined) return;
  const columns = sql.join(Object.keys(first).map((name) => sql.ref(name)));
  await sql`insert into ${sql.table(table)} (${columns})
    select ${columns} from jsonb_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(rows)}::jsonb)`.execute(
    db,
  );
}

async function storeSources(db: Database, { captures, loss }: AnalysisDocument): Promise<void> {
  const rows = captures.map(({ file, first, last, ...capture }, at) => ({
    id: at + 1,
    kind: 'capture',
    name: file,
    demo: false,
    state: 'done',
    started: 0,
    consumed: 0,
    ...capture,
    first: first === null ? null : parseTime(first),
    last: last === null ? null : parseTime(last),
    dropped: 0,
    gaps: at === 0 ? loss.gaps : 0,
    unreadable: at === 0 ? loss.unreadable : 0,
    shed: at === 0 ? loss.shed : 0,
    untracked: at === 0 ? loss.untracked : 0,
    one_way: at === 0 ? loss.oneWay : 0,
    next_window: 0,
    hour: 0,
    newcomers: 0,
  }));
  await insert(db, 'source', rows);
}

const hex = (value: number) => (value & 255).toString(16).padStart(2, '0');

type End = ConversationEntry['client'];

/** An end that nothing was heard from is known by its address alone. */
const keyOf = ({ device, address }: Pick<End, 'device' | 'address'>) => device ?? address;

function endpointsOf({ devices, conversations }: AnalysisDocument) {
  const own = devices.map((device) => ({ device, address: device.addresses[0] ?? '' }));
  const silent = conversations
    .flatMap(({ client, server }) => [client, server])
    .filter(({ device }) => device === null);
  const ends = [...own, ...silent.map(({ address }) => ({ device: undefined, address }))];
  const unique = new Map(ends.map((end) => [end.device?.id ?? end.address, end]));
  const rows = [...unique].map(([key, { device, address }], at) => {
    const row = {
      id: at + 1,
      // Of the made-up hospital's own some are given twice.
      mac: device === undefined ? '' : `02:00:00:00:${hex(at >> 8)}:${hex(at)}`,
      address,
      device: device?.id ?? null,
      first: device === undefined ? 0 : parseTime(device.first),
      last: device === undefined ? 0 : parseTime(device.last),
      first_source: 1,
      first_frame: at + 1,
      packets: device === undefined ? 0 : 10,
      ttl: 64,
      hour: 0,
      edges: 0,
      touched: 0,
    };
    return [key, row] as const;
  });
  return new Map(rows);
}

/** All conversations between two ends about the same thing. */
function edgesOf(conversations: readonly ConversationEntry[], idOf: (end: End) => number) {
  const edges = new Map<string, ReturnType<typeof edgeOf>>();
  for (const [at, conversation] of conversations.entries()) {
    const edge = edgeOf(conversation, at + 1, idOf);
    const key = [edge.client, edge.server, edge.transport, edge.protocol, edge.port, edge.encrypted].join();
    const known = edges.get(key);
    if (known === undefined) edges.set(key, edge);
    else edges.set(key, added(known, edge));
  }
  return [...edges.values()];
}

function added(a: ReturnType<typeof edgeOf>, b: ReturnType<typeof edgeOf>): ReturnType<typeof edgeOf> {
  return {
    ...a,
    conversations: a.conversations + b.conversations,
    packets_out: a.packets_out + b.packets_out,
    packets_in: a.packets_in + b.packets_in,
    bytes_out: a.bytes_out + b.bytes_out,
    bytes_in: a.bytes_in + b.bytes_in,
  };
}

function edgeOf(entry: ConversationEntry, id: number, idOf: (end: End) => number) {
  const { client, server, packets, bytes, data, encryption, actions, evidence } = entry;
  return {
    id,
    client: idOf(client),
    server: idOf(server),
    transport: entry.transport,
    protocol: entry.protocol ?? '',
    port: server.port,
    encrypted: encryption !== null,
    first: parseTime(entry.first),
    last: parseTime(entry.last),
    first_source: evidence.capture + 1,
    first_frame: evidence.frame,
    answered: packets[1] > 0,
    conversations: 1,
    packets_out: packets[0],
    packets_in: packets[1],
    bytes_out: bytes[0],
    bytes_in: bytes[1],
    encryption,
    data: data.map(({ evidence: { capture, frame }, ...item }) => ({ ...item, source: capture + 1, frame })),
    actions,
    touched: 0,
  };
}

function trafficOf({ conversations }: AnalysisDocument) {
  const traffic = new Map<string, { peers: Set<string>; bytes: number }>();
  for (const { client, server, bytes } of conversations) {
    for (const [end, other] of [
      [client, server],
      [server, client],
    ] as const) {
      if (end.device === null) continue;
      const sum = traffic.getOrInsertComputed(end.device, () => ({ peers: new Set(), bytes: 0 }));
      sum.peers.add(other.address);
      sum.bytes += bytes[0] + bytes[1];
    }
  }
  return traffic;
}

/** So that text order is the order of numbers. */
const sortable = (text: string | null) =>
  text === null ? null : text.toLowerCase().replaceAll(/\d+/g, (digits) => digits.padStart(12, '0'));

function deviceOf(
  device: Device,
  findings: readonly Finding[],
  traffic: { peers: Set<string>; bytes: number } | undefined,
) {
  const name = deviceName(device);
  const worst =
    findings.length === 0 ? null : Math.min(...findings.map(({ severity }) => SEVERITIES.indexOf(severity)));
  const place = device.scope === 'external' ? CLASS_ORDER.length : CLASS_ORDER.indexOf(device.class);
  const address = device.addresses[0] ?? device.macs[0] ?? null;
  const { id, type, manufacturer, model, serial, software, os, udi, confidence, scope, names, macs, addresses, roles } =
    device;
  const words = [name, typeLabel(type), device.class, manufacturer, model, serial, software, os];
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
    address_key: sortable(address),
    addresses: addresses.length,
    attention: place * 10_000 + (worst ?? 5) * 1000 - findings.length,
    findings: findings.length,
    worst,
    peers: traffic?.peers.size ?? 0,
    bytes: traffic?.bytes ?? 0,
    first: parseTime(device.first),
    last: parseTime(device.last),
    search: [...words, ...names, ...macs, ...addresses, ...roles].join('\n').toLowerCase(),
    severities: [...new Set(findings.map(({ severity }) => severity))],
    rules: [...new Set(findings.map(({ rule }) => rule))],
    sort_name: sortable(name),
    sort_type: type === 'unknown' ? null : sortable(typeLabel(type)),
    sort_maker: sortable(manufacturer ?? model),
    sort_software: sortable(software ?? os),
    changed: parseTime(device.first),
  };
}

const withSource = (device: Device): Device => ({
  ...device,
  attributes: device.attributes.map((it) => ({ ...it, capture: it.capture + 1 })),
});

function findingRow({ severity, evidence, ...finding }: Finding) {
  return {
    ...finding,
    severity: SEVERITIES.indexOf(severity),
    evidence: evidence.map((it) => ({ ...it, capture: it.capture + 1 })),
    first: 0,
    last: 0,
  };
}
