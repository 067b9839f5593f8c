import { describe, expect, test } from 'vitest';
import { hospital } from '../../web/fixture.ts';
import { everyoneMay } from '../platform/http/actor.ts';
import { createServer } from '../platform/http/server.ts';
import * as contract from './inventory.contract.ts';
import { analysisDeviceRoutes } from './analysis.routes.ts';

const onBug = (error: Error): never => {
  throw error;
};
const server = serve(30);

function serve(size: number) {
  const actorOf = everyoneMay('device:read');
  return createServer({ routes: analysisDeviceRoutes(hospital(size)), actorOf, version: '1', onBug });
}

async function list(query: string, from = server) {
  return contract.listDevices.output.parse(await (await from.request(`/api/devices${query}`)).json());
}

describe('the list of devices', () => {
  test('begins with the medical devices that need attention most', async () => {
    const { devices, total, all } = await list('');
    expect(devices[0]).toMatchObject({ class: 'medical', worst: 'critical' });
    expect(devices.at(-1)).toMatchObject({ external: true });
    expect(total).toBe(all);
  });

  test('finds a device by several words in any order, of any of its values', async () => {
    expect((await list('?search=somatom siemens')).devices.map(({ name }) => name)).toEqual(['CT-1', 'CT-2']);
    expect((await list('?search=10.20.1.12 pacs')).devices.map(({ name }) => name)).toEqual(['PACS']);
    expect((await list('?search=nothing-of-the-kind')).total).toBe(0);
  });

  test('joins values of one filter by or, and filters by and', async () => {
    const { devices } = await list('?type=ct,mr&severity=critical&manufacturer=Philips');
    expect(devices.map(({ name }) => name)).toEqual(['MR']);
  });

  test('filters by what is wrong', async () => {
    const { devices } = await list('?rule=cleartext-patient-data&class=medical');
    expect(devices.length).toBeGreaterThan(5);
    expect(devices.every(({ findings }) => findings > 0)).toBe(true);
  });

  test('sorts numbers in names and addresses as numbers', async () => {
    const { devices } = await list('?type=infusion-pump&sort=name', serve(300));
    const names = devices.map(({ name }) => name);
    expect(names.indexOf('PUMP-10')).toBe(names.indexOf('PUMP-9') + 1);
  });

  test('puts unknown values last, and turns the order round', async () => {
    expect((await list('?sort=software')).devices.at(-1)?.software).toBeNull();
    const { devices } = await list('?sort=bytes&order=down');
    expect(devices[0]?.name).toBe('PACS');
  });

  test('cuts out a page, and pages join without overlap', async () => {
    const whole = (await list('?limit=20')).devices;
    const [one, two] = [(await list('?limit=10')).devices, (await list('?limit=10&offset=10')).devices];
    expect([...one, ...two]).toEqual(whole);
  });

  test('counts the values to filter by over all devices, whatever is filtered', async () => {
    const { facets } = await list('?search=PACS');
    expect(facets.type).toContainEqual({ value: 'infusion-pump', count: 4 });
    expect(facets.severity?.map(({ value }) => value)).toContain('critical');
  });

  test('refuses an order that does not exist', async () => {
    expect((await server.request('/api/devices?sort=colour')).status).toBe(400);
  });

  test('searches, sorts and pages 3,000 devices', async () => {
    const found = await list('?search=philips&sort=bytes&order=down', serve(3000));
    expect(found.total).toBeGreaterThan(100);
    expect(found.devices.length).toBeLessThanOrEqual(found.total);
  });
});

describe('one device', () => {
  test('comes with its name and what is wrong with it', async () => {
    const [first] = (await list('?search=CT-2')).devices;
    const response = await server.request(`/api/devices/${first?.id}`);
    const { name, device, findings } = contract.getDevice.output.parse(await response.json());
    expect(name).toBe('CT-2');
    expect(device.model).toBe('SOMATOM go.Top');
    expect(findings.map(({ title }) => title)).toEqual(['CT-2 sends patient names unencrypted to PACS']);
  });

  test('that does not exist is a problem document', async () => {
    const response = await server.request('/api/devices/d-none');
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ detail: 'Device d-none does not exist' });
  });
});
