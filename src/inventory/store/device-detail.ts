/** All that the page of a device shows at first. */
import { type Selectable, sql } from 'kysely';
import { Device, type Finding } from '../../analysis/document.ts';
import { notFound } from '../../lib/errors.ts';
import { isoTime } from '../../lib/time.ts';
import type { Database } from '../../platform/store/database.ts';
import type { Schema } from '../../platform/store/schema.ts';
import type { DeviceDetail } from '../inventory.contract.ts';
import { presenceNow } from '../presence-now.ts';
import { readApproval } from './approvals.ts';
import { withChildren } from './children.ts';
import { readDecisionsAbout } from './decisions.ts';
import type { Moment } from './device-filter.ts';
import { currentId } from './device-id.ts';
import { readDeviceRow, SEVERITIES } from './device-rows.ts';
import { readPresenceFacts } from './presence-facts.ts';
import { readWords } from './words.ts';

/** A server that everybody sends readable data to has a finding with each of them. */
const MAX_FINDINGS = 200;
const MAX_ATTACHMENTS = 20;

/** Throws `not-found` when there is and was no such device. */
export async function readDeviceDetail(db: Database, asked: string, moment: Moment): Promise<DeviceDetail> {
  const id = await currentId(db, asked);
  const [row, device, findings, presence, approval, words, decisions, attachments, asset] = await Promise.all([
    readDeviceRow(db, id, moment),
    readDocument(db, id),
    readFindingsOf(db, id),
    readPresenceFacts(db, id, moment),
    readApproval(db, id),
    readWords(db, id),
    readDecisionsAbout(db, id),
    readAttachments(db, id),
    readAsset(db, id),
  ]);
  if (row === undefined || device === undefined || presence === undefined) throw notFound('Device', asked);
  return {
    name: row.name,
    device: await withChildren(db, { ...device, first: row.first, last: row.last }),
    findings,
    row,
    presence: presenceNow(presence),
    approval,
    words,
    decisions,
    attachments,
    asset,
  };
}

/** Written by our own resolution; the times in it are those of the last time that something new was learned. */
async function readDocument(db: Database, id: string): Promise<Device | undefined> {
  const { rows } = await sql<{
    document: Device;
  }>`select document from device_document where device = ${id}`.execute(db);
  return rows[0]?.document;
}

async function readFindingsOf(db: Database, id: string): Promise<Finding[]> {
  const { rows } = await sql<Selectable<Schema['finding']>>`
    select * from finding where resolved is null and (device = ${id} or peer = ${id})
    order by severity, last desc limit ${MAX_FINDINGS}`.execute(db);
  return rows.map(findingOf);
}

export function findingOf(stored: Pick<Selectable<Schema['finding']>, keyof Finding>): Finding {
  const { id, rule, severity, device, peer, title, advice, evidence } = stored;
  return {
    id,
    rule,
    severity: SEVERITIES[severity] ?? 'info',
    device,
    peer,
    title,
    advice,
    evidence,
  };
}

async function readAttachments(db: Database, id: string): Promise<DeviceDetail['attachments']> {
  const { rows } = await sql<Selectable<Schema['attachment']> & { readonly name: string }>`
    select distinct on (attachment.mac) attachment.mac, attachment.port, port_name, vlan, attachment.first, attachment.last,
      coalesce(switch.name, switch.address) as name
    from attachment join switch on switch.id = attachment.switch
    where attachment.mac in (select mac from endpoint where device = ${id} and mac <> '')
    order by attachment.mac, attachment.last desc limit ${MAX_ATTACHMENTS}`.execute(db);
  return rows
    .toSorted((a, b) => b.last - a.last)
    .map(({ mac, name, port, port_name, vlan, first, last }) => ({
      mac,
      switch: name,
      port,
      portName: port_name,
      vlan,
      first: isoTime(first),
      last: isoTime(last),
    }));
}

async function readAsset(db: Database, id: string): Promise<DeviceDetail['asset']> {
  const { rows } = await sql<Selectable<Schema['asset']>>`
    select key, record, import, at from asset where device = ${id} order by at desc limit 1`.execute(db);
  const [stored] = rows;
  if (stored === undefined) return null;
  return { key: stored.key, record: stored.record, import: stored.import, at: isoTime(stored.at) };
}
