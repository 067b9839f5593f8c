/** One sensor: whether it listens, how much it hears, what it lost in the last two days by kind, and what helps. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type * as contract from '../../../src/capture/sensor.contract.ts';
import { query, send } from '../../api.ts';
import { Sparkline } from '../../charts/sparkline.tsx';
import { StackedBar } from '../../charts/stacked-bar.tsx';
import { Button } from '../../ui/button.tsx';
import { May } from '../../ui/may.tsx';
import { notify } from '../../ui/notice.ts';
import { Section } from '../../ui/page.tsx';
import { Time } from '../../ui/time.tsx';
import { useDoing } from '../../ui/use-doing.ts';
import { about, bytes, count, percent, plural, shareWords } from '../../ui/words.ts';
import css from './sensors.module.css';
import { courseOf, lossesOf } from './sensor-hours.ts';

const HOURS = 48;

const STATES: Readonly<Record<contract.Sensor['state'], string>> = {
  starting: 'Is starting',
  listening: 'Listens',
  down: 'Waits for its interface',
  stopped: 'Stopped',
  failed: 'Needs you',
};

export function SensorCard({ sensor }: { sensor: contract.Sensor }) {
  const { id, name, state, trouble, restarts, seen, created } = sensor;
  const { data } = useQuery(
    query<typeof contract.listSensorHours>('/sensors/{id}/hours', { id, hours: String(HOURS) }),
  );
  const hours = data?.hours ?? [];
  return (
    <Section
      title={name}
      aside={
        <May do="sensor:write">
          <Actions sensor={sensor} />
        </May>
      }
    >
      <div className={css['sensor']}>
        <div>
          <p className={css['state']} data-state={state}>
            {STATES[state]}
            <span className="quiet">
              {seen === null ? (
                ', has heard nothing yet'
              ) : (
                <>
                  , last heard <Time at={seen} />
                </>
              )}
            </span>
          </p>
          {trouble === null ? null : <p className={css['trouble']}>{trouble}</p>}
          <p className="quiet">
            Since <Time at={created} />
            {restarts === 0 ? '' : `, its process was started again ${plural(restarts, 'time')}`}
          </p>
        </div>
        <Rate hours={hours} />
      </div>
      <Losses hours={hours} />
    </Section>
  );
}

function Rate({ hours }: { hours: readonly contract.SensorHour[] }) {
  const last = hours.toSorted((a, b) => a.hour.localeCompare(b.hour)).at(-1);
  if (last === undefined || last.seconds <= 0) return <p className="quiet">Nothing was counted yet.</p>;
  const rate = last.frames / last.seconds;
  const label = `Packets an hour over the last ${HOURS} hours; in the latest ${about(rate)} a second`;
  return (
    <div className={css['rate']}>
      <p>
        <strong>{about(rate)}</strong> packets/s <span className="quiet">{bytes(last.bytes / last.seconds)}/s</span>
      </p>
      <Sparkline values={courseOf(hours, HOURS, Date.now())} label={label} width={240} height={36} />
      <p className="quiet">{HOURS} hours</p>
    </div>
  );
}

function Losses({ hours }: { hours: readonly contract.SensorHour[] }) {
  const frames = hours.reduce((sum, it) => sum + it.frames, 0);
  const losses = lossesOf(hours);
  if (hours.length === 0) return null;
  if (losses.length === 0) return <p className={css['well']}>Nothing was lost in the last two days.</p>;
  const all = losses.reduce((sum, it) => sum + it.count, 0);
  return (
    <div className={css['losses']}>
      <StackedBar
        parts={losses.map(({ kind, count: value, title, tone }) => ({
          key: kind,
          value,
          tone,
          title: `${title}: ${count(value)}`,
        }))}
      />
      <ul>
        {losses.map(({ kind, title, count: value, advice, tone }) => (
          <li key={kind}>
            <p>
              <i data-tone={tone} aria-hidden="true" />
              {title} <strong>{count(value)}</strong>{' '}
              <span className="quiet">
                {percent(value / all)} of what was lost
                {kind === 'dropped' && frames > 0 ? `, ${shareWords(value / (frames + value))} of all packets` : ''}
              </span>
            </p>
            <p className="quiet">{advice}</p>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Actions({ sensor: { id, name, state } }: { sensor: contract.Sensor }) {
  const client = useQueryClient();
  const doing = useDoing();
  const start = async () => {
    await send<typeof contract.startSensor>('POST', '/sensors/{id}/start', { id });
    await client.invalidateQueries();
  };
  const stop = async () => {
    await send<typeof contract.stopSensor>('POST', '/sensors/{id}/stop', { id });
    await client.invalidateQueries();
    notify(`${name} is not listened to any more. What was heard is kept.`, start);
  };
  const remove = async () => {
    await send<typeof contract.removeSensor>('DELETE', '/sensors/{id}', { id });
    await client.invalidateQueries();
    notify(`The sensor at ${name} is forgotten. What was heard is kept.`, async () => {
      await send<typeof contract.addSensor>('POST', '/sensors', { name });
      await client.invalidateQueries();
    });
  };
  return (
    <span className={css['actions']}>
      {state === 'stopped' || state === 'failed' ? (
        <Button disabled={doing.busy} onClick={() => doing.run(start)}>
          Listen again
        </Button>
      ) : (
        <Button disabled={doing.busy} onClick={() => doing.run(stop)}>
          Stop listening
        </Button>
      )}
      {state === 'stopped' || state === 'failed' || state === 'down' ? (
        <Button disabled={doing.busy} onClick={() => doing.run(remove)}>
          Forget it
        </Button>
      ) : null}
    </span>
  );
}
