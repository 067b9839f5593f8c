/** Of a gateway's children, those that are on the network themselves as well. */
import { sql } from 'kysely';
import type { Child, Device } from '../../analysis/document.ts';
import type { Database } from '../../platform/store/database.ts';
import { type Known, linked } from '../child-link.ts';

/** The device with its children, as the network is now; children are few enough ({@link MAX_CHILDREN}) to ask for at once. */
export async function withChildren(db: Database, device: Device): Promise<Device> {
  const { children } = device;
  if (children === undefined) return device;
  return { ...device, children: linked(children, device.id, await readKnown(db, children)) };
}

async function readKnown(db: Database, children: readonly Child[]): Promise<Known[]> {
  const serials = children.flatMap(({ serial }) => serial ?? []);
  const cards = children.flatMap(({ mac }) => mac ?? []);
  const { rows } = await sql<{ id: string; serial: string | null; manufacturer: string | null; macs: string[] }>`
    select id, serial, manufacturer,
      array(select distinct mac from endpoint where endpoint.device = d.id and own and mac = any(${cards})) as macs
    from device d
    where serial = any(${serials}) or id in (select device from endpoint where own and mac = any(${cards}))`.execute(
    db,
  );
  return rows;
}
