/** Answers what can be asked and done about switches. */
import { randomUUID } from 'node:crypto';
import { isIP } from 'node:net';
import { DeviceClass } from '../analysis/document.ts';
import type { DeviceRef } from '../inventory/device-ref.ts';
import { AppError } from '../lib/errors.ts';
import { isoTime } from '../lib/time.ts';
import { type Route, route } from '../platform/http/endpoint.ts';
import type { Database } from '../platform/store/database.ts';
import { checkCredentials, type Credentials } from './credentials.ts';
import { type Poller, refuseOthers } from './poll.ts';
import type { Seal } from './seal.ts';
import * as contract from './switch.contract.ts';
import {
  devicesAt,
  insertSwitch,
  removeSwitch,
  selectAttachments,
  selectPorts,
  selectSwitch,
  selectSwitches,
  updateSwitch,
} from './switch.store.ts';

export interface SwitchParts {
  readonly seal: Seal;
  readonly poller: Poller;
}

export function switchRoutes(db: Database, { seal, poller }: SwitchParts): Route[] {
  const shown = async (entries: readonly Entry[]): Promise<contract.SwitchEntry[]> => {
    const devices = await devicesAt(
      db,
      entries.map(({ address }) => address),
    );
    return entries.map((entry) => view(entry, devices.get(entry.address), poller.isAsking(entry.id)));
  };
  const one = async (id: string): Promise<contract.SwitchEntry> => {
    const [entry] = await shown([await selectSwitch(db, id)]);
    if (entry === undefined) throw new Error('a switch that was there is not shown');
    return entry;
  };
  return [
    route(contract.listSwitches, async () => ({ switches: await shown(await selectSwitches(db)) })),
    route(contract.addSwitch, async ({ address, port, credentials, interval }, { account }) => {
      if (isIP(address) === 0) {
        throw new AppError('invalid', `${address} is no internet address: give the switch's own, such as 10.0.0.2.`);
      }
      checkCredentials(credentials);
      await refuseOthers(db, address);
      const id = randomUUID();
      const row = {
        id,
        address,
        port,
        interval,
        ...sealed(seal, credentials),
        created: Date.now() * 1000,
        by: account,
      };
      if (!(await insertSwitch(db, row))) {
        throw new AppError('conflict', `${address} port ${port} is on the list already: change it there.`);
      }
      await poller.poll(id);
      return one(id);
    }),
    route(contract.changeSwitch, async ({ id, credentials, interval }) => {
      await selectSwitch(db, id);
      if (credentials !== undefined) checkCredentials(credentials);
      await updateSwitch(db, id, {
        ...(credentials === undefined ? {} : sealed(seal, credentials)),
        ...(interval === undefined ? {} : { interval }),
      });
      if (credentials !== undefined) await poller.poll(id);
      return one(id);
    }),
    route(contract.removeSwitch, async ({ id }) => {
      await selectSwitch(db, id);
      await removeSwitch(db, id, Date.now() * 1000);
      return { removed: id };
    }),
    route(contract.pollSwitch, async ({ id }) => {
      await selectSwitch(db, id);
      await poller.poll(id);
      return one(id);
    }),
    route(contract.listAttachments, async ({ id }) => ({
      attachments: (await selectAttachments(db, id)).map(
        ({ mac, port, vlan, first, last, current, switch_name: switchName, port_name: portName, ...rest }) => ({
          mac,
          switch: rest.switch,
          switchName,
          port,
          portName,
          vlan,
          first: isoTime(first),
          last: isoTime(last),
          current,
        }),
      ),
    })),
    route(contract.listPorts, async ({ id }) => {
      await selectSwitch(db, id);
      const { ports, attached, devices } = await selectPorts(db, id);
      return {
        ports: ports.slice(0, MAX_PORTS).map(({ port, name, uplink }) => {
          const all = attached.get(port) ?? [];
          const listed = all.slice(0, MAX_LISTED).map(({ mac, vlan, device }) => {
            const known = device === null ? undefined : devices.get(device);
            return { mac, vlan, device: known === undefined ? null : refOf(known) };
          });
          return { port, portName: name, uplink, devices: listed, more: all.length - listed.length };
        }),
      };
    }),
  ];
}

const MAX_PORTS = 4096;
const MAX_LISTED = 64;

type Entry = Awaited<ReturnType<typeof selectSwitch>>;
type Device = NonNullable<Awaited<ReturnType<typeof devicesAt>> extends Map<string, infer D> ? D : never>;

function sealed(seal: Seal, credentials: Credentials) {
  const user = credentials.version === '3' ? credentials.user : null;
  return { version: credentials.version, user_name: user, credentials: seal.seal(credentials) };
}

function view(entry: Entry, device: Device | undefined, isAsking: boolean): contract.SwitchEntry {
  const { id, address, port, name, description, version, trouble, polled, interval, ports, macs, addresses, created } =
    entry;
  return {
    id,
    address,
    port,
    name,
    description,
    version,
    user: entry.user_name,
    device: device === undefined ? null : refOf(device),
    state: isAsking ? 'asking' : trouble !== null ? 'trouble' : polled === null ? 'waiting' : 'fine',
    trouble,
    polled: polled === null ? null : isoTime(polled),
    interval,
    ports,
    macs,
    addresses,
    created: isoTime(created),
  };
}

function refOf({ id, name, class: kind, type, scope }: Device): DeviceRef {
  return { id, name, class: DeviceClass.parse(kind), type, external: scope === 'external' };
}
