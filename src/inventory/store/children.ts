/** Of a gateway's children, those that are on the network themselves as well. */
import { sql } from 'kysely';
import type { Child, Device } from '../../analysis/document.ts';
import type { Database } from '../../platform/store/database.ts';
import { EQUIPMENT, equipmentOf, type Known, linked } from '../child-link.ts';

/** The device with its children, as the network is now; children are few enough ({@link MAX_CHILDREN}) to ask for at once. */
export async function withChildren(db: Database, device: Device): Promise<Device> {
  const { children } = device;
  if (children === undefined) return device;
  return { ...device, children: linked(children, device.id, await readKnown(db, children)) };
}

async function readKnown(db: Database, children: readonly Child[]): Promise<Known[]> {
  const serials = children.flatMap(({ serial }) => serial ?? []);
  const cards = children.flatMap(({ mac }) => mac ?? []);
  const names = children.flatMap(equipmentOf);
  const { rows } = await sql<Known>`
    with called as (
      select device, value from fact
      where name = ${sql.lit(EQUIPMENT)} and md5(value) in (select md5(n) from unnest(${names}::text[]) n) and device is not null
    )
    select id, serial, manufacturer,
      array(select distinct mac from endpoint where endpoint.device = d.id and own and mac = any(${cards})) as macs,
      array(select distinct value from called where called.device = d.id and not exists (
        select from device_document where device_document.device = d.id and document ? 'children')) as equipment
    from device d
    where serial = any(${serials}) or id in (select device from endpoint where own and mac = any(${cards}))
      or id in (select device from called)`.execute(db);
  return rows;
}
