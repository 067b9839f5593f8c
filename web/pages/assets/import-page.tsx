/** One list from the maintenance system beside the network: what fits and what does not, the columns, and applying it. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type * as contract from '../../../src/asset/asset.contract.ts';
import { Link } from 'wouter';
import { query } from '../../api.ts';
import { type Part, StackedBar } from '../../charts/stacked-bar.tsx';
import { May } from '../../ui/may.tsx';
import { Page } from '../../ui/page.tsx';
import { Segments } from '../../ui/segments.tsx';
import { Answer } from '../../ui/states.tsx';
import { Time } from '../../ui/time.tsx';
import { useAddress } from '../../ui/use-address.ts';
import { count } from '../../ui/words.ts';
import { ApplyImport } from './apply-import.tsx';
import { ImportColumns } from './import-columns.tsx';
import { STATE_WORDS } from './import-list-page.tsx';
import { ImportRows } from './import-rows.tsx';
import css from './imports.module.css';
import { OnlyHere } from './only-here.tsx';

export function ImportPage({ id }: { id: string }) {
  const asked = useQuery({
    ...query<typeof contract.getImport>('/imports/{id}', { id }),
    placeholderData: keepPreviousData,
  });
  return <Answer of={asked}>{(it) => <Import it={it} />}</Answer>;
}

function Import({ it }: { it: contract.AssetImport }) {
  const address = useAddress();
  const { summary } = it;
  const view = address.get('view') || (summary.conflict > 0 ? 'conflict' : 'matched');
  const parts: Part[] = [
    { key: 'matched', value: summary.matched, tone: 'good', title: `${count(summary.matched)} fit` },
    { key: 'conflict', value: summary.conflict, tone: 'weak', title: `${count(summary.conflict)} differ` },
    { key: 'ambiguous', value: summary.ambiguous, tone: 'unknown', title: `${count(summary.ambiguous)} unclear` },
    { key: 'only-there', value: summary.onlyThere, tone: 'plain', title: `${count(summary.onlyThere)} only there` },
    { key: 'only-here', value: summary.onlyHere, tone: 'accent', title: `${count(summary.onlyHere)} only here` },
  ];
  const views = [
    { value: 'conflict', label: `Different ${count(summary.conflict)}` },
    { value: 'ambiguous', label: `Which one? ${count(summary.ambiguous)}` },
    { value: 'matched', label: `Fit ${count(summary.matched)}` },
    { value: 'only-there', label: `Only there ${count(summary.onlyThere)}` },
    { value: 'only-here', label: `Only here ${count(summary.onlyHere)}` },
    { value: 'columns', label: 'Columns' },
  ];
  return (
    <Page title={it.name}>
      <p className={css['back']}>
        <Link href="/imports" className="link">
          Maintenance system
        </Link>
      </p>
      <h1 className={css['title']}>{it.sentence}</h1>
      <p className="quiet">
        {it.name}, {count(summary.rows)} rows · {STATE_WORDS[it.state]}
        {it.applied === null ? null : (
          <>
            , <Time at={it.applied} />
          </>
        )}{' '}
        · read by {it.by}
      </p>
      <div className={css['bar']}>
        <StackedBar parts={parts} />
      </div>
      <May do="import:write">
        <ApplyImport it={it} />
      </May>
      <div className={css['views']}>
        <Segments
          label="Which rows"
          value={view}
          options={views}
          onChange={(value) => address.set('view', value, 'same')}
        />
      </div>
      {view === 'columns' ? <ImportColumns it={it} /> : null}
      {view === 'only-here' ? <OnlyHere id={it.id} /> : null}
      {view === 'conflict' || view === 'ambiguous' || view === 'matched' || view === 'only-there' ? (
        <ImportRows key={view} it={it} state={view} />
      ) : null}
      {summary.skippedRows === 0 ? null : (
        <details className={css['skipped']}>
          <summary>{count(summary.skippedRows)} rows could not be read</summary>
          <ul>
            {summary.skipped.map(({ line, reason }) => (
              <li key={line}>
                Line {line}: {reason}
              </li>
            ))}
          </ul>
        </details>
      )}
    </Page>
  );
}
