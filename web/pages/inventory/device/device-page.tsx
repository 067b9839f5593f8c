/** A device: what is the matter with it, who it is and how we know, whom it talks to, what it sends, and the evidence. */
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import type * as flow from '../../../../src/dataflow/dataflow.contract.ts';
import { CLASS_LABELS, productName, typeLabel } from '../../../../src/inventory/device-name.ts';
import type * as inventory from '../../../../src/inventory/inventory.contract.ts';
import { query } from '../../../api.ts';
import { DeviceIcon } from '../../../ui/device-icon.tsx';
import { Page, Section } from '../../../ui/page.tsx';
import { Answer } from '../../../ui/states.tsx';
import { moment, percent, plural } from '../../../ui/words.ts';
import { AddressHistory } from './address-history.tsx';
import { Attributes } from './attributes.tsx';
import { DeviceFindings } from './device-findings.tsx';
import css from './device-page.module.css';
import { FlowList } from './flow-list.tsx';
import { Identity } from './identity.tsx';
import { PeerMap } from './peer-map.tsx';
import { SentData } from './sent-data.tsx';

type Answered = Awaited<ReturnType<ReturnType<typeof query<typeof inventory.getDevice>>['queryFn']>>;

export function DevicePage({ id }: { id: string }) {
  const asked = useQuery(query<typeof inventory.getDevice>('/devices/{id}', { id }));
  return <Answer of={asked}>{(answer) => <Device answer={answer} />}</Answer>;
}

function Device({ answer: { name, device, findings } }: { answer: Answered }) {
  const flows = useQuery(query<typeof flow.listFlows>('/devices/{id}/flows', { id: device.id }));
  return (
    <Page title={name}>
      <p className={css['back']}>
        <Link href="/devices" className="link">
          Devices
        </Link>
      </p>
      <div className={css['head']}>
        <DeviceIcon device={{ ...device, external: device.scope === 'external' }} size={32} />
        <div>
          <h1>{name}</h1>
          <p className="quiet">{summary(device)}</p>
        </div>
      </div>
      <div className={css['columns']}>
        <div className={css['matter']}>
          <Section
            title="What is the matter"
            aside={findings.length === 0 ? undefined : plural(findings.length, 'finding')}
          >
            <DeviceFindings findings={findings} id={device.id} />
          </Section>
        </div>
        <div className={css['column']}>
          <Answer of={flows}>{(list) => <Talk id={device.id} name={name} device={device} flows={list.flows} />}</Answer>
          <Section title="Everything it said of itself" aside={plural(device.attributes.length, 'value')}>
            <Attributes attributes={device.attributes} />
          </Section>
        </div>
        <div className={css['side']}>
          <Section
            title="Who it is"
            aside={device.confidence === 0 ? 'not identified' : `${percent(device.confidence)} sure`}
          >
            <Identity device={device} />
          </Section>
          <Section title="Which address it had when">
            <AddressHistory history={device.history} />
          </Section>
        </div>
      </div>
    </Page>
  );
}

interface TalkProps {
  readonly id: string;
  readonly name: string;
  readonly device: Answered['device'];
  readonly flows: readonly flow.Flow[];
}

function Talk({ id, name, device, flows }: TalkProps) {
  return (
    <>
      <Section
        title="Whom it talks to"
        aside={
          <Link href={`/map?by=device&focus=${encodeURIComponent(id)}`} className="link">
            See it on the map
          </Link>
        }
      >
        {flows.length === 0 ? (
          <p className={css['none']}>No conversation of it was captured: it was only mentioned, or announced itself.</p>
        ) : (
          <>
            <PeerMap name={name} device={device} flows={flows} />
            <FlowList flows={flows} />
          </>
        )}
      </Section>
      <Section title="What patient data is in it">
        <SentData flows={flows} />
      </Section>
    </>
  );
}

function summary(device: Answered['device']): string {
  const kind = device.class === 'unknown' ? undefined : CLASS_LABELS[device.class];
  const parts = [
    device.scope === 'external' ? 'On the Internet' : typeLabel(device.type),
    device.scope === 'external' ? undefined : kind,
    productName(device) ?? device.manufacturer,
    device.addresses[0],
    `last seen ${moment(device.last)}`,
  ];
  return parts.filter((part) => part !== undefined && part !== null).join(' · ');
}
