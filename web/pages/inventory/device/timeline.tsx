/** How the device became what it is: a line for each thing that became different, the latest first. */
import { useInfiniteQuery } from '@tanstack/react-query';
import type * as contract from '../../../../src/inventory/history.contract.ts';
import { get } from '../../../api.ts';
import { FrameLink } from '../../../ui/frame-link.tsx';
import { Icon, type IconName } from '../../../ui/icon.tsx';
import { Answer } from '../../../ui/states.tsx';
import { Time } from '../../../ui/time.tsx';
import css from './timeline.module.css';

const STEP = 20;

const ICONS: Readonly<Record<contract.ChangeKind, IconName>> = {
  appeared: 'plus',
  value: 'pen',
  address: 'cable',
  merged: 'join',
  split: 'part',
  said: 'person',
  approved: 'check',
  returned: 'eye',
  silent: 'blind',
};

export function Timeline({ id }: { id: string }) {
  const asked = useInfiniteQuery({
    queryKey: ['/devices/{id}/changes', id],
    queryFn: ({ pageParam, signal }) =>
      get<typeof contract.listDeviceChanges>(
        '/devices/{id}/changes',
        { id, limit: String(STEP), ...(pageParam === null ? {} : { cursor: pageParam }) },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });
  return (
    <Answer of={asked}>
      {({ pages }) => {
        const changes = pages.flatMap((page) => page.changes);
        if (changes.length === 0) return <p className="quiet">Nothing about it has changed since it was first seen.</p>;
        return (
          <>
            <ol className={css['line']}>
              {changes.map((change) => (
                <Entry key={change.id} change={change} />
              ))}
            </ol>
            {asked.hasNextPage ? (
              <button
                type="button"
                className="link"
                disabled={asked.isFetchingNextPage}
                onClick={() => void asked.fetchNextPage()}
              >
                Show what was before
              </button>
            ) : null}
          </>
        );
      }}
    </Answer>
  );
}

function Entry({ change: { at, kind, says, by, evidence } }: { change: contract.Change }) {
  return (
    <li data-person={by !== null}>
      <Icon name={ICONS[kind]} />
      <div>
        <p>{says}</p>
        <p className="quiet">
          <Time at={at} />
          {by === null ? null : `, by ${by}`}
          {evidence === null ? null : (
            <>
              , <FrameLink {...evidence} />
            </>
          )}
        </p>
      </div>
    </li>
  );
}
