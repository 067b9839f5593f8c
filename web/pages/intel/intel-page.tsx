/** What Wardline knows of weaknesses and threats in the world, and how old that is: the first question before one trusts an answer. */
import { useQuery } from '@tanstack/react-query';
import type * as contract from '../../../src/intel/intel.contract.ts';
import { query, send } from '../../api.ts';
import { Button } from '../../ui/button.tsx';
import { May } from '../../ui/may.tsx';
import { notify } from '../../ui/notice.ts';
import { Page, Section } from '../../ui/page.tsx';
import { Answer } from '../../ui/states.tsx';
import { useDoing } from '../../ui/use-doing.ts';
import { FeedChanges } from './feed-changes.tsx';
import { FeedItem } from './feed-item.tsx';
import css from './intel.module.css';

/** Milliseconds: feeds are asked in the background. */
const LOOK_AGAIN = 5000;

export function IntelPage() {
  const asked = useQuery({
    ...query<typeof contract.listFeeds>('/intel/feeds', {}),
    staleTime: 0,
    refetchInterval: LOOK_AGAIN,
  });
  const doing = useDoing();
  const asking = doing.busy || asked.data?.asking === true;
  return (
    <Page title="Intelligence">
      <div className={css['head']}>
        <h1>Intelligence</h1>
        <May do="setting:write">
          <Button
            kind="main"
            icon="download"
            disabled={asking}
            onClick={() =>
              doing.run(async () => {
                await askAll();
                await asked.refetch();
              })
            }
          >
            {asking ? 'Asking the sources…' : 'Bring up to date'}
          </Button>
        </May>
      </div>
      <Answer of={asked}>
        {({ online, mirror, feeds }) => (
          <>
            <p className={css['lead']}>{wayWords(online, mirror)}</p>
            <div className={css['parts']}>
              <Section title="Sources" aside={summary(feeds)}>
                <ul className={css['feeds']}>
                  {feeds.map((feed) => (
                    <FeedItem key={feed.name} feed={feed} />
                  ))}
                </ul>
              </Section>
              <FeedChanges titles={new Map(feeds.map(({ name, title }) => [name, title]))} />
            </div>
          </>
        )}
      </Answer>
    </Page>
  );
}

async function askAll(): Promise<void> {
  const { asked } = await send<typeof contract.syncFeeds>('POST', '/intel/sync', { feeds: [] });
  notify(`${asked.length} sources are being asked. What was known stays in use until they have answered.`);
}

function wayWords(online: boolean, mirror: string | null): string {
  if (mirror !== null)
    return `Taken from the folder ${mirror}, as soon as something in it changes. Nobody on the Internet is asked.`;
  if (online)
    return 'Every source is asked each four hours. When one does not answer, what was known of it stays in use.';
  return 'Nobody on the Internet is asked by itself. Bring it up to date here, or carry it in with “wardline intel import”.';
}

function summary(feeds: readonly contract.FeedEntry[]): string {
  const fresh = feeds.filter(({ state }) => state === 'fresh').length;
  return fresh === feeds.length ? 'all fresh' : `${fresh} of ${feeds.length} fresh`;
}
