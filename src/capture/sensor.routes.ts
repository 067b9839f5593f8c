/** Answers what is asked about sensors, and has interfaces listened to. */
import { networkInterfaces } from 'node:os';
import { notFound } from '../lib/errors.ts';
import { isoTime } from '../lib/time.ts';
import { type Route, route } from '../platform/http/endpoint.ts';
import type { Database } from '../platform/store/database.ts';
import { allInterfaces } from '../sensor/capture/interface-state.ts';
import type { Readings } from './readings.ts';
import {
  addSensor,
  listInterfaces,
  listSensorHours,
  listSensors,
  removeSensor,
  type Sensor,
  type SensorHour,
  startSensor,
  stopSensor,
} from './sensor.contract.ts';
import { selectHours, selectSensor, selectSensors, type SensorRow } from './sensor.store.ts';

/** Microseconds. */
const HOUR = 3_600_000_000;
const NO_MAC = '00:00:00:00:00:00';

type Hours = Awaited<ReturnType<typeof selectHours>>;

export function sensorRoutes(db: Database, readings: Readings): readonly Route[] {
  async function answer(id: string): Promise<Sensor> {
    const row = await selectSensor(db, id);
    if (row === undefined) throw notFound('The sensor', id);
    return sensorOf(row, await selectHours(db, thisHour() - 1, id));
  }

  return [
    route(listSensors, async () => {
      const hours = await selectHours(db, thisHour() - 1);
      return { sensors: (await selectSensors(db)).map((row) => sensorOf(row, hours)) };
    }),
    route(listSensorHours, async ({ id, hours }) => {
      await answer(id);
      return { hours: (await selectHours(db, thisHour() - hours + 1, id)).map(hourOf) };
    }),
    route(listInterfaces, async () => ({ interfaces: interfacesOf(await selectSensors(db)) })),
    route(addSensor, async ({ name }) => answer(await readings.listen(name))),
    route(stopSensor, async ({ id }) => {
      await readings.stop(id);
      return await answer(id);
    }),
    route(startSensor, async ({ id }) => {
      await readings.start(id);
      return await answer(id);
    }),
    route(removeSensor, async ({ id }) => {
      await readings.remove(id);
      return {};
    }),
  ];
}

const thisHour = (): number => Math.floor((Date.now() * 1000) / HOUR);

function sensorOf(row: SensorRow, hours: Hours): Sensor {
  const own = hours.filter(({ sensor }) => sensor === row.id);
  const sum = (of: (hour: Hours[number]) => number): number => own.reduce((total, hour) => total + of(hour), 0);
  return {
    id: row.id,
    kind: row.kind,
    name: row.name,
    state: row.state,
    trouble: row.trouble,
    restarts: row.restarts,
    created: isoTime(row.created),
    seen: row.seen === null ? null : isoTime(row.seen),
    lastHour: {
      frames: sum(({ frames }) => frames),
      bytes: sum(({ bytes }) => bytes),
      dropped: sum(({ dropped }) => dropped),
      gaps: sum(({ gaps }) => gaps),
    },
  };
}

function hourOf(row: Hours[number]): SensorHour {
  const { frames, bytes, dropped, gaps, unreadable, shed, untracked } = row;
  const counts = { frames, bytes, dropped, gaps, unreadable, shed, untracked };
  return { hour: isoTime(row.hour * HOUR), seconds: row.seconds, ...counts };
}

function interfacesOf(sensors: readonly SensorRow[]) {
  const known = networkInterfaces();
  return allInterfaces().map(({ name, up, loopback }) => {
    const addresses = known[name] ?? [];
    const mac = addresses.find((it) => it.mac !== NO_MAC)?.mac ?? null;
    const sensor = sensors.find((it) => it.name === name && it.kind === 'interface')?.id ?? null;
    return { name, up, mac, addresses: addresses.map(({ address }) => address), loopback, sensor };
  });
}
