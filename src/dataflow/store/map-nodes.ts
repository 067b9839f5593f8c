/** The nodes of the map and the zones that they lie in. */
import { type RawBuilder, sql, type SqlBool } from 'kysely';
import { DeviceClass } from '../../analysis/document.ts';
import { typeLabel } from '../../inventory/device-name.ts';
import { SEVERITIES } from '../../inventory/store/device-rows.ts';
import type { Database } from '../../platform/store/database.ts';
import type { FlowNode, FlowZone } from '../dataflow.contract.ts';
import { zoneKind, zoneLabel } from '../zone.ts';

interface StoredNode {
  readonly id: string;
  readonly label: string;
  readonly class: string;
  readonly type: string;
  readonly scope: string;
  readonly zone: string;
  readonly devices: number;
  readonly medical: number;
  readonly worst: number | null;
}

/** A group of one type, in these zones or in all; its own zone is empty when it lies in several. */
export async function readTypeNodes(db: Database, zones: readonly string[]): Promise<FlowNode[]> {
  const within = zones.length === 0 ? sql`true` : sql`zone = any(${zones}::text[])`;
  const { rows } = await sql<StoredNode>`
    select case when scope = 'external' then 'internet' else class end || '/' || type as id, '' as label,
      min(class) as class, type, scope, case when min(zone) = max(zone) then min(zone) else '' end as zone,
      sum(devices) as devices, coalesce(sum(devices) filter (where class = 'medical'), 0) as medical, min(worst) as worst
    from device_sum where devices > 0 and ${within} group by 1, type, scope`.execute(db);
  return rows.map((row) => nodeOf({ ...row, label: typeLabel(row.type) }));
}

/** Medical devices first, then the busiest. */
export async function readDeviceNodes(
  db: Database,
  condition: RawBuilder<SqlBool>,
  limit: number,
): Promise<FlowNode[]> {
  const { rows } = await sql<StoredNode>`
    select id, name as label, class, type, scope, zone, 1 as devices, (class = 'medical')::int as medical, worst
    from device where ${condition} order by class = 'medical' desc, bytes desc, id limit ${limit}`.execute(db);
  return rows.map(nodeOf);
}

/** Those with the most medical devices first, the Internet last. */
export async function readZones(db: Database): Promise<FlowZone[]> {
  const { rows } = await sql<{ id: string; devices: number; medical: number; worst: number | null }>`
    select zone as id, sum(devices) as devices, coalesce(sum(devices) filter (where class = 'medical'), 0) as medical, min(worst) as worst
    from device_sum where devices > 0 group by zone order by zone = 'internet', medical desc, devices desc, zone`.execute(
    db,
  );
  return rows.map(({ worst, ...zone }) => ({
    ...zone,
    label: zoneLabel(zone.id),
    kind: zoneKind(zone.id),
    worst: severityOf(worst),
  }));
}

function nodeOf({ scope, worst, class: kind, ...node }: StoredNode): FlowNode {
  return { ...node, class: DeviceClass.parse(kind), external: scope === 'external', worst: severityOf(worst) };
}

const severityOf = (worst: number | null) => (worst === null ? null : (SEVERITIES[worst] ?? null));
