/** Devices as they are kept, what changed of them, and what people said. */
import { sql } from 'kysely';
import type { Device } from '../../analysis/document.ts';
import type { DeviceFields } from '../../inventory/device-row.ts';
import type { Transaction } from '../../platform/store/database.ts';
import { rows } from './rows.ts';

const list = (values: readonly string[]) => sql`${sql.val([...values])}::text[] collate "C"`;

export interface KeptDevice {
  readonly id: string;
  readonly name: string;
  readonly ward: string | null;
  readonly owner: string | null;
  readonly findings: number;
  readonly worst: number | null;
  readonly document: Device;
}

export async function readDevices(tx: Transaction, ids: readonly string[]): Promise<KeptDevice[]> {
  if (ids.length === 0) return [];
  const found = await sql<KeptDevice>`
    select d.id, d.name, d.ward, d.owner, d.findings, d.worst, doc.document
    from device d join device_document doc on doc.device = d.id where d.id = any(${list(ids)})`.execute(tx);
  return found.rows;
}

/** Of `ids` those that are taken: by a device, or by one that became part of another. */
export async function takenIds(
  tx: Transaction,
  ids: readonly string[],
): Promise<{ id: string; device: string | null }[]> {
  if (ids.length === 0) return [];
  const found = await sql<{ id: string; device: string | null }>`
    select id, null as device from device where id = any(${list(ids)})
    union all select old, device from device_alias where old = any(${list(ids)})`.execute(tx);
  return found.rows;
}

/** People's values, each with the name of who gave it. */
export async function readWords(
  tx: Transaction,
  ids: readonly string[],
): Promise<{ device: string; field: string; value: string; by: string }[]> {
  if (ids.length === 0) return [];
  const found = await sql<{ device: string; field: string; value: string; by: string }>`
    select w.device, w.field, w.value, coalesce(a.name, w.by) as by
    from word w left join account a on a.id = w.by where w.device = any(${list(ids)}) order by w.device, w.field`.execute(
    tx,
  );
  return found.rows;
}

const FIELDS: Readonly<Record<keyof DeviceFields, string>> = {
  id: 'text',
  name: 'text',
  class: 'text',
  type: 'text',
  type_label: 'text',
  manufacturer: 'text',
  model: 'text',
  serial: 'text',
  software: 'text',
  os: 'text',
  udi: 'text',
  confidence: 'real',
  scope: 'text',
  address: 'text',
  address_key: 'text',
  addresses: 'integer',
  first: 'bigint',
  last: 'bigint',
  search: 'text',
  sort_name: 'text',
  sort_type: 'text',
  sort_maker: 'text',
  sort_software: 'text',
};

/** Rows, and documents with them. Nothing that people said, no findings and no traffic is touched. */
export async function writeDevices(
  tx: Transaction,
  values: readonly (DeviceFields & {
    attention: number;
    ward: string | null;
    owner: string | null;
    document: Device;
  })[],
  now: number,
): Promise<void> {
  if (values.length === 0) return;
  const types = { ...FIELDS, attention: 'integer', ward: 'text', owner: 'text' };
  const names = Object.keys(types);
  const updates = names.filter((name) => name !== 'id').map((name) => sql`${sql.id(name)} = excluded.${sql.id(name)}`);
  await sql`
    insert into device (${sql.join(names.map((name) => sql.id(name)))}, changed)
    select n.*, ${now} from ${rows('n', types, values)}
    on conflict (id) do update set ${sql.join(updates)}, changed = excluded.changed`.execute(tx);
  await sql`
    insert into device_document (device, document) select * from ${rows('n', { id: 'text', document: 'jsonb' }, values)}
    on conflict (device) do update set document = excluded.document`.execute(tx);
  await sql`delete from device_alias where old = any(${list(values.map(({ id }) => id))})`.execute(tx);
}

/** Makes `old` a part of another device: what people said of it goes over where the other has no word of its own. */
export async function becomePart(
  tx: Transaction,
  pairs: readonly { old: string; device: string }[],
  now: number,
): Promise<void> {
  if (pairs.length === 0) return;
  const types = { old: 'text', device: 'text' };
  await sql`
    insert into word (device, field, value, at, by, reason)
    select n.device, w.field, w.value, w.at, w.by, w.reason from ${rows('n', types, pairs)} join word w on w.device = n.old
    on conflict (device, field) do nothing`.execute(tx);
  await sql`
    update device d set ward = coalesce(d.ward, o.ward), owner = coalesce(d.owner, o.owner),
      approved = coalesce(d.approved, o.approved), approved_by = coalesce(d.approved_by, o.approved_by),
      approved_as = coalesce(d.approved_as, o.approved_as)
    from ${rows('n', types, pairs)} join device o on o.id = n.old where d.id = n.device`.execute(tx);
  await sql`update device_alias a set device = n.device from ${rows('n', types, pairs)} where a.device = n.old`.execute(
    tx,
  );
  await sql`
    insert into device_alias (old, device, at) select n.old, n.device, ${now} from ${rows('n', types, pairs)}
    on conflict (old) do update set device = excluded.device, at = excluded.at`.execute(tx);
  await removeDevices(
    tx,
    pairs.map(({ old }) => old),
  );
}

/** Takes devices away with their findings; words and changes stay under their id. */
export async function removeDevices(tx: Transaction, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await sql`delete from finding where device = any(${list(ids)}) or peer = any(${list(ids)})`.execute(tx);
  await sql`delete from device_document where device = any(${list(ids)})`.execute(tx);
  await sql`delete from device where id = any(${list(ids)})`.execute(tx);
}

export interface ChangeRow {
  readonly device: string;
  readonly at: number;
  readonly kind: string;
  readonly field: string | null;
  readonly before: string | null;
  readonly after: string | null;
  readonly source: number | null;
  readonly frame: number | null;
  readonly by: string | null;
}

export async function addChanges(tx: Transaction, values: readonly ChangeRow[]): Promise<void> {
  if (values.length === 0) return;
  const types = {
    device: 'text',
    at: 'bigint',
    kind: 'text',
    field: 'text',
    before: 'text',
    after: 'text',
    source: 'bigint',
    frame: 'bigint',
    by: 'text',
  };
  await sql`
    insert into change (device, at, kind, field, before, after, source, frame, by)
    select * from ${rows('n', types, values)}`.execute(tx);
}
