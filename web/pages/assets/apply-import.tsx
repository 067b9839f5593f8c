/** What applying would do, whom to believe about what differs, the button, and the way back. */
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type * as contract from '../../../src/asset/asset.contract.ts';
import { type AssetField, fieldOf } from '../../../src/asset/fields.ts';
import { send } from '../../api.ts';
import { Button } from '../../ui/button.tsx';
import { notify } from '../../ui/notice.ts';
import { useDoing } from '../../ui/use-doing.ts';
import { count, plural } from '../../ui/words.ts';
import css from './imports.module.css';

export function ApplyImport({ it }: { it: contract.AssetImport }) {
  const client = useQueryClient();
  const doing = useDoing();
  const undo = async () => {
    await send<typeof contract.undoImport>('POST', '/imports/{id}/undo', { id: it.id });
    await client.invalidateQueries();
  };
  if (it.state === 'preview') return <Choose it={it} undo={undo} />;
  if (!it.undoable) return null;
  return (
    <div className={css['apply']}>
      <p>What it changed can be put back as it was.</p>
      <Button icon="undo" disabled={doing.busy} onClick={() => doing.run(undo)}>
        Undo this import
      </Button>
    </div>
  );
}

function Choose({ it, undo }: { it: contract.AssetImport; undo: () => Promise<void> }) {
  const { summary } = it;
  const [believe, setBelieve] = useState<readonly AssetField[]>([]);
  const [complete, setComplete] = useState(false);
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const doing = useDoing();
  const apply = async () => {
    const input = { id: it.id, believe: [...believe], complete };
    const answer = await send<typeof contract.applyImport>('POST', '/imports/{id}/apply', input);
    await client.invalidateQueries();
    notify(answer.sentence, undo);
  };
  const discard = async () => {
    await send<typeof contract.discardImport>('DELETE', '/imports/{id}', { id: it.id });
    await client.invalidateQueries();
    navigate('/imports');
  };
  return (
    <div className={css['apply']}>
      {summary.differing.length === 0 ? null : (
        <fieldset>
          <legend>Where both know something and differ, the network is believed, except in:</legend>
          {summary.differing.map(({ field, count: times }) => (
            <label key={field} className={css['check']}>
              <input
                type="checkbox"
                checked={believe.includes(field)}
                onChange={({ target }) =>
                  setBelieve(target.checked ? [...believe, field] : believe.filter((other) => other !== field))
                }
              />
              {fieldOf(field).label} <span className="quiet">{plural(times, 'device')}</span>
            </label>
          ))}
        </fieldset>
      )}
      {summary.gone === 0 ? null : (
        <label className={css['check']}>
          <input type="checkbox" checked={complete} onChange={({ target }) => setComplete(target.checked)} />
          The file lists everything: take away the {count(summary.gone)} that are gone from it
        </label>
      )}
      <p className={css['buttons']}>
        <Button kind="main" disabled={doing.busy} onClick={() => doing.run(apply)}>
          {doing.busy ? 'Working…' : 'Apply'}
        </Button>
        <Button disabled={doing.busy} onClick={() => doing.run(discard)}>
          Throw this preview away
        </Button>
        <span className="quiet">Applying can be undone.</span>
      </p>
    </div>
  );
}
