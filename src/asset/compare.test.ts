import { expect, test } from 'vitest';
import { compare, type Observed } from './compare.ts';

const NOTHING: Observed = {
  manufacturer: [],
  model: [],
  serial: [],
  software: [],
  os: [],
  udi: [],
  macs: [],
  addresses: [],
  names: [],
  ward: [],
  owner: [],
};

test('what differs in writing only is the same', () => {
  const record = {
    manufacturer: 'GE MEDICAL SYSTEMS',
    model: 'CARESCAPE B650',
    serial: 'S/N 00-483920',
    software: 'Version 2.0',
    mac: '0003.b100.0002',
    hostname: 'MON-1.example',
  };
  const observed = {
    ...NOTHING,
    manufacturer: ['GE HealthCare'],
    model: ['Carescape B650 monitor'],
    serial: ['483920'],
    software: ['2.0 build 17'],
    macs: ['00:03:b1:00:00:01', '00:03:b1:00:00:02'],
    names: ['monitor', 'mon-1'],
  };
  expect(compare(record, observed).filter(({ state }) => state !== 'same')).toEqual([]);
  expect(compare(record, observed)).toHaveLength(6);
});

test('what contradicts stands side by side and first, then what only one side knows', () => {
  const record = { serial: '111111', model: 'Delta', department: 'ICU', address: 'DHCP' };
  const observed = { ...NOTHING, serial: ['222222'], model: ['Delta'], addresses: ['10.0.0.1'], macs: [] };
  expect(compare(record, observed)).toEqual([
    { field: 'serial', theirs: '111111', ours: '222222', state: 'differs' },
    { field: 'address', theirs: null, ours: '10.0.0.1', state: 'only-ours' },
    { field: 'department', theirs: 'ICU', ours: null, state: 'only-theirs' },
    { field: 'model', theirs: 'Delta', ours: 'Delta', state: 'same' },
  ]);
});

test('2.1 is not 2.10, and a product without its serial number is no contradiction', () => {
  expect(states({ software: '2.1' }, { software: ['2.10'] })).toEqual(['differs']);
  expect(states({ udi: '00844588003288' }, { udi: ['(01)00844588003288(21)1'] })).toEqual(['same']);
});

const states = (record: object, observed: Partial<Observed>) =>
  compare(record, { ...NOTHING, ...observed }).map(({ state }) => state);
