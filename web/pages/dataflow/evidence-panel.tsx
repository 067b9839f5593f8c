/** What was concluded from one frame, and how to see the frame itself. Open while the address has `frame=capture:frame`. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSearchParams } from 'wouter';
import type * as contract from '../../../src/dataflow/dataflow.contract.ts';
import { query } from '../../api.ts';
import { DeviceLink } from '../../ui/device-link.tsx';
import { Icon } from '../../ui/icon.tsx';
import { SeverityMark } from '../../ui/marks.tsx';
import { Section } from '../../ui/page.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Answer } from '../../ui/states.tsx';
import { certainty, count, protocolLabel } from '../../ui/words.ts';
import css from './evidence-panel.module.css';

export function EvidencePanel() {
  const [search, setSearch] = useSearchParams();
  const [capture, frame] = (search.get('frame') ?? '').split(':');
  const close = () =>
    setSearch((before) => {
      const next = new URLSearchParams(before);
      next.delete('frame');
      return next;
    });
  const open = capture !== undefined && frame !== undefined;
  return (
    <Panel
      open={open}
      onClose={close}
      title={`Frame ${count(Number(frame ?? 0))}`}
      subtitle="What was concluded from it. Patient data is counted, never shown."
    >
      {open ? <Frame capture={capture} frame={frame} /> : null}
    </Panel>
  );
}

function Frame({ capture, frame }: { capture: string; frame: string }) {
  const asked = useQuery(query<typeof contract.getEvidence>('/captures/{capture}/frames/{frame}', { capture, frame }));
  return <Answer of={asked}>{(evidence) => <Evidence evidence={evidence} />}</Answer>;
}

function Evidence({ evidence }: { evidence: contract.FrameEvidence }) {
  const { capture, frame, values, findings, conversation } = evidence;
  return (
    <>
      {findings.length === 0 ? null : (
        <Section title="What it shows">
          <ul className={css['list']}>
            {findings.map(({ finding: { finding }, says }) => (
              <li key={finding.id}>
                <SeverityMark severity={finding.severity} bare /> <span>{finding.title}</span>
                <p className="quiet">{says}</p>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {values.length === 0 ? null : (
        <Section title="What was read in it" aside={protocolLabel(values[0]?.attribute.protocol ?? null)}>
          <dl className={css['values']}>
            {values.map(({ device, attribute }) => (
              <div key={`${device.id}${attribute.name}${attribute.value}`}>
                <dt>{attribute.name}</dt>
                <dd>
                  <span className={css['value']}>{attribute.value}</span>
                  <span className={css['of']}>
                    of <DeviceLink device={device} /> · {certainty(attribute.confidence)}
                  </span>
                </dd>
              </div>
            ))}
          </dl>
        </Section>
      )}
      {conversation === null ? null : (
        <Section title="What begins with it">
          <p className={css['conversation']}>
            <DeviceLink device={conversation.client} />
            <Icon name="to" />
            <DeviceLink device={conversation.server} />
          </p>
          <p className="quiet">
            {protocolLabel(conversation.entry.protocol)} over {conversation.entry.transport.toUpperCase()}, from{' '}
            <span className="mono">
              {conversation.entry.client.address}:{conversation.entry.client.port}
            </span>{' '}
            to{' '}
            <span className="mono">
              {conversation.entry.server.address}:{conversation.entry.server.port}
            </span>
          </p>
        </Section>
      )}
      {values.length + findings.length === 0 && conversation === null ? (
        <p className="quiet">Nothing was concluded from this frame alone.</p>
      ) : null}
      <Section title="See the frame itself">
        <p className="quiet">
          It is frame {count(frame)} of <span className="mono">{capture.file}</span>, as Wireshark counts. Mind that it
          may show patient data.
        </p>
        <Command text={`wireshark -r ${quoted(capture.file)} -g ${frame}`} />
      </Section>
    </>
  );
}

function Command({ text }: { text: string }) {
  const [copied, setCopied] = useState(false);
  return (
    <div className={css['command']}>
      <code className="mono">{text}</code>
      <button type="button" onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(true))}>
        <Icon name={copied ? 'check' : 'copy'} />
        {copied ? 'Copied' : 'Copy'}
      </button>
    </div>
  );
}

/** A file name as a shell takes it. */
const quoted = (file: string) => (/^[\w./-]+$/.test(file) ? file : `'${file.replaceAll("'", String.raw`'\''`)}'`);
