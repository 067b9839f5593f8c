/** Sensors: which interfaces are listened to, how well, what they lose and what helps; and at which others one could listen. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type * as contract from '../../../src/capture/sensor.contract.ts';
import { query, send } from '../../api.ts';
import { Button } from '../../ui/button.tsx';
import { May } from '../../ui/may.tsx';
import { notify } from '../../ui/notice.ts';
import { Page, Section } from '../../ui/page.tsx';
import { Answer } from '../../ui/states.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { useDoing } from '../../ui/use-doing.ts';
import { SetUpFirst } from '../account/set-up-first.tsx';
import css from './captures.module.css';
import { SensorCard } from './sensor-card.tsx';

type Interface = Awaited<
  ReturnType<ReturnType<typeof query<typeof contract.listInterfaces>>['queryFn']>
>['interfaces'][number];

export function SensorsPage() {
  const asked = useQuery(query<typeof contract.listSensors>('/sensors', {}));
  const interfaces = useQuery(query<typeof contract.listInterfaces>('/interfaces', {}));
  return (
    <Page title="Sensors">
      <h1 className={css['title']}>Sensors</h1>
      <p className={css['lead']}>
        A sensor listens at an interface of this machine that gets a copy of the traffic: the mirror port of a switch,
        or a tap. It sends nothing.
      </p>
      <May do="sensor:write" otherwise={<SetUpFirst />}>
        {null}
      </May>
      <div className={css['parts']}>
        <Answer of={asked}>
          {({ sensors }) =>
            sensors.length === 0 ? (
              <p className={css['says']}>No sensor yet. Choose an interface below to listen at.</p>
            ) : (
              sensors.map((sensor) => <SensorCard key={sensor.id} sensor={sensor} />)
            )
          }
        </Answer>
        <Section title="Interfaces of this machine">
          <Answer of={interfaces}>{(answer) => <Interfaces interfaces={answer.interfaces} />}</Answer>
        </Section>
      </div>
    </Page>
  );
}

function Interfaces({ interfaces }: { interfaces: readonly Interface[] }) {
  const useful = interfaces.filter(({ loopback }) => !loopback);
  if (useful.length === 0) {
    return (
      <p className={css['says']}>
        This machine has no network interface besides its own. Give it one that a switch mirrors its traffic to.
      </p>
    );
  }
  return <Table label="Interfaces of this machine" columns={COLUMNS} rows={useful} rowKey={({ name }) => name} />;
}

const COLUMNS: readonly Column<Interface>[] = [
  { key: 'name', title: 'Interface', cell: ({ name }) => <span className="mono">{name}</span> },
  { key: 'state', title: 'State', cell: ({ up }) => (up ? 'Up' : <span className="quiet">Down</span>) },
  {
    key: 'addresses',
    title: 'Its own addresses',
    from: 'wide',
    cell: ({ addresses }) =>
      addresses.length === 0 ? (
        <span className="quiet">none, as it should be at a mirror port</span>
      ) : (
        addresses.join(', ')
      ),
  },
  { key: 'listen', title: 'Listening', number: true, cell: (it) => <Listen it={it} /> },
];

function Listen({ it: { name, sensor } }: { it: Interface }) {
  const client = useQueryClient();
  const doing = useDoing();
  const listen = async () => {
    await send<typeof contract.addSensor>('POST', '/sensors', { name });
    await client.invalidateQueries();
    notify(`Wardline listens at ${name} from now on, and whenever it runs.`);
  };
  if (sensor !== null) return <span className="quiet">has a sensor</span>;
  return (
    <May do="sensor:write" otherwise={<span className="quiet">not listened to</span>}>
      <Button disabled={doing.busy} onClick={() => doing.run(listen)}>
        Listen here
      </Button>
    </May>
  );
}
