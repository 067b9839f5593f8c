/**
 * Fills a database with an estate as large as wanted, to measure with: devices with documents, who talks to whom, presence,
 * roll-ups of many days, changes and findings. Made-up, deterministic, and nothing that a sensor saw.
 *
 * node tools/with-node.js tools/make-estate.ts --devices 100000 --days 30 --url postgres://… [--talk 2] [--now 2026-11-27]
 */
import { parseArgs } from 'node:util';
import { sql } from 'kysely';
import type { Device } from '../src/analysis/document.ts';
import { attentionOf, deviceFields } from '../src/inventory/device-row.ts';
import { isoTime } from '../src/lib/time.ts';
import { type Database, openDatabase } from '../src/platform/store/database.ts';
import { migrate } from '../src/platform/store/migrate.ts';

const DAY = 86_400_000_000;
/** Devices that are written with one statement. */
const BATCH = 2000;

/** What stands in a hospital, as a share of a thousand. */
const KINDS = [
  ['infusion-pump', 'medical', 'B. Braun', 'Infusomat Space', 90],
  ['patient-monitor', 'medical', 'Philips', 'IntelliVue MX750', 60],
  ['ventilator', 'medical', 'Draeger', 'Evita V600', 15],
  ['ultrasound', 'medical', 'GE HealthCare', 'LOGIQ E10', 12],
  ['ct', 'medical', 'Siemens Healthineers', 'SOMATOM go.Up', 3],
  ['ecg-device', 'medical', 'GE HealthCare', 'MAC 5500', 20],
  ['pacs', 'clinical-it', 'Agfa', 'Enterprise Imaging', 2],
  ['hl7-engine', 'clinical-it', 'NextGen', 'Connect', 1],
  ['workstation', 'it', 'Dell', 'OptiPlex 7090', 420],
  ['server', 'it', 'Hewlett Packard Enterprise', 'ProLiant DL380', 30],
  ['printer', 'it', 'HP', 'LaserJet M507', 80],
  ['ip-phone', 'it', 'Cisco', 'CP-8841', 120],
  ['switch', 'network', 'Cisco', 'C9300-48P', 25],
  ['access-point', 'network', 'Cisco', 'C9120AXI', 60],
  ['ip-camera', 'building', 'Axis', 'P3245', 30],
  ['unknown', 'unknown', null, null, 32],
] as const;

const WARDS = ['Intensive care', 'Ward 1 East', 'Ward 2 West', 'Radiology', 'Theatre 3', 'Emergency', null];

interface Estate {
  readonly db: Database;
  readonly devices: number;
  readonly days: number;
  /** Edges that each device opens. */
  readonly talk: number;
  /** Microseconds since 1970. */
  readonly now: number;
}

/** Fills `db`, which must be empty and of today's schema. */
export async function makeEstate(estate: Estate): Promise<void> {
  const { db, devices, days, now } = estate;
  await sql`
    insert into source (id, kind, name, state, started, first, last, frames, bytes, next_window)
    values (1, 'live', 'eth0', 'reading', ${now - days * DAY}, ${now - days * DAY}, ${now}, ${devices * 1000}, ${devices * 300_000}, 1)`.execute(
    db,
  );
  await sql`select setval(pg_get_serial_sequence('source', 'id'), 1)`.execute(db);
  for (let at = 0; at < devices; at += BATCH) {
    await writeDevices(
      estate,
      Array.from({ length: Math.min(BATCH, devices - at) }, (_, more) => at + more),
    );
  }
  await writeEvidence(estate);
  await writeHistory(estate);
  for (const table of TABLES) await sql`vacuum (analyze) ${sql.table(table)}`.execute(db);
}

const TABLES = [
  'device',
  'device_document',
  'endpoint',
  'presence',
  'fact',
  'claim',
  'edge',
  'conv_hour',
  'conv_day',
  'device_day',
  'deed_day',
  'change',
  'finding',
];

