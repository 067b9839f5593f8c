/** @bacnet-js/client, an open stack of BACnet/IP, as a building controller and as the station that reads it. */
import type { Host } from '../host.ts';
import { plays, tells, type Truth } from '../truth.ts';
import { node } from './node.ts';

const PORT = 47808;
const BROADCAST = '10.20.0.255';
/** Numbers of properties. @see ANSI/ASHRAE 135-2020 clause 21, BACnetPropertyIdentifier */
const PROPERTIES = { name: 77, vendor: 121, model: 70, firmware: 44, software: 12, serial: 372 } as const;

export interface BacnetDress extends Readonly<Record<keyof typeof PROPERTIES, string>> {
  readonly instance: number;
  /** As ASHRAE assigned it. */
  readonly vendorId: number;
}

export async function startBacnet(host: Host, dress: BacnetDress): Promise<void> {
  const { instance, vendorId } = dress;
  const properties = Object.fromEntries(entries(dress).map(([, number, value]) => [number, value]));
  host.start(node('bacnet-controller.ts', JSON.stringify({ instance, vendorId, properties, broadcast: BROADCAST })));
  await host.listening(PORT, 'udp');
  plays(host.truth, 'bacnet-server');
}

/** Looks for a controller, and reads what it says of itself. */
export async function readBacnet(truth: Truth, client: Host, server: Host, dress: BacnetDress): Promise<void> {
  const numbers = Object.values(PROPERTIES).map(String);
  await client.run(node('bacnet-station.ts', server.address, String(dress.instance), BROADCAST, ...numbers));
  tells(server.truth, 'bacnet', {
    'bacnet-instance': String(dress.instance),
    ...Object.fromEntries(
      entries(dress).map(([name, , value]) => [name === 'name' ? 'bacnet-object-name' : `bacnet-${name}`, value]),
    ),
  });
  plays(client.truth, 'bacnet-client');
  truth.flow(client.name, server.name, PORT, 'udp', 'bacnet', {
    actions: [{ verb: 'readProperty', count: numbers.length }],
  });
}

function entries(dress: BacnetDress): (readonly [name: string, number: number, value: string])[] {
  const names = ['name', 'vendor', 'model', 'firmware', 'software', 'serial'] as const;
  return names.map((name) => [name, PROPERTIES[name], dress[name]]);
}
