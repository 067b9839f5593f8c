/** What became different in the world lately. */
import { useQuery } from '@tanstack/react-query';
import type * as contract from '../../../src/intel/intel.contract.ts';
import type { Change } from '../../../src/intel/keep/changes.ts';
import { query } from '../../api.ts';
import { Section } from '../../ui/page.tsx';
import { Answer } from '../../ui/states.tsx';
import { Table } from '../../ui/table.tsx';
import { Time } from '../../ui/time.tsx';
import { count } from '../../ui/words.ts';
import css from './intel.module.css';

/** Names that are shown of one change. */
const SHOWN = 3;

export function FeedChanges({ titles }: { titles: ReadonlyMap<string, string> }) {
  const asked = useQuery(query<typeof contract.listIntelChanges>('/intel/changes', { limit: 20 }));
  return (
    <Section title="What changed">
      <Answer of={asked}>
        {({ changes }) =>
          changes.length === 0 ? (
            <p className={css['says']}>Nothing yet.</p>
          ) : (
            <Table
              label="What changed"
              rows={changes}
              rowKey={({ feed, at }) => `${feed} ${at}`}
              columns={[
                { key: 'at', title: 'When', cell: ({ at }) => <Time at={at} /> },
                { key: 'feed', title: 'Source', cell: ({ feed }) => titles.get(feed) ?? feed },
                { key: 'what', title: 'What', cell: countWords },
                { key: 'names', title: 'Such as', cell: names, from: 'wide' },
              ]}
            />
          )
        }
      </Answer>
    </Section>
  );
}

const countWords = ({ counts: { added, changed, removed } }: Change): string =>
  [
    added > 0 && `${count(added)} new`,
    changed > 0 && `${count(changed)} changed`,
    removed > 0 && `${count(removed)} gone`,
  ]
    .filter((it) => it !== false)
    .join(', ');

const names = ({ added, changed, removed }: Change) => (
  <span className="quiet">{[...added, ...changed, ...removed].slice(0, SHOWN).join(', ')}</span>
);
