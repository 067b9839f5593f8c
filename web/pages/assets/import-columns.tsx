/** What each column of the file is taken for. To change it the file is sent again: what was not mapped was never kept. */
import { useState } from 'react';
import { useLocation } from 'wouter';
import type * as contract from '../../../src/asset/asset.contract.ts';
import { ASSET_FIELDS, fieldOf } from '../../../src/asset/fields.ts';
import { upload } from '../../api.ts';
import { Button } from '../../ui/button.tsx';
import { DropZone } from '../../ui/drop-zone.tsx';
import { useDoing } from '../../ui/use-doing.ts';
import { count } from '../../ui/words.ts';
import css from './imports.module.css';
import { keepFile, keptFile } from './kept-files.ts';

export function ImportColumns({ it }: { it: contract.AssetImport }) {
  const [mapping, setMapping] = useState(() => new Map(it.columns.map(({ name, field }) => [name, field])));
  const [, navigate] = useLocation();
  const doing = useDoing();
  const file = keptFile(it.id);
  const changed = it.columns.some(({ name, field }) => mapping.get(name) !== field);
  const again = async (from: File) => {
    const input = { name: it.name, mapping: JSON.stringify(Object.fromEntries(mapping)) };
    const answer = await upload<typeof contract.createImport>('POST', '/imports', input, from, 'text/csv');
    keepFile(answer.id, from);
    navigate(`/imports/${encodeURIComponent(answer.id)}`, { replace: true });
  };
  return (
    <>
      <table className={css['columns']} aria-label="Columns of the file">
        <thead>
          <tr>
            <th scope="col">In the file</th>
            <th scope="col">Taken for</th>
            <th scope="col">For example</th>
            <th scope="col">Filled</th>
          </tr>
        </thead>
        <tbody>
          {it.columns.map(({ name, guessed, filled, examples }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>
                <select
                  aria-label={`${name} is taken for`}
                  value={mapping.get(name) ?? ''}
                  disabled={it.state !== 'preview'}
                  onChange={({ target }) =>
                    setMapping(new Map(mapping).set(name, ASSET_FIELDS.find((field) => field === target.value) ?? null))
                  }
                >
                  <option value="">Not taken over</option>
                  {ASSET_FIELDS.map((field) => (
                    <option key={field} value={field}>
                      {fieldOf(field).label}
                    </option>
                  ))}
                </select>
                {guessed ? <span className="quiet"> by its title</span> : null}
              </td>
              <td className="quiet">{examples.join(', ')}</td>
              <td>{count(filled)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {!changed ? null : file === undefined ? (
        <DropZone
          label="Choose the same file again, so that it can be read anew:"
          button="Choose the file"
          accept=".csv,.txt,.tsv"
          onFiles={([chosen]) => (chosen === undefined ? undefined : doing.run(() => again(chosen)))}
        />
      ) : (
        <Button kind="main" disabled={doing.busy} onClick={() => doing.run(() => again(file))}>
          Compare again with these columns
        </Button>
      )}
    </>
  );
}
