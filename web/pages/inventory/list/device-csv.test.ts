import { expect, test } from 'vitest';
import type { DeviceRow } from '../../../../src/inventory/inventory.contract.ts';
import { deviceCsv } from './device-csv.ts';

const ROW: DeviceRow = {
  id: 'd-1',
  name: 'CT "1", basement',
  class: 'medical',
  type: 'ct',
  manufacturer: 'Siemens',
  model: 'go.Top',
  serial: '=HYPERLINK("x")',
  software: null,
  address: '10.0.0.1',
  addresses: 1,
  confidence: 0.9,
  external: false,
  peers: 2,
  bytes: 1000,
  findings: 0,
  worst: null,
  first: '2026-11-27T08:00:00.000000Z',
  last: '2026-11-27T09:00:00.000000Z',
  presence: 'here',
  ward: 'Imaging',
  owner: null,
  approved: null,
};

test('the file has a head, and quotes what holds commas or quotes', () => {
  const [head, line] = deviceCsv([ROW]).split('\r\n');
  expect(head).toMatch(/^Identifier,Device,Type,/);
  expect(line).toMatch(/^d-1,"CT ""1"", basement",/);
});

test('what a device says of itself is no formula in a table program', () => {
  expect(deviceCsv([ROW])).toContain(`"'=HYPERLINK(""x"")"`);
});
