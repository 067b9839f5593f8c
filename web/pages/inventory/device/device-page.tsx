/** A device: what is the matter with it, who it is and how we know, whom it talks to, what it sends, and the evidence. */
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import type * as flow from '../../../../src/dataflow/dataflow.contract.ts';
import type * as inventory from '../../../../src/inventory/inventory.contract.ts';
import { query } from '../../../api.ts';
import { Page, Section } from '../../../ui/page.tsx';
import { Answer } from '../../../ui/states.tsx';
import { percent, plural } from '../../../ui/words.ts';
import { lastList } from '../list/last-list.ts';
import { AddressHistory } from './address-history.tsx';
import { ApprovalNote } from './approval-note.tsx';
import { AssetRecord } from './asset-record.tsx';
import { Attachments } from './attachments.tsx';
import { Attributes } from './attributes.tsx';
import { Children } from './children.tsx';
import { Decisions } from './decisions.tsx';
import { DeviceFindings } from './device-findings.tsx';
import { DeviceHead } from './device-head.tsx';
import css from './device-page.module.css';
import { FlowList } from './flow-list.tsx';
import { Identity } from './identity.tsx';
import { PeerMap } from './peer-map.tsx';
import { PresenceSection } from './presence-section.tsx';
import { SentData } from './sent-data.tsx';
import { Timeline } from './timeline.tsx';
import { UtilisationSection } from './utilisation-section.tsx';

export function DevicePage({ id }: { id: string }) {
  const asked = useQuery(query<typeof inventory.getDevice>('/devices/{id}', { id }));
  return <Answer of={asked}>{(detail) => <Device detail={detail} />}</Answer>;
}

function Device({ detail }: { detail: inventory.DeviceDetail }) {
  const { name, device, findings, approval, decisions, attachments } = detail;
  const flows = useQuery(query<typeof flow.listFlows>('/devices/{id}/flows', { id: device.id }));
  return (
    <Page title={name}>
      <p className={css['back']}>
        <Link href={lastList()} className="link">
          Devices
        </Link>
      </p>
      <DeviceHead detail={detail} />
      {approval === null ? null : <ApprovalNote approval={approval} id={device.id} />}
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
          <PresenceSection id={device.id} />
          <UtilisationSection id={device.id} />
          <Answer of={flows}>{(list) => <Talk id={device.id} name={name} device={device} flows={list.flows} />}</Answer>
          {device.children === undefined ? null : (
            <Section title="What is behind it" aside={plural(device.children.length, 'device')}>
              <Children of={device.children} />
            </Section>
          )}
          <Section title="Everything it said of itself" aside={plural(device.attributes.length, 'value')}>
            <Attributes attributes={device.attributes} />
          </Section>
        </div>
        <div className={css['side']}>
          <Section
            title="Who it is"
            aside={device.confidence === 0 ? 'not identified' : `${percent(device.confidence)} sure`}
          >
            <Identity detail={detail} />
          </Section>
          <AssetRecord id={device.id} />
          {attachments.length === 0 ? null : (
            <Section title="Where its cable leads">
              <Attachments attachments={attachments} />
            </Section>
          )}
          {decisions.length === 0 ? null : (
            <Section title="What people decided">
              <Decisions decisions={decisions} />
            </Section>
          )}
          <Section title="How it became what it is">
            <Timeline id={device.id} />
          </Section>
          <Section title="Which address it had when">
            <AddressHistory id={device.id} />
          </Section>
        </div>
      </div>
    </Page>
  );
}

interface TalkProps {
  readonly id: string;
  readonly name: string;
  readonly device: inventory.DeviceDetail['device'];
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
