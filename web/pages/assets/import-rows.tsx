/** Rows of the list beside the devices they fit: why, what differs, and the choice where several fit. */
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type * as contract from '../../../src/asset/asset.contract.ts';
import { fieldOf } from '../../../src/asset/fields.ts';
import { query, send } from '../../api.ts';
import { Button } from '../../ui/button.tsx';
import { DeviceLink } from '../../ui/device-link.tsx';
import { notify } from '../../ui/notice.ts';
import { SearchField } from '../../ui/search-field.tsx';
import { Answer } from '../../ui/states.tsx';
import { useDoing } from '../../ui/use-doing.ts';
import { count, percent } from '../../ui/words.ts';
import css from './imports.module.css';

const STEP = 50;

interface ImportRowsProps {
  readonly it: contract.AssetImport;
  readonly state: contract.AssetRow['state'];
}

export function ImportRows({ it, state }: ImportRowsProps) {
  const [search, setSearch] = useState('');
  const [shown, setShown] = useState(STEP);
  const input = { id: it.id, state, search, limit: String(Math.min(500, shown)) };
  const asked = useQuery({
    ...query<typeof contract.listImportRows>('/imports/{id}/rows', input),
    placeholderData: keepPreviousData,
  });
  return (
    <>
      <SearchField label="Find in these rows…" value={search} onChange={setSearch} />
      <Answer of={asked}>
        {({ rows, total }) =>
          rows.length === 0 ? (
            <p className={css['says']}>{search === '' ? NONE[state] : 'No row holds that.'}</p>
          ) : (
            <>
              <ul className={css['rows']}>
                {rows.map((row) => (
                  <Row key={row.line} row={row} open={it.state === 'preview'} id={it.id} />
                ))}
              </ul>
              {total > rows.length && shown < 500 ? (
                <Button onClick={() => setShown(shown + STEP)}>Show more of {count(total)}</Button>
              ) : null}
              {total > 500 && shown >= 500 ? (
                <p className="quiet">These are the first 500 of {count(total)}: search to find the others.</p>
              ) : null}
            </>
          )
        }
      </Answer>
    </>
  );
}

const NONE: Readonly<Record<contract.AssetRow['state'], string>> = {
  matched: 'No row fits a device without any difference.',
  conflict: 'Nothing is different: where both know something, they say the same.',
  'only-there': 'Every row was found on the network.',
  ambiguous: 'It is clear for every row which device it is, if any.',
};

function Row({ row, open, id }: { row: contract.AssetRow; open: boolean; id: string }) {
  const { key, line, record, device, because, chosen, candidates, comparisons } = row;
  const what = [record.description, record.manufacturer, record.model].filter((it) => it !== undefined).join(' · ');
  const differing = comparisons.filter(({ state }) => state === 'differs');
  return (
    <li className={css['row']}>
      <div>
        <p className={css['key']}>{key}</p>
        <p className="quiet">
          {what === '' ? `line ${count(line)}` : what}
          {record.serial === undefined ? '' : ` · ${record.serial}`}
        </p>
      </div>
      <div>
        {device === null ? (
          <p className="quiet">{candidates.length > 0 ? 'Several devices fit:' : 'Nothing like it was seen.'}</p>
        ) : (
          <>
            <DeviceLink device={device} />
            <p className="quiet">{chosen ? 'chosen by a person' : because}</p>
          </>
        )}
        {candidates.length === 0 || device !== null ? null : (
          <Candidates id={id} line={line} candidates={candidates} open={open} />
        )}
        {differing.length === 0 ? null : (
          <dl className={css['differences']}>
            {differing.map(({ field, theirs, ours, because: how }) => (
              <div key={field}>
                <dt>{fieldOf(field).label}</dt>
                <dd>
                  <span>{theirs}</span> there, <strong>{ours}</strong> here
                  {how === null ? null : <span className="quiet"> ({how})</span>}
                </dd>
              </div>
            ))}
          </dl>
        )}
      </div>
    </li>
  );
}

interface CandidatesProps {
  readonly id: string;
  readonly line: number;
  readonly candidates: contract.AssetRow['candidates'];
  readonly open: boolean;
}

function Candidates({ id, line, candidates, open }: CandidatesProps) {
  const client = useQueryClient();
  const doing = useDoing();
  const choose = async (device: string | null) => {
    const path = '/imports/{id}/rows/{line}/device';
    await send<typeof contract.chooseDevice>('PUT', path, { id, line: String(line), device });
    await client.invalidateQueries();
    notify(device === null ? 'Said: it is none of these.' : 'Said which device it is.');
  };
  return (
    <ul className={css['candidates']}>
      {candidates.map(({ device, because, confidence }) => (
        <li key={device.id}>
          <DeviceLink device={device} />
          <span className="quiet">
            {because}, {percent(confidence)} sure
          </span>
          {open ? (
            <Button disabled={doing.busy} onClick={() => doing.run(() => choose(device.id))}>
              This one
            </Button>
          ) : null}
        </li>
      ))}
      {open ? (
        <li>
          <Button kind="quiet" disabled={doing.busy} onClick={() => doing.run(() => choose(null))}>
            None of these
          </Button>
        </li>
      ) : null}
    </ul>
  );
}
