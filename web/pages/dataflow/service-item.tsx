/** One encrypted service: its grade, what stands against it, its certificate, and for DICOM the profiles that it keeps. */
import type { Service } from '../../../src/dataflow/posture.contract.ts';
import { encryptionWords } from '../../../src/dataflow/encryption-words.ts';
import type { Tone } from '../../charts/stacked-bar.tsx';
import { DeviceLink } from '../../ui/device-link.tsx';
import { FrameLink } from '../../ui/frame-link.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Time } from '../../ui/time.tsx';
import { moment, plural } from '../../ui/words.ts';
import css from './encryption-page.module.css';

export const GRADE_WORDS: Readonly<Record<Service['grade'], { readonly label: string; readonly tone: Tone }>> = {
  forbidden: { label: 'Forbidden', tone: 'bad' },
  discouraged: { label: 'Make stronger', tone: 'weak' },
  unknown: { label: 'Cannot tell', tone: 'unknown' },
  sound: { label: 'Sound', tone: 'good' },
};

export function ServiceItem({ service }: { service: Service }) {
  const {
    server,
    address,
    transport,
    port,
    grade,
    objections,
    ways,
    certificate,
    dicom,
    evidence,
    last,
    postQuantum,
    advice,
  } = service;
  return (
    <li className={css['service']}>
      <span className={css['grade']} data-grade={grade}>
        {GRADE_WORDS[grade].label}
      </span>
      <div>
        <p>
          <DeviceLink device={server} />{' '}
          <span className="quiet">
            <span className="mono">
              {address}:{port}
            </span>{' '}
            {transport.toUpperCase()}, last used <Time at={last} />, <FrameLink {...evidence} />
          </span>
        </p>
        {objections.length === 0 ? null : (
          <ul className={css['objections']}>
            {objections.map(({ what, source }) => (
              <li key={what}>
                {what} <span className="quiet">{source}</span>
              </li>
            ))}
          </ul>
        )}
        {certificate === null ? null : <p>{certificateWords(certificate)}</p>}
        {advice === null ? null : (
          <p className={css['advice']}>
            <Icon name="right" size={14} /> {advice}
          </p>
        )}
        {dicom === null ? null : <p>{profileWords(dicom)}</p>}
        <p className="quiet">
          {ways.map(wayWords).join('; ')}
          {postQuantum === true ? '. Post-quantum keys' : ''}
        </p>
      </div>
    </li>
  );
}

function certificateWords({
  subject,
  notAfter,
  state,
  days,
  selfSigned,
  key,
}: NonNullable<Service['certificate']>): string {
  const ends = {
    valid: `is valid until ${moment(notAfter)}`,
    expires: `ends in ${plural(days ?? 0, 'day')}`,
    expired: `ended ${plural(-(days ?? 0), 'day')} ago`,
    'not-yet-valid': 'is not valid yet',
    unreadable: 'has dates that cannot be read',
  }[state];
  const own = selfSigned ? ' It signed itself, so nobody vouches for it.' : '';
  return `Its certificate (${subject}) ${ends}.${own}${key === null ? '' : ` ${key}`}`;
}

/** The best profile of today that is kept, or why the plainest one is not. */
function profileWords(grades: NonNullable<Service['dicom']>): string {
  const kept = grades.filter(({ verdict }) => verdict === 'kept');
  const today = kept.find(({ retired }) => !retired);
  if (today !== undefined) return `DICOM: keeps the profile ${today.title} (PS3.15 ${today.section}).`;
  const basic = grades.find(({ section }) => section === 'B.12');
  const why = basic?.why[0]?.replace(/\.$/, '') ?? 'too little was seen';
  if (basic?.verdict === 'cannot tell') return `DICOM: which profile of PS3.15 it keeps cannot be told (${why}).`;
  const old =
    kept[0] === undefined ? 'none of the retired ones' : `only ${kept[0].title} (${kept[0].section}), which is retired`;
  return `DICOM: keeps no profile of today’s PS3.15, ${old}: ${why}.`;
}

const wayWords = ({ kind, version, cipher, group, peers }: Service['ways'][number]): string =>
  `${[encryptionWords({ kind, version }), cipher, group].filter((it) => it !== null).join(', ')} (${plural(peers, 'peer')})`;
