/** What is known of whether a device is there at the moment. */
import { sql } from 'kysely';
import type { Database } from '../../platform/store/database.ts';
import type { PresenceFacts } from '../presence-now.ts';
import type { Moment } from './device-filter.ts';

interface Stored {
  readonly last: number;
  readonly since: number | null;
  readonly sensor: string | null;
  readonly state: string | null;
  readonly trouble: string | null;
  readonly port: string | null;
  readonly successor: string | null;
}

/** Undefined when there is no such device. */
export async function readPresenceFacts(
  db: Database,
  device: string,
  moment: Moment,
): Promise<PresenceFacts | undefined> {
  const { rows } = await sql<Stored>`
    with own as (select id, mac, address, last, first_source from endpoint where device = ${device}),
      latest as (select * from own order by last desc limit 1)
    select device.last,
      (select max(presence.first) from presence join latest on endpoint = latest.id) as since,
      sensor.name as sensor, sensor.state, sensor.trouble,
      (select concat('port ', coalesce(attachment.port_name, attachment.port), ' of ', coalesce(switch.name, switch.address))
        from attachment join switch on switch.id = attachment.switch
        where mac in (select mac from own where mac <> '') order by attachment.last desc limit 1) as port,
      (select other.name from latest join endpoint next on next.address = latest.address and latest.address <> ''
          and next.first > latest.last and next.mac <> latest.mac
        join device other on other.id = next.device and other.id <> ${device} order by next.last desc limit 1) as successor
    from device left join latest on true left join source on source.id = first_source
      left join sensor on sensor.id = source.sensor
    where device.id = ${device}`.execute(db);
  const [stored] = rows;
  if (stored === undefined) return undefined;
  const { sensor, state, trouble, ...known } = stored;
  return {
    ...moment,
    ...known,
    sensor:
      sensor === null ? null : { name: sensor, listening: state === 'listening' || state === 'starting', trouble },
  };
}
