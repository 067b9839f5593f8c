/** Who a device is: each value with how sure it is and, under it, how we know. What a person said wins, and is marked. */
import { useState } from 'react';
import type { Attribute, Device } from '../../../../src/analysis/document.ts';
import type { Word, WordField } from '../../../../src/inventory/decision.contract.ts';
import type { DeviceDetail } from '../../../../src/inventory/inventory.contract.ts';
import { CLASS_LABELS, typeLabel } from '../../../../src/inventory/device-name.ts';
import { FrameLink } from '../../../ui/frame-link.tsx';
import { Confidence } from '../../../ui/marks.tsx';
import { protocolLabel } from '../../../ui/words.ts';
import { Icon } from '../../../ui/icon.tsx';
import { May } from '../../../ui/may.tsx';
import { Time } from '../../../ui/time.tsx';
import css from './identity.module.css';
import { valueOf } from './said-value.ts';
import { WordDialog } from './word-dialog.tsx';
import { WORD_FIELDS } from './word-fields.ts';

type Provenance = Device['provenance'][keyof Device['provenance']];

/** What a person can correct, in the order in which one reads it. */
const FIELDS: readonly WordField[] = [
  'type',
  'manufacturer',
  'model',
  'serial',
  'software',
  'os',
  'udi',
  'ward',
  'owner',
];
const MONO: ReadonlySet<WordField> = new Set(['serial', 'udi']);

export function Identity({ detail }: { detail: DeviceDetail }) {
  const { device, words } = detail;
  const [field, setField] = useState<WordField>();
  const known = FIELDS.filter((it) => valueOf(detail, it) !== null);
  const unknown = FIELDS.filter((it) => valueOf(detail, it) === null);
  const provenance: Readonly<Partial<Record<string, Provenance>>> = device.provenance;
  return (
    <>
      <dl className={css['identity']}>
        {known.map((it) => (
          <Entry
            key={it}
            field={it}
            value={it === 'type' ? typeLabel(valueOf(detail, it) ?? '') : (valueOf(detail, it) ?? '')}
            word={words.find((word) => word.field === it)}
            known={provenance[it]}
            onCorrect={() => setField(it)}
          />
        ))}
        {device.class === 'unknown' ? null : (
          <div className={css['entry']}>
            <dt>Kind</dt>
            <dd>
              {CLASS_LABELS[device.class]}
              <How known={provenance['class']} />
            </dd>
          </div>
        )}
        <Names title={device.names.length === 1 ? 'Name' : 'Names'} values={device.names} known={provenance['name']} />
        <Names title={device.addresses.length === 1 ? 'Address' : 'Addresses'} values={device.addresses} mono />
        <Names title={device.macs.length === 1 ? 'Hardware address' : 'Hardware addresses'} values={device.macs} mono />
        <Names title="What it does" values={device.roles.map((role) => typeLabel(role))} />
        {unknown.length === 0 ? null : (
          <div className={css['entry']}>
            <dt>Not known</dt>
            <dd>
              <May
                do="device:write"
                otherwise={
                  <span className="quiet">
                    {unknown.map((it) => WORD_FIELDS[it].title.toLowerCase()).join(', ')}: nothing that was captured
                    tells.
                  </span>
                }
              >
                <span className="quiet">Nothing that was captured tells. You can say it:</span>
                <span className={css['say']}>
                  {unknown.map((it) => (
                    <button key={it} type="button" className="link" onClick={() => setField(it)}>
                      {WORD_FIELDS[it].title}
                    </button>
                  ))}
                </span>
              </May>
            </dd>
          </div>
        )}
      </dl>
      {field === undefined ? null : (
        <WordDialog key={field} detail={detail} field={field} onClose={() => setField(undefined)} />
      )}
    </>
  );
}

interface EntryProps {
  readonly field: WordField;
  readonly value: string;
  readonly word: Word | undefined;
  readonly known: Provenance;
  readonly onCorrect: () => void;
}

function Entry({ field, value, word, known, onCorrect }: EntryProps) {
  const { title } = WORD_FIELDS[field];
  return (
    <div className={css['entry']}>
      <dt>{title}</dt>
      <dd>
        <span className={css['value']}>
          <span className={MONO.has(field) ? 'mono' : undefined}>{value}</span>
          {known === undefined || word !== undefined ? null : (
            <Confidence value={Math.max(0, ...known.evidence.map((it) => it.confidence))} />
          )}
          <May do="device:write">
            <button type="button" className={css['correct']} aria-label={`Correct: ${title}`} onClick={onCorrect}>
              <Icon name="pen" size={14} />
            </button>
          </May>
        </span>
        {word === undefined ? <How known={known} /> : <Said word={word} />}
      </dd>
    </div>
  );
}

/** That a person said so, and what would hold without them. */
function Said({ word: { by, at, reason, concluded } }: { word: Word }) {
  return (
    <span className={css['said']}>
      <Icon name="person" size={12} /> {by} said so, <Time at={at} />
      {reason === '' ? '' : `: ${reason}`}
      {concluded === null ? '' : `. Wardline concluded ${concluded}.`}
    </span>
  );
}

/** The longest list that is shown whole. */
const SHOWN = 8;

function Names({
  title,
  values,
  known,
  mono = false,
}: {
  title: string;
  values: readonly string[];
  known?: Provenance;
  mono?: boolean;
}) {
  if (values.length === 0) return null;
  return (
    <div className={css['entry']}>
      <dt>{title}</dt>
      <dd>
        {values.slice(0, SHOWN).map((value) => (
          <span key={value} className={mono ? `mono ${css['line']}` : css['line']}>
            {value}
          </span>
        ))}
        {values.length > SHOWN ? <span className="quiet">and {values.length - SHOWN} more</span> : null}
        <How known={known} />
      </dd>
    </div>
  );
}

/** The rule in words, the frames it stands on, and what speaks against it. */
function How({ known }: { known: Provenance }) {
  if (known === undefined) return null;
  const [first] = known.evidence;
  return (
    <span className={css['how']}>
      {known.because}
      {first === undefined ? null : (
        <>
          {' '}
          (<Source attribute={first} />
          {known.evidence.length > 1 ? `, and ${known.evidence.length - 1} more` : ''})
        </>
      )}
      {known.conflicts.slice(0, 3).map((conflict) => (
        <span key={`${conflict.name}${conflict.value}`} className={css['line']}>
          But {conflict.name} says {conflict.value} (<Source attribute={conflict} />)
        </span>
      ))}
    </span>
  );
}

function Source({ attribute: { protocol, capture, frame } }: { attribute: Attribute }) {
  return (
    <>
      {protocolLabel(protocol)}, <FrameLink capture={capture} frame={frame} />
    </>
  );
}
