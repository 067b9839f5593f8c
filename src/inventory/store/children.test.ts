import { expect, test } from 'vitest';
import { hospital } from '../../../web/fixture.ts';
import type { Child } from '../../analysis/document.ts';
import { storeAnalysis } from '../../dataflow/stored.samples.ts';
import { everyoneMay } from '../../platform/http/actor.ts';
import { createServer } from '../../platform/http/server.ts';
import { freshDatabase } from '../../platform/store/testing.ts';
import * as contract from '../inventory.contract.ts';
import { inventoryRoutes } from '../inventory.routes.ts';
import { DeviceLists } from './device-lists.ts';

const onBug = (error: Error): never => {
  throw error;
};

const child = (part: Partial<Child>): Child => ({
  id: `c-${part.serial ?? part.mac}`,
  kind: 'device',
  name: null,
  manufacturer: null,
  model: null,
  serial: null,
  software: null,
  udi: null,
  mac: null,
  class: 'medical',
  type: 'infusion-pump',
  device: null,
  evidence: [],
  ...part,
});

const said = { protocol: 'hl7', capture: 0, frame: 1, confidence: 0.7 };

test('the page of a gateway says which of its children are on the network as well', async () => {
  await using it = await disposable();
  const document = hospital(30);
  const [gateway, bySerial, byCard, byName] = document.devices.filter(({ macs }) => macs.length > 0);
  if (gateway === undefined || bySerial === undefined || byCard === undefined || byName === undefined)
    throw new Error('a hospital of four');
  const children = [
    child({ serial: 'ONLY-HERE' }),
    child({ serial: 'SN-77', manufacturer: bySerial.manufacturer }),
    child({ mac: '02:00:00:00:0a:01' }),
    child({ evidence: [{ ...said, name: 'child', value: 'hl7-equipment=COBAS%7C1' }] }),
  ];
  const devices = document.devices.map((device) => {
    if (device === gateway) return { ...device, children };
    return device === bySerial ? { ...device, serial: 'SN-77' } : device;
  });
  await storeAnalysis(it.db, { ...document, devices });
  await it.db
    .updateTable('endpoint')
    .set({ mac: '02:00:00:00:0a:01', own: true })
    .where('device', '=', byCard.id)
    .execute();
  const fact = {
    mac: '',
    address: '10.9.9.9',
    name: 'hl7-equipment',
    value: 'COBAS|1',
    protocol: 'hl7',
    confidence: 0.7,
  };
  const times = { first: 1, last: 1, first_source: 1, first_frame: 1 };
  await it.db
    .insertInto('fact')
    .values({ ...fact, ...times, device: byName.id })
    .execute();
  const routes = inventoryRoutes(it.db, new DeviceLists(it.db));
  const server = createServer({ routes, actorOf: everyoneMay('device:read'), version: '1', onBug });
  const answer = await server.request(`/api/devices/${gateway.id}`);
  const { device } = contract.getDevice.output.parse(await answer.json());
  expect(device.children?.map((each) => each.device)).toEqual([null, bySerial.id, byCard.id, byName.id]);
  const other = await server.request(`/api/devices/${bySerial.id}`);
  expect(contract.getDevice.output.parse(await other.json()).device.children).toBeUndefined();
});

async function disposable() {
  const it = await freshDatabase();
  return { db: it.db, [Symbol.asyncDispose]: async () => it.close() };
}