async function writeDevices({ db, now, days }: Estate, numbers: readonly number[]): Promise<void> {
  const rows = numbers.map((number) => {
    const device = deviceOf(number, now, days);
    const worst = device.class === 'medical' && number % 3 === 0 ? (number % 30 === 0 ? 0 : 1) : null;
    const ward = WARDS[number % WARDS.length] ?? null;
    const fields = deviceFields(device, [ward]);
    const attention = attentionOf(fields, worst, worst === null ? 0 : 1);
    const severities = worst === null ? [] : [worst === 0 ? 'critical' : 'high'];
    const rules = worst === null ? [] : ['cleartext-patient-data'];
    const traffic = { peers: 3 + (number % 60), bytes: ((number * 7919) % 100_000) * 1000, changed: now };
    return {
      ...fields,
      ...traffic,
      attention,
      worst,
      findings: severities.length,
      severities,
      rules,
      ward,
      document: device,
    };
  });
  // By name: the database works some columns out itself.
  const names = Object.keys(rows[0] ?? {}).filter((name) => name !== 'document');
  const columns = sql.join(names.map((name) => sql.ref(name)));
  await sql`
    insert into device (${columns})
    select ${columns} from jsonb_populate_recordset(null::device, ${JSON.stringify(rows)}::jsonb)`.execute(db);
  await sql`
    insert into device_document select each.row ->> 'id', each.row -> 'document'
    from jsonb_array_elements(${JSON.stringify(rows)}::jsonb) as each (row)`.execute(db);
}

function deviceOf(number: number, now: number, days: number): Device {
  const [type, kind, manufacturer, model] = kindOf(number);
  const mac = `02:${[24, 16, 8, 0].map((shift) => hex((number >>> shift) & 255)).join(':')}:01`;
  const address = addressOf(number);
  const name = `${type}-${String(number).padStart(6, '0')}`;
  const first = isoTime(now - days * DAY + (number % 1440) * 60_000_000);
  const last = isoTime(now - (number % 600) * 1_000_000);
  const fact = (attribute: string, value: string, protocol: string, frame: number) => ({
    name: attribute,
    value,
    protocol,
    capture: 1,
    frame: number * 10 + frame,
    confidence: 0.9,
  });
  const attributes = [
    fact('hostname', name, 'dhcp', 1),
    fact('dhcp-vendor-class', model ?? 'MSFT 5.0', 'dhcp', 2),
    fact('http-user-agent', `${model ?? 'Mozilla'}/${number % 9}.${number % 7}`, 'http', 3),
    fact('snmp-sysdescr', `${manufacturer ?? ''} ${model ?? ''} firmware ${number % 9}.${number % 7}`, 'snmp', 4),
    fact('tls-server-name', `update${number % 40}.vendor.example`, 'tls', 5),
    fact('role', 'http-client', 'http', 6),
  ];
  const because = 'it names its maker in its neighbourhood';
  const known = (value: string | null) =>
    value === null
      ? undefined
      : { value, because, evidence: [attributes[1]].filter((it) => it !== undefined), conflicts: [] };
  const provenance = Object.entries({
    manufacturer: known(manufacturer),
    model: known(model),
    type: known(type),
    name: known(name),
  });
  return {
    id: `d-${String(number).padStart(16, '0')}`,
    macs: [mac],
    addresses: [address],
    names: [name],
    manufacturer,
    model,
    class: kind,
    type,
    serial: kind === 'medical' ? `SN${100_000 + number}` : null,
    software: model === null ? null : `${number % 9}.${number % 7}.${number % 5}`,
    os: kind === 'it' ? 'Windows 10' : null,
    udi: null,
    confidence: type === 'unknown' ? 0 : 0.9,
    roles: ['http-client'],
    attributes,
    scope: 'local',
    first,
    last,
    history: [{ address, mac, first, last }],
    provenance: Object.fromEntries(provenance.filter(([, value]) => value !== undefined)),
  };
}

