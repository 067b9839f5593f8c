/** What Wardline cannot see, the most important first, each with what to do about it: no picture is trusted that hides its holes. */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type * as contract from '../../../src/dataflow/coverage.contract.ts';
import { query } from '../../api.ts';
import { DeviceLink } from '../../ui/device-link.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Page, Section } from '../../ui/page.tsx';
import { Answer } from '../../ui/states.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { Time } from '../../ui/time.tsx';
import { bytes, count, percent, plural, protocolLabel } from '../../ui/words.ts';
import { Losses } from './losses.tsx';
import { Subnets } from './subnets.tsx';
import css from './unseen-page.module.css';

export function UnseenPage() {
  const asked = useQuery(query<typeof contract.getCoverage>('/coverage', {}));
  return (
    <Page title="What we cannot see">
      <Answer of={asked}>{(coverage) => <Unseen coverage={coverage} />}</Answer>
    </Page>
  );
}

const SHOWN = 10;

function Unseen({ coverage }: { coverage: contract.Coverage }) {
  const { sentence, subnets, oneWay, unidentified, unanswered, losses, sensors } = coverage;
  return (
    <>
      <h1 className={css['sentence']}>{sentence}</h1>
      <p className="quiet">
        Wardline only knows what passes its sensors. This page says what does not, and what would change that.
      </p>
      <div className={css['parts']}>
        {sensors.length === 0 ? null : (
          <Section title="Sensors that hear nothing" aside={count(sensors.length)}>
            <ul className={css['list']}>
              {sensors.map(({ id, name, says, advice, seen }) => (
                <li key={id}>
                  <p>
                    <Link href="/sensors" className="link cited">
                      {name}
                    </Link>
                    : {says}
                    {seen === null ? null : (
                      <span className="quiet">
                        {' '}
                        Last heard <Time at={seen} />.
                      </span>
                    )}
                  </p>
                  <Advice>{advice}</Advice>
                </li>
              ))}
            </ul>
          </Section>
        )}
        <Section title="Parts of the network" aside={plural(subnets.length, 'subnet')}>
          <Subnets subnets={subnets} />
        </Section>
        <Section title="Only one side of the conversation" aside={percent(oneWay.share)}>
          <p className={css['says']}>{oneWay.says}</p>
          {oneWay.pairs.length === 0 ? null : (
            <>
              <Advice>{oneWay.advice}</Advice>
              <Table
                label="Pairs of which one side alone was heard"
                columns={PAIRS}
                rows={oneWay.pairs.slice(0, SHOWN)}
                rowKey={({ client, server, protocol }) => `${client.name}|${server.name}|${protocol}`}
              />
            </>
          )}
        </Section>
        <Section
          title="Devices that were never identified"
          aside={`${count(unidentified.devices)} of ${count(unidentified.of)}`}
        >
          <p className={css['says']}>{unidentified.says}</p>
          {unidentified.busiest.length === 0 ? null : (
            <>
              <Advice>{unidentified.advice}</Advice>
              <Table
                label="The busiest of them"
                columns={UNIDENTIFIED}
                rows={unidentified.busiest.slice(0, SHOWN)}
                rowKey={({ device, address }) => device.id ?? address ?? device.name}
              />
              <p className={css['all']}>
                <Link href="/devices?class=unknown&scope=local" className="link">
                  All of them
                </Link>
              </p>
            </>
          )}
        </Section>
        <Section title="Addresses that never answered" aside={count(unanswered.addresses)}>
          <p className={css['says']}>{unanswered.says}</p>
          {unanswered.addresses === 0 ? null : <Advice>{unanswered.advice}</Advice>}
        </Section>
        <Section title="What was lost on the way" aside="in the last 24 hours">
          <Losses losses={losses} />
        </Section>
      </div>
    </>
  );
}

export function Advice({ children }: { children: ReactNode }) {
  return (
    <p className={css['advice']}>
      <Icon name="to" size={14} /> {children}
    </p>
  );
}

const PAIRS: readonly Column<contract.Coverage['oneWay']['pairs'][number]>[] = [
  { key: 'client', title: 'From', cell: ({ client }) => <DeviceLink device={client} /> },
  { key: 'server', title: 'To', cell: ({ server }) => <DeviceLink device={server} /> },
  { key: 'protocol', title: 'Over', from: 'wide', cell: ({ protocol }) => protocolLabel(protocol) },
  { key: 'times', title: 'Conversations', number: true, cell: ({ conversations }) => count(conversations) },
];

const UNIDENTIFIED: readonly Column<contract.Coverage['unidentified']['busiest'][number]>[] = [
  { key: 'device', title: 'Device', cell: ({ device }) => <DeviceLink device={device} /> },
  { key: 'address', title: 'Address', from: 'wide', cell: ({ address }) => <span className="mono">{address}</span> },
  { key: 'bytes', title: 'Traffic', number: true, cell: (it) => bytes(it.bytes) },
  { key: 'last', title: 'Last seen', cell: ({ last }) => <Time at={last} /> },
];
