/** What a person approved against what is observed now: only what has become different is worth a place. */
import type { Approval } from '../../../../src/inventory/decision.contract.ts';
import type * as contract from '../../../../src/inventory/decision.contract.ts';
import { send } from '../../../api.ts';
import { type Column, Table } from '../../../ui/table.tsx';
import { May } from '../../../ui/may.tsx';
import { Time } from '../../../ui/time.tsx';
import { useDoing } from '../../../ui/use-doing.ts';
import css from './approval-note.module.css';
import { useDecide } from './use-decide.ts';
import { fieldTitle } from './word-fields.ts';

const COLUMNS: readonly Column<Approval['differences'][number]>[] = [
  { key: 'field', title: 'What', cell: ({ field }) => fieldTitle(field) },
  { key: 'approved', title: 'Approved', cell: ({ approved }) => approved ?? <span className="quiet">none</span> },
  { key: 'now', title: 'Observed now', cell: ({ now }) => now ?? <span className="quiet">none</span> },
];

export function ApprovalNote({ approval, id }: { approval: Approval; id: string }) {
  const { at, by, differences } = approval;
  const doing = useDoing();
  const { decided } = useDecide();
  const withdraw = async () => {
    const input = { devices: [id], approved: false };
    const { decision } = await send<typeof contract.approveDevices>('POST', '/devices/approve', input);
    await decided(decision, 'The approval is taken back.');
  };
  return (
    <div className={css['note']} data-different={differences.length > 0}>
      <p>
        {differences.length === 0
          ? 'As it was approved'
          : `Different from what was approved in ${differences.length === 1 ? 'one thing' : `${differences.length} things`}`}
        <span className="quiet">
          {' '}
          · approved by {by}, <Time at={at} />
        </span>
        <May do="device:write">
          {' · '}
          <button type="button" className="link" disabled={doing.busy} onClick={() => doing.run(withdraw)}>
            Take the approval back
          </button>
        </May>
      </p>
      {differences.length === 0 ? null : (
        <Table label="Approved and observed" columns={COLUMNS} rows={differences} rowKey={({ field }) => field} />
      )}
    </div>
  );
}