function kindOf(number: number) {
  let rest = (number * 2_654_435_761) % 1000;
  for (const kind of KINDS) {
    rest -= kind[4];
    if (rest < 0) return kind;
  }
  return KINDS[KINDS.length - 1] ?? KINDS[0];
}

const hex = (byte: number): string => byte.toString(16).padStart(2, '0');
const addressOf = (number: number): string => `10.${(number >> 16) & 255}.${(number >> 8) & 255}.${number & 255}`;

/** Endpoints are numbered as devices are, from 1. Every device talks to `talk` servers: few of many clients, and its neighbours. */
async function writeEvidence({ db, devices, days, talk, now }: Estate): Promise<void> {
  const start = now - days * DAY;
  await sql`
    insert into endpoint (mac, address, device, first, last, first_source, first_frame, packets, ttl, touched)
    select document -> 'macs' ->> 0, document -> 'addresses' ->> 0, device, ${start}::bigint, ${now}::bigint, 1, 1, 10000, 64, ${now}::bigint
    from device_document order by device`.execute(db);
  await sql`
    insert into claim (mac, address, kind, first, last, first_source, first_frame, packets)
    select mac, address, 'arp', first, last, 1, 1, 10 from endpoint`.execute(db);
  await sql`
    insert into fact (mac, address, name, value, protocol, confidence, first, last, first_source, first_frame, device)
    select '', e.address, a ->> 'name', a ->> 'value', a ->> 'protocol', 0.9, e.first, e.last, 1, (a ->> 'frame')::bigint, e.device
    from endpoint e join device_document d using (device) cross join jsonb_array_elements(d.document -> 'attributes') a`.execute(
    db,
  );
  // Present in the day, away in the night.
  await sql`
    insert into presence (endpoint, first, last)
    select e.id, ${start}::bigint + day * ${DAY}::bigint + (e.id % 120) * 60000000, ${start}::bigint + day * ${DAY}::bigint + ${(DAY * 2) / 3}::bigint
    from endpoint e cross join generate_series(0, ${days - 1}::integer) day`.execute(db);
  await sql`
    insert into edge (client, server, transport, protocol, port, encrypted, first, last, first_source, first_frame, answered,
      conversations, packets_out, packets_in, bytes_out, bytes_in, data, actions, touched)
    select e.id, s.server, 'tcp', s.protocol, s.port, s.protocol = 'tls', ${start}::bigint, ${now}::bigint, 1, e.id, true, 3000, 60000, 50000, 12000000,
      9000000, case when s.protocol = 'hl7' and e.id % 3 = 0 then ${EXPOSED}::jsonb else '[]' end, s.actions::jsonb, ${now}::bigint
    from endpoint e cross join lateral (
      select 1 + case when n % 2 = 0 then (e.id * 31 + n) % ${Math.max(2, Math.floor(devices / 500))}::bigint
          else (e.id + n * 7) % ${devices}::bigint end as server,
        (array['tls', 'hl7', 'http', 'dicom', 'smb', 'dns'])[1 + n % 6] as protocol,
        (array[443, 2575, 80, 104, 445, 53])[1 + n % 6] as port,
        (array['[]', '[{"verb":"ORU^R01","count":300}]', '[{"verb":"GET","count":900}]', '[{"verb":"C-STORE","count":40}]', '[]', '[]'])[1 + n % 6] as actions
      from generate_series(0, ${talk - 1}::integer) n
    ) s where s.server <> e.id on conflict do nothing`.execute(db);
  await sql`
    insert into finding (id, rule, severity, device, peer, title, advice, evidence, first, last)
    select 'f-' || d.id, 'cleartext-patient-data', d.worst, d.id, null, d.name || ' sends observations unencrypted (HL7)',
      'Turn on TLS for this connection on both ends.', '[{"capture":1,"frame":7,"says":"300 messages show PID-3"}]', d.first, d.last
    from device d where d.worst is not null`.execute(db);
  await sql`
    insert into change (device, at, kind, field, before, after, source, frame)
    select d.id, d.first + day * ${DAY}::bigint, case when day = 0 then 'appeared' else 'value' end,
      case when day > 0 then 'software' end, case when day > 0 then 'v' || day end, case when day > 0 then 'v' || day + 1 else d.name end, 1, 1
    from device d cross join generate_series(0, ${days}::integer, 10) day`.execute(db);
}

