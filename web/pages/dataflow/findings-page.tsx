/** What is wrong, all of it: the most severe first, each with what to do and the frames that show it. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import type * as contract from '../../../src/dataflow/dataflow.contract.ts';
import { query } from '../../api.ts';
import { type Filter, Filters } from '../../ui/filters.tsx';
import { SEVERITIES, SEVERITY_LABELS } from '../../ui/marks.tsx';
import { Page } from '../../ui/page.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { Answer, Empty } from '../../ui/states.tsx';
import { useAddress } from '../../ui/use-address.ts';
import { count, plural, ruleLabel } from '../../ui/words.ts';
import { FindingItem } from './finding-item.tsx';
import css from './findings-page.module.css';

/** So many at a time: a page of thousands is slow to paint and not read. */
const STEP = 60;

export function FindingsPage() {
  const address = useAddress();
  const [text, setText] = useState(() => address.get('search'));
  const search = useDeferredValue(text);
  const [severity, rule] = [address.get('severity'), address.get('rule')];
  const asked = useQuery({
    ...query<typeof contract.listFindings>('/findings', { severity, rule, search }),
    placeholderData: keepPreviousData,
  });
  return (
    <Page title="Findings">
      <div className={css['head']}>
        <h1>
          Findings{' '}
          <span className="quiet" role="status">
            {asked.data === undefined ? '' : heading(asked.data)}
          </span>
        </h1>
        <SearchField
          label="Device or words…"
          value={text}
          onChange={(value) => {
            setText(value);
            address.set('search', value, 'same');
          }}
        />
      </div>
      <Answer of={asked}>
        {(list) => (
          <>
            <Filters filters={findingFilters(list)} chosen={address.list} choose={address.set} />
            <Found key={`${severity}|${rule}|${search}`} list={list} />
          </>
        )}
      </Answer>
    </Page>
  );
}

const heading = ({ findings, all }: contract.FindingList) =>
  findings.length === all ? count(all) : `${count(findings.length)} of ${count(all)}`;

function Found({ list }: { list: contract.FindingList }) {
  const [shown, setShown] = useState(STEP);
  if (list.findings.length === 0) {
    return list.all === 0 ? (
      <Empty title="Nothing wrong was found">The overview says what the capture could not show.</Empty>
    ) : (
      <Empty title="No finding fits">Take a filter or a word back to see more.</Empty>
    );
  }
  return (
    <>
      <ul className={css['list']}>
        {list.findings.slice(0, shown).map((named) => (
          <FindingItem key={named.finding.id} named={named} />
        ))}
      </ul>
      {list.findings.length > shown ? (
        <button type="button" className="link" onClick={() => setShown(shown + STEP)}>
          Show {plural(Math.min(STEP, list.findings.length - shown), 'more', 'more')}
        </button>
      ) : null}
    </>
  );
}

const label = (value: string) => SEVERITIES.filter((it) => it === value).map((it) => SEVERITY_LABELS[it])[0] ?? value;

function findingFilters({ severities, rules }: contract.FindingList): Filter[] {
  const options = SEVERITIES.map((value) => ({ value, count: severities[value] })).filter((it) => it.count > 0);
  return [
    { field: 'severity', title: 'Severity', options, label, token: label },
    { field: 'rule', title: 'Finding', options: rules, label: ruleLabel, token: ruleLabel },
  ];
}
