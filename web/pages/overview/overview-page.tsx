/** The first page: what is the matter in one sentence, the figures behind it, and what could not be seen. */
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import type * as capture from '../../../src/capture/demo.contract.ts';
import type * as flow from '../../../src/dataflow/dataflow.contract.ts';
import type * as inventory from '../../../src/inventory/inventory.contract.ts';
import { query } from '../../api.ts';
import { Page, Section } from '../../ui/page.tsx';
import { Answer } from '../../ui/states.tsx';
import { duration, plural, span } from '../../ui/words.ts';
import { Begin } from './begin.tsx';
import { Changes } from './changes.tsx';
import { Figures } from './figures.tsx';
import { MedicalDevices } from './medical-devices.tsx';
import css from './overview-page.module.css';
import { TrafficBar } from './traffic-bar.tsx';
import { WatchLine } from './watch-line.tsx';
import { UrgentFindings } from './urgent-findings.tsx';

export function OverviewPage() {
  const asked = useQuery(query<typeof flow.getOverview>('/overview', {}));
  const demo = useQuery(query<typeof capture.getDemo>('/demo', {}));
  if (demo.data?.empty === true) return <Begin />;
  return <Answer of={asked}>{(overview) => <Overview overview={overview} />}</Answer>;
}

function Overview({ overview }: { overview: flow.Overview }) {
  const { sentence, first, last, frames, blind } = overview;
  const medical = useQuery(query<typeof inventory.listDevices>('/devices', { class: 'medical', limit: '12' }));
  const findings = useQuery(query<typeof flow.listFindings>('/findings', {}));
  return (
    <Page title="Overview">
      <h1 className={css['sentence']}>{sentence}</h1>
      {first === null || last === null ? null : (
        <p className="quiet">
          From {duration(first, last)} of traffic, <time dateTime={first}>{span(first, last)}</time>, in{' '}
          {plural(frames, 'frame')}.
        </p>
      )}
      <WatchLine live={overview.live} />
      <Figures overview={overview} />
      <div className={css['columns']}>
        <div className={css['column']}>
          <Section
            title="Medical devices"
            aside={
              <Link href="/devices?class=medical" className="link">
                All medical devices
              </Link>
            }
          >
            <Answer of={medical}>{(list) => <MedicalDevices list={list} />}</Answer>
          </Section>
          <Section
            title="What became different"
            aside={
              <Link href="/devices?changed=24" className="link">
                All that changed today
              </Link>
            }
          >
            <Changes />
          </Section>
        </div>
        <div className={css['column']}>
          <Section
            title="What is wrong"
            aside={
              <Link href="/findings" className="link">
                All findings
              </Link>
            }
          >
            <Answer of={findings}>{(list) => <UrgentFindings list={list} />}</Answer>
          </Section>
          <Section title="How traffic is protected" aside="by conversations">
            <TrafficBar traffic={overview.traffic} />
          </Section>
          {blind.length === 0 ? null : (
            <Section
              title="What we cannot see"
              aside={
                <Link href="/unseen" className="link">
                  What to do about it
                </Link>
              }
            >
              <ul className={css['blind']}>
                {blind.map((spot) => (
                  <li key={spot}>{spot}</li>
                ))}
              </ul>
            </Section>
          )}
        </div>
      </div>
    </Page>
  );
}