const EXPOSED =
  '[{"category":"observation","fields":["PID-3","PID-5","OBX-5"],"items":300,"patients":40,"from":["client"],"source":1,"frame":7}]';

/** Conversations of the last 90 days at most, days of devices for all of them; hours of the last two. */
async function writeHistory({ db, days, now }: Estate): Promise<void> {
  const today = Math.floor(now / DAY);
  const kept = Math.min(days, 90);
  await sql`
    insert into conv_hour select ${today}::integer * 24 + h - 24, t.id, 2, 60, 4000, 3000, 1
    from edge t cross join generate_series(7, 18) h where t.id % 2 = h % 2`.execute(db);
  // A day at a time, so that no transaction is large.
  for (let day = today - kept; day < today - 1; day++) {
    await sql`
      with slots as materialized (${slots(7, { conversations: 4, bytes_out: 90_000, bytes_in: 70_000 })})
      insert into conv_day select ${day}::integer, t.id, slots.conversations, slots.bytes_out, slots.bytes_in
      from edge t join slots on slots.n = (t.id * 7 + ${day}::integer) % ${PATTERNS}::integer`.execute(db);
  }
  for (let day = today - days; day <= today; day++) {
    await sql`
      with slots as materialized (${slots(12, { conversations: 40, bytes_out: 900_000, bytes_in: 700_000, items: 9 })})
      insert into device_day (day, endpoint, conversations, bytes_out, bytes_in, items, peers)
      select ${day}::integer, t.id, conversations, bytes_out, bytes_in, items, 5
      from endpoint t join slots on slots.n = (t.id * 7 + ${day}::integer) % ${PATTERNS}::integer`.execute(db);
    await sql`
      with slots as materialized (${slots(12, { counts: 9 })})
      insert into deed_day select ${day}::integer, t.id, 'hl7', 'ORU^R01', counts
      from endpoint t join slots on slots.n = (t.id * 7 + ${day}::integer) % ${PATTERNS}::integer where t.id % 4 = 0`.execute(
      db,
    );
  }
}

/** Different days that there are; to make one for each row would take most of the time. */
const PATTERNS = 97;

/** Numbered days of 24 hours: something in `busy` hours of the day, at most so much, and null in the others. */
const slots = (busy: number, most: Readonly<Record<string, number>>) =>
  sql`select n, ${sql.join(
    Object.entries(most).map(
      ([column, largest]) => sql`(select array_agg(
          case when h >= 7 + n % 6 and h < 7 + n % 6 + ${busy}::integer then 1 + (n * 1021 + h * 31) % ${largest}::integer end order by h
        ) from generate_series(0, 23) h) as ${sql.ref(column)}`,
    ),
  )} from generate_series(0, ${PATTERNS - 1}::integer) n`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      devices: { type: 'string' },
      days: { type: 'string' },
      url: { type: 'string' },
      talk: { type: 'string' },
      now: { type: 'string' },
    },
  });
  if (values.url === undefined) throw new Error('Say where to: --url postgres://…');
  const db = openDatabase(values.url, 2);
  await migrate(db);
  const now = (values.now === undefined ? Date.now() : Date.parse(values.now)) * 1000;
  const begun = performance.now();
  await makeEstate({
    db,
    devices: Number(values.devices ?? 10_000),
    days: Number(values.days ?? 30),
    talk: Number(values.talk ?? 3),
    now,
  });
  process.stdout.write(`Filled in ${Math.round((performance.now() - begun) / 1000)} s\n`);
  await db.destroy();
}

if (import.meta.main) await main();
