/** When the device was heard: a strip of the last day, week or month, and the same in words. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type * as contract from '../../../../src/inventory/history.contract.ts';
import { query } from '../../../api.ts';
import { PresenceStrip } from '../../../charts/presence-strip.tsx';
import { Section } from '../../../ui/page.tsx';
import { Segments } from '../../../ui/segments.tsx';
import { Answer } from '../../../ui/states.tsx';
import { useNow } from '../../../ui/use-now.ts';
import { lasting, plural } from '../../../ui/words.ts';

const DAY = 86_400_000;

const RANGES = [
  { value: '1', label: '24 hours', marks: 4 },
  { value: '7', label: '7 days', marks: 7 },
  { value: '30', label: '30 days', marks: 6 },
];

export function PresenceSection({ id }: { id: string }) {
  const [days, setDays] = useState('7');
  const asked = useQuery(query<typeof contract.getPresence>('/devices/{id}/presence', { id, days }));
  return (
    <Section
      title="When it was there"
      aside={<Segments label="How far back" value={days} options={RANGES} onChange={setDays} />}
    >
      <Answer of={asked}>{(presence) => <Shown presence={presence} days={Number(days)} />}</Answer>
    </Section>
  );
}

function Shown({ presence: { spans }, days }: { presence: contract.Presence; days: number }) {
  const now = useNow();
  const from = now - days * DAY;
  const stretches = spans
    .map((it) => ({ first: Date.parse(it.from), last: Date.parse(it.to) }))
    .filter(({ last }) => last >= from);
  const heard = stretches.reduce((sum, { first, last }) => sum + Math.max(0, last - Math.max(first, from)), 0);
  const words =
    stretches.length === 0
      ? `Not heard in the last ${days === 1 ? '24 hours' : `${days} days`}.`
      : `Heard for ${lasting(heard / 1000)} in ${plural(stretches.length, 'stretch', 'stretches')} of the last ${days === 1 ? '24 hours' : `${days} days`}.`;
  return (
    <>
      <p style={{ padding: '8px 0' }}>{words}</p>
      <PresenceStrip stretches={stretches} from={from} to={now} marks={marksOf(from, now, days)} label={words} />
    </>
  );
}

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const weekday = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric' });
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const formats = new Map([
  [1, clock],
  [7, weekday],
]);

function marksOf(from: number, to: number, days: number) {
  const steps = RANGES.find(({ value }) => Number(value) === days)?.marks ?? 4;
  return Array.from({ length: steps + 1 }, (_, step) => {
    const at = from + ((to - from) * step) / steps;
    return { at, title: step === steps ? 'now' : (formats.get(days) ?? day).format(at) };
  });
}
