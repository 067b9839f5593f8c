/** What people decided about the device: merges and splits, each of which can still be undone. */
import type * as contract from '../../../../src/inventory/decision.contract.ts';
import { May } from '../../../ui/may.tsx';
import { notify } from '../../../ui/notice.ts';
import { Time } from '../../../ui/time.tsx';
import { useDoing } from '../../../ui/use-doing.ts';
import css from './address-history.module.css';
import { useDecide } from './use-decide.ts';

export function Decisions({ decisions }: { decisions: readonly contract.Decision[] }) {
  const doing = useDoing();
  const { undo } = useDecide();
  const take = async (id: string) => {
    await undo(id);
    notify('Taken back. It is kept in the history as undone.');
  };
  return (
    <ul className={css['held']}>
      {decisions.map(({ id, says, note, at, by, undone, undoneBy }) => (
        <li key={id}>
          <p>{says}</p>
          {note === '' ? null : <p>“{note}”</p>}
          <p className="quiet">
            {by}, <Time at={at} />
            {undone === null ? (
              <May do="device:write">
                {' · '}
                <button type="button" className="link" disabled={doing.busy} onClick={() => doing.run(() => take(id))}>
                  Undo
                </button>
              </May>
            ) : (
              <>
                {' '}
                · undone by {undoneBy ?? 'somebody'}, <Time at={undone} />
              </>
            )}
          </p>
        </li>
      ))}
    </ul>
  );
}
