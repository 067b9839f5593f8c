/** What the maintenance system says of the device beside what the network shows, and whom to believe where they differ. */
import { useQuery } from '@tanstack/react-query';
import type * as contract from '../../../../src/asset/asset.contract.ts';
import { fieldOf } from '../../../../src/asset/fields.ts';
import { query, send } from '../../../api.ts';
import { May } from '../../../ui/may.tsx';
import { Section } from '../../../ui/page.tsx';
import { Time } from '../../../ui/time.tsx';
import { useDoing } from '../../../ui/use-doing.ts';
import css from './asset-record.module.css';
import { useDecide } from './use-decide.ts';

type Asset = Awaited<ReturnType<ReturnType<typeof query<typeof contract.getAsset>>['queryFn']>>['assets'][number];

/** Nothing at all where no maintenance system knows it. */
export function AssetRecord({ id }: { id: string }) {
  const { data } = useQuery(query<typeof contract.getAsset>('/devices/{id}/asset', { id }));
  const assets = data?.assets ?? [];
  if (assets.length === 0) return null;
  return (
    <Section title="What the maintenance system says">
      {assets.map((asset) => (
        <Record key={asset.key} asset={asset} id={id} />
      ))}
    </Section>
  );
}

function Record({ asset: { key, file, at, comparisons }, id }: { asset: Asset; id: string }) {
  const doing = useDoing();
  const { again } = useDecide();
  const believe = async (field: Asset['comparisons'][number]['field'], whom: 'cmms' | 'network' | 'nobody') => {
    await send<typeof contract.believe>('POST', '/devices/{id}/believe', { id, field, whom });
    await again();
  };
  return (
    <>
      <p className={css['head']}>
        Asset {key}{' '}
        <span className="quiet">
          from {file}, <Time at={at} />
        </span>
      </p>
      <dl>
        {comparisons.map(({ field, theirs, ours, state, word }) => (
          <div key={field} className={css['entry']} data-state={state}>
            <dt>{fieldOf(field).label}</dt>
            <dd>
              {theirs ?? <span className="quiet">not in there</span>}
              {state === 'differs' ? (
                <span className={css['differs']}>
                  The network shows {ours}.{' '}
                  <May do="device:write">
                    {word === null ? (
                      <>
                        Believe{' '}
                        <button
                          type="button"
                          className="link"
                          disabled={doing.busy}
                          onClick={() => doing.run(() => believe(field, 'cmms'))}
                        >
                          the system
                        </button>{' '}
                        or{' '}
                        <button
                          type="button"
                          className="link"
                          disabled={doing.busy}
                          onClick={() => doing.run(() => believe(field, 'network'))}
                        >
                          the network
                        </button>
                        ?
                      </>
                    ) : (
                      <>
                        {word === 'own'
                          ? 'A person gave its own value.'
                          : `Decided: believe the ${word === 'cmms' ? 'system' : 'network'}.`}{' '}
                        <button
                          type="button"
                          className="link"
                          disabled={doing.busy}
                          onClick={() => doing.run(() => believe(field, 'nobody'))}
                        >
                          Take that back
                        </button>
                      </>
                    )}
                  </May>
                </span>
              ) : null}
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}
