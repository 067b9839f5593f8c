/** Who a device is: each value with how sure it is and, under it, how we know. */
import type { Attribute, Device } from '../../../../src/analysis/document.ts';
import { CLASS_LABELS, typeLabel } from '../../../../src/inventory/device-name.ts';
import { FrameLink } from '../../../ui/frame-link.tsx';
import { Confidence } from '../../../ui/marks.tsx';
import { protocolLabel } from '../../../ui/words.ts';
import css from './identity.module.css';

type Provenance = Device['provenance'][keyof Device['provenance']];

interface Value {
  readonly title: string;
  readonly value: string | null;
  readonly known: Provenance;
  readonly mono?: boolean;
}

export function Identity({ device }: { device: Device }) {
  const { provenance } = device;
  const values: Value[] = [
    { title: 'Type', value: device.type === 'unknown' ? null : typeLabel(device.type), known: provenance.type },
    { title: 'Kind', value: device.class === 'unknown' ? null : CLASS_LABELS[device.class], known: provenance.class },
    { title: 'Maker', value: device.manufacturer, known: provenance.manufacturer },
    { title: 'Model', value: device.model, known: provenance.model },
    { title: 'Serial number', value: device.serial, known: provenance.serial, mono: true },
    { title: 'Software', value: device.software, known: provenance.software },
    { title: 'Operating system', value: device.os, known: provenance.os },
    { title: 'Unique device identifier', value: device.udi, known: provenance.udi, mono: true },
  ];
  const known = values.filter(({ value }) => value !== null);
  const unknown = values.filter(({ value }) => value === null).map(({ title }) => title.toLowerCase());
  return (
    <dl className={css['identity']}>
      {known.map((value) => (
        <Entry key={value.title} {...value} />
      ))}
      <Names title={device.names.length === 1 ? 'Name' : 'Names'} values={device.names} known={provenance.name} />
      <Names title={device.addresses.length === 1 ? 'Address' : 'Addresses'} values={device.addresses} mono />
      <Names title={device.macs.length === 1 ? 'Hardware address' : 'Hardware addresses'} values={device.macs} mono />
      <Names title="What it does" values={device.roles.map((role) => typeLabel(role))} />
      {unknown.length === 0 ? null : (
        <div className={css['entry']}>
          <dt>Not known</dt>
          <dd className="quiet">{unknown.join(', ')}: nothing that was captured tells.</dd>
        </div>
      )}
    </dl>
  );
}

function Entry({ title, value, known, mono = false }: Value) {
  return (
    <div className={css['entry']}>
      <dt>{title}</dt>
      <dd>
        <span className={css['value']}>
          <span className={mono ? 'mono' : undefined}>{value}</span>
          {known === undefined ? null : (
            <Confidence value={Math.max(0, ...known.evidence.map((it) => it.confidence))} />
          )}
        </span>
        <How known={known} />
      </dd>
    </div>
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
