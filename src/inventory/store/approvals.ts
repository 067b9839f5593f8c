/** Approvals: that devices belong here as they are. */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { isoTime } from '../../lib/time.ts';
import type { Database, Transaction } from '../../platform/store/database.ts';
import { APPROVED_FIELDS, type ApprovedAs, differences } from '../approved-as.ts';
import type { Approval } from '../decision.contract.ts';
import { noteSaid } from './words.ts';

export interface ApprovalRequest {
  readonly devices: readonly string[];
  readonly approved: boolean;
  readonly note: string;
  readonly at: number;
  readonly by: string;
}

const snapshot = () =>
  sql`jsonb_build_object(${sql.join(APPROVED_FIELDS.flatMap((name) => [sql.lit(name), sql`device.${sql.ref(name)}`]))})`;

/** Null when nobody approved it. */
export async function readApproval(db: Database, device: string): Promise<Approval | null> {
  const { rows } = await sql<{ at: number; by: string; then: ApprovedAs | null; now: ApprovedAs }>`
    select approved as at, coalesce(account.name, approved_by, '') as by, approved_as as then, ${snapshot()} as now
    from device left join account on account.id = approved_by
    where device.id = ${device} and approved is not null`.execute(db);
  const [stored] = rows;
  if (stored === undefined) return null;
  return { at: isoTime(stored.at), by: stored.by, differences: differences(stored.then ?? {}, stored.now) };
}

/** Gives the decision's id. Devices that are so already, or do not exist, are left as they are. */
export async function approve(transaction: Transaction, request: ApprovalRequest): Promise<string> {
  const { devices, approved, note, at, by } = request;
  const id = randomUUID();
  const { rows } = await sql<{ device: string }>`
    with before as (
      select id, approved, approved_by, approved_as from device
      where id = any(${devices}::text[]) and (approved is null) = ${approved} order by id for update
    ), changed as (
      update device set approved = ${approved ? at : null}::bigint, approved_by = ${approved ? by : null}::text,
        approved_as = case when ${approved} then ${snapshot()} end
      from before where before.id = device.id
    ), decided as (
      insert into decision (id, kind, anchors, before, note, at, by)
      select ${id}, ${approved ? 'approve' : 'withdraw'}, '{}', coalesce(jsonb_agg(jsonb_build_object('device', id,
        'approved', approved, 'approved_by', approved_by, 'approved_as', approved_as)), '[]'), ${note}, ${at}::bigint, ${by} from before
    ) select id as device from before`.execute(transaction);
  const after = approved ? 'yes' : null;
  const said = rows.map(({ device }) => ({ device, kind: 'approved' as const, field: null, before: null, after }));
  await noteSaid(transaction, said, at, by);
  return id;
}

/** Puts back what an approval, or its withdrawal, changed; where somebody decided anew since then, that stays. */
export async function undoApproval(
  transaction: Transaction,
  decision: { readonly id: string; readonly at: number; readonly approved: boolean },
  at: number,
  by: string,
): Promise<void> {
  const { rows } = await sql<{ device: string }>`
    update device set approved = earlier.approved, approved_by = earlier.approved_by, approved_as = earlier.approved_as
    from decision, jsonb_to_recordset(before) as earlier (device text, approved bigint, approved_by text, approved_as jsonb)
    where decision.id = ${decision.id} and device.id = coalesce((select alias.device from device_alias alias where old = earlier.device), earlier.device)
      and device.approved is not distinct from ${decision.approved ? decision.at : null}::bigint
    returning device.id as device`.execute(transaction);
  const after = decision.approved ? null : 'yes';
  await noteSaid(
    transaction,
    rows.map(({ device }) => ({ device, kind: 'approved' as const, field: null, before: null, after })),
    at,
    by,
  );
}
