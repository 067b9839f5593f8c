/** What sensors and captures could not read, by kind: how much of what there was to see, and what helps. */
import type * as contract from '../../../src/dataflow/coverage.contract.ts';
import { StackedBar } from '../../charts/stacked-bar.tsx';
import { count, shareWords } from '../../ui/words.ts';
import css from './unseen-page.module.css';

export function Losses({ losses }: { losses: contract.Coverage['losses'] }) {
  if (losses.length === 0) return <p className={css['says']}>Nothing was lost.</p>;
  return (
    <ul className={css['list']}>
      {losses.map(({ sensor, name, kind, count: lost, share, says, advice }) => (
        <li key={`${sensor}|${name}|${kind}`} className={css['loss']}>
          <div className={css['picture']}>
            <StackedBar
              parts={[
                { key: 'lost', value: share, tone: 'bad', title: `${count(lost)} lost` },
                { key: 'seen', value: 1 - share, tone: 'plain', title: 'seen' },
              ]}
            />
            <span className="quiet">{shareWords(share)}</span>
          </div>
          <div>
            <p>
              {name}: {says}
            </p>
            <p className="quiet">{advice}</p>
          </div>
        </li>
      ))}
    </ul>
  );
}
