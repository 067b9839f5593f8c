import { describe, expect, test } from 'vitest';
import { bestOf, DeviceIndex, type Known } from './match.ts';

const known = (id: string, rest: Partial<Known> = {}): Known => ({
  id,
  macs: [],
  addresses: [],
  names: [],
  manufacturer: null,
  model: null,
  serial: null,
  udi: null,
  ...rest,
});

const PUMP = known('pump', {
  macs: ['00:03:b1:00:00:01'],
  addresses: ['10.20.1.7'],
  names: ['pump-7.ward.example'],
  manufacturer: 'B. Braun',
  model: 'Infusomat Space',
  serial: '0012345',
  udi: '(01)00844588003288(21)12345',
});

function index(...devices: readonly Known[]): DeviceIndex {
  const made = new DeviceIndex();
  for (const device of devices) made.add(device);
  return made;
}

describe('a row is recognised by', () => {
  test.each([
    ['a hardware address', { mac: '0003.B100.0001' }, 'same MAC address 00:03:b1:00:00:01', 0.98],
    ['a UDI with its serial number', { udi: '(01)00844588003288(21)12345' }, 'same UDI with its serial number', 0.97],
    [
      'a serial number and maker',
      { serial: '0012345', manufacturer: 'B.Braun Melsungen' },
      'same serial number 0012345 and maker',
      0.95,
    ],
    ['a serial number alone', { serial: '0012345' }, 'same serial number 0012345', 0.8],
    ['its name', { hostname: 'PUMP-7' }, 'same host name pump-7', 0.8],
  ])('%s', (_what, record, because, confidence) => {
    const { match } = index(PUMP, known('other')).find(record, undefined);
    expect(match).toEqual({ device: 'pump', because, confidence });
  });
});

test('an internet address alone is no more than a hint', () => {
  const { match, candidates } = index(PUMP).find({ address: '10.20.1.7' }, undefined);
  expect(match).toBeNull();
  expect(candidates).toEqual([{ device: 'pump', because: 'same IP address 10.20.1.7', confidence: 0.5 }]);
});

test('an internet address of the same product is enough, of another serial number it is not', () => {
  const record = { address: '10.20.1.7', manufacturer: 'B Braun', model: 'Infusomat space' };
  expect(index(PUMP).find(record, undefined).match?.confidence).toBe(0.7);
  const { match, candidates } = index(PUMP).find({ ...record, serial: '99887766' }, undefined);
  expect(match).toBeNull();
  expect(candidates[0]?.because).toBe('same IP address 10.20.1.7, same product, but another serial number');
});

test('a row whose card is one device and whose serial number another is for a person to decide', () => {
  const other = known('other', { serial: '77665544', manufacturer: 'B. Braun' });
  const record = { mac: '00:03:b1:00:00:01', serial: '77665544', manufacturer: 'B. Braun' };
  const { match, candidates } = index(PUMP, other).find(record, undefined);
  expect(match).toBeNull();
  expect(candidates.map(({ device }) => device)).toEqual(['pump', 'other']);
});

test('a name that ten devices have tells nothing', () => {
  const ten = Array.from({ length: 10 }, (_, at) => known(`device-${at}`, { names: ['pump'] }));
  expect(index(...ten).find({ hostname: 'pump' }, undefined)).toEqual({ match: null, candidates: [] });
});

test('what was a device last time is that device again', () => {
  expect(index(PUMP).find({ asset: 'A-1' }, 'pump').match).toEqual({
    device: 'pump',
    because: 'the same as last time',
    confidence: 0.9,
  });
  expect(index(PUMP).find({ asset: 'A-1' }, 'gone').match).toBeNull();
});

test('of rows that fit one device the clearly better has it, and of equal ones none', () => {
  const [mac, name] = [{ confidence: 0.98 }, { confidence: 0.8 }];
  expect(bestOf([name, mac])).toBe(mac);
  expect(bestOf([{ confidence: 0.98 }, { confidence: 0.97 }])).toBeNull();
});
