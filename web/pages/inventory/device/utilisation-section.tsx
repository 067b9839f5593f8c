/** How much the device is used and when it is not: where maintenance fits in without anyone waiting for it. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type * as contract from '../../../../src/inventory/history.contract.ts';
import { query } from '../../../api.ts';
import { Heatmap } from '../../../charts/heatmap.tsx';
import { Section } from '../../../ui/page.tsx';
import { Segments } from '../../../ui/segments.tsx';
import { Answer } from '../../../ui/states.tsx';
import { bytes, moment, percent, plural } from '../../../ui/words.ts';
import css from './utilisation-section.module.css';

const ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;
const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
/** As many quiet times as one plans with. */
const QUIET = 4;

const VIEWS = [
  { value: 'week', label: 'A usual week' },
  { value: 'days', label: 'Day by day' },
];

export function UtilisationSection({ id }: { id: string }) {
  const [view, setView] = useState('week');
  const asked = useQuery(query<typeof contract.getUtilisation>('/devices/{id}/utilisation', { id, zone: ZONE }));
  return (
    <Section
      title="When it is used"
      aside={<Segments label="Shown as" value={view} options={VIEWS} onChange={setView} />}
    >
      <Answer of={asked}>
        {(use) => (
          <div className={css['use']}>
            <p>{use.sentence}</p>
            {view === 'week' ? <Week use={use} /> : <Days id={id} />}
            <Quiet use={use} />
          </div>
        )}
      </Answer>
    </Section>
  );
}

function Week({ use: { week, sentence } }: { use: contract.Utilisation }) {
  // The sentence has said that nobody watched.
  if (week.every((hours) => hours.every((share) => share === null))) return null;
  const rows = week.map((hours, index) => ({
    key: String(index),
    title: WEEKDAYS[index] ?? '',
    hours: hours.map((share) => (share === null ? null : share * 100)),
  }));
  return (
    <Heatmap
      rows={rows}
      label={`In which hours of a week it is used. ${sentence}`}
      say={(value) => `used in ${percent(value / 100)} of the weeks`}
    />
  );
}

const day = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' });

function Days({ id }: { id: string }) {
  const input = { id, days: '14', zone: ZONE };
  const asked = useQuery(query<typeof contract.getActivity>('/devices/{id}/activity', input));
  return (
    <Answer of={asked}>
      {({ days }) => {
        // Exams and messages where there are any: they are use; everything else is only noise on the wire.
        const clinical = days.some(({ items }) => items.some((value) => value > 0));
        const rows = days.map((it) => ({
          key: it.day,
          title: day.format(new Date(it.day)),
          hours: (clinical ? it.items : it.bytes).map((value, hour) => (it.watched[hour] === true ? value : null)),
        }));
        if (rows.every(({ hours }) => hours.every((value) => value === null)))
          return <p className="quiet">Nothing of it was recorded by the hour yet.</p>;
        const say = (value: number) => (clinical ? plural(value, 'clinical message') : bytes(value));
        return <Heatmap rows={rows} label={`What it did in each hour of ${plural(rows.length, 'day')}`} say={say} />;
      }}
    </Answer>
  );
}

function Quiet({ use: { enough, quiet, next } }: { use: contract.Utilisation }) {
  if (!enough || quiet.length === 0) return null;
  return (
    <div className={css['quiet']}>
      <p>
        {next === null
          ? 'Never used in these times although somebody listened:'
          : `The next quiet time is ${moment(next.from)}, until ${moment(next.until)}.`}
      </p>
      <ul>
        {quiet.slice(0, QUIET).map(({ weekday, from, hours, because }) => (
          <li key={`${weekday}${from}`}>
            <strong>{quietWords(weekday, from, hours)}</strong> <span className="quiet">{because}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** "Sunday 22:00 to Monday 06:00": of a weekday (0 is Monday) and hour, and how long. */
export function quietWords(weekday: number, from: number, hours: number): string {
  const end = from + hours;
  const last = WEEKDAYS[(weekday + Math.floor(end / 24)) % 7] ?? '';
  const first = WEEKDAYS[weekday] ?? '';
  const until = end % 24;
  if (hours >= 168) return 'The whole week';
  if (end < 24) return `${first} ${clock(from)} to ${clock(until)}`;
  return `${first} ${clock(from)} to ${last} ${clock(until)}`;
}

const clock = (hour: number) => `${String(hour).padStart(2, '0')}:00`;
