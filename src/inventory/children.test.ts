import { expect, test } from 'vitest';
import type { Device } from '../analysis/document.ts';
import { childText } from '../sensor/observe/child.ts';
import { linkAll, linked } from './child-link.ts';
import { childrenOf, MAX_CHILDREN } from './children.ts';
import { evidence, fact, sent, talk } from './evidence.samples.ts';
import { resolve } from './resolution.ts';

const GATEWAY = '10.0.0.5';
const CARD = '02:00:00:00:00:05';

type Named = readonly (readonly [protocol: string, parts: Readonly<Record<string, string>>])[];

function network(named: Named, others: readonly (readonly [address: string, serial: string])[] = []): Device[] {
  const observations = [
    ...named.map(([protocol, parts], at) =>
      fact({ address: GATEWAY }, 'child', childText(parts) ?? '', protocol, at + 1),
    ),
    ...others.flatMap(([address, serial]) => [
      fact({ address }, 'poct-serial', serial, 'poct1a'),
      fact({ address }, 'poct-manufacturer', 'Hartley', 'poct1a'),
    ]),
  ];
  const bindings = [sent(CARD, GATEWAY), ...others.map(([address], n) => sent(`02:00:00:00:01:0${n}`, address))];
  return linkAll(resolve(evidence({ bindings, observations })));
}

const childrenIn = (devices: readonly Device[]) => devices.find(({ macs }) => macs.includes(CARD))?.children;
const line = (port: string) => ['astm', { 'astm-sender': 'XN-1000', port }] as const;
const meter = (serial: string) => ['poct1a', { 'poct-serial': serial }] as const;
const reports = (n: number, name: string) => fact({ address: `10.0.0.${n}` }, 'hl7-equipment', name, 'hl7');
const monitor = (n: number) => ['hl7', { 'hl7-equipment': `0009FB000020005${n}^^0009FB000020005${n}^EUI-64` }] as const;
const identified = (middle: string) => ['hl7', { 'hl7-equipment': `X^^020000${middle}000005^EUI-64` }] as const;
const pump = (serial: string, more = {}) =>
  ['hl7', { 'hl7-serial': serial, 'hl7-model': 'Plum 360', ...more }] as const;

test('a pump server’s pumps are behind it, each with its own identity, and no hosts of the network', () => {
  const devices = network([
    pump('SN-1', { 'hl7-manufacturer': 'Hospira', 'hl7-device-type': 'MDC_DEV_PUMP_INFUS_MDS' }),
    pump('SN-2', { 'hl7-equipment': 'P2^^0003B1FFFE000002^EUI-64' }),
  ]);
  expect(devices).toHaveLength(1);
  expect(devices[0]).toMatchObject({ serial: null, model: null });
  expect(childrenIn(devices)).toMatchObject([
    { kind: 'device', serial: 'SN-1', manufacturer: 'ICU Medical', model: 'Plum 360', class: 'medical', mac: null },
    { name: 'P2', serial: 'SN-2', mac: '00:03:b1:00:00:02', device: null },
  ]);
  expect(childrenIn(devices)?.[0]?.type).toMatch(/pump/);
});

test('who names one device may be it: nothing is behind it', () => {
  expect(childrenIn(network([pump('SN-1'), pump('SN-1', { 'hl7-equipment': 'P1' })]))).toBeUndefined();
});

test('what is said of one in several messages is put together, and never with that of another make', () => {
  const children = childrenIn(
    network([
      pump('SN-1', { 'hl7-equipment': 'P1' }),
      ['hl7', { 'hl7-equipment': 'P1', 'hl7-software': '4.2' }],
      pump('SN-1', { 'hl7-model': 'LifeCare' }),
      pump('SN-3'),
    ]),
  );
  expect(children?.map(({ serial, model, software }) => [serial, model, software])).toEqual([
    ['SN-1', 'Plum 360', '4.2'],
    ['SN-1', 'LifeCare', null],
    ['SN-3', 'Plum 360', null],
  ]);
});

test('what a gateway says of itself is not behind it', () => {
  for (const middle of ['FFFE', '0000']) {
    expect(childrenIn(network([identified(middle), pump('SN-1'), pump('SN-2')]))?.map(({ serial }) => serial)).toEqual([
      'SN-1',
      'SN-2',
    ]);
  }
});

test('one that has a name in each of two protocols is still one', () => {
  const two: Named = [pump('SN-1'), ['fhir', { 'fhir-serial': 'OTHER-9' }]];
  expect(childrenIn(network(two))).toBeUndefined();
});

test('analysers at the ports of a serial hub are told apart by the port, and placeholders are no numbers', () => {
  expect(childrenIn(network([line('4001'), line('4002'), line('4001')]))?.map(({ name }) => name)).toEqual([
    'XN-1000',
    'XN-1000',
  ]);
  expect(childrenIn(network([meter('00000000'), meter('none'), meter('A1234')]))).toBeUndefined();
});

test('a child that is on the network too is one device with it, unless that is in doubt', () => {
  const meters: Named = [
    ['poct1a', { 'poct-serial': 'M-100', 'poct-manufacturer': 'Hartley' }],
    ['poct1a', { 'poct-serial': 'M-200', 'poct-manufacturer': 'Other' }],
  ];
  const devices = network(meters, [
    ['10.0.0.7', 'M-100'],
    ['10.0.0.8', 'M-200'],
  ]);
  expect(devices).toHaveLength(3);
  const same = devices.find(({ serial }) => serial === 'M-100');
  expect(childrenIn(devices)?.map(({ device }) => device)).toEqual([same?.id, null]);
  const [child] = childrenIn(devices) ?? [];
  if (child === undefined || same === undefined) throw new Error('neither child nor device');
  const known = { ...same, equipment: [] };
  expect(linked([child], 'd-gateway', [known, { ...known, id: 'd-other' }])[0]?.device).toBeNull();
  expect(linked([child], same.id, [known])[0]?.device).toBeNull();
  expect(linked([{ ...child, mac: same.macs[0] ?? '' }], 'd-gateway', [known])[0]?.device).toBe(same.id);
});

test('results that are passed on belong to the device that reports them under the same name', () => {
  const named = ['COBAS', 'ARCHITECT'].map((name, n) =>
    fact({ address: GATEWAY }, 'child', `hl7-equipment=${name}`, 'hl7', n + 1),
  );
  const bindings = [sent(CARD, GATEWAY), ...[6, 7, 8].map((n) => sent(`02:00:00:00:00:0${n}`, `10.0.0.${n}`))];
  const seen = (...observations: ReturnType<typeof reports>[]) =>
    linkAll(resolve(evidence({ bindings, observations: [...named, ...observations] })));
  const devices = seen(reports(6, 'COBAS'), reports(7, 'ARCHITECT'), reports(8, 'ARCHITECT'));
  const cobas = devices.find(({ addresses }) => addresses.includes('10.0.0.6'));
  expect(childrenIn(devices)?.map(({ device }) => device)).toEqual([cobas?.id, null]);
});

test('whose an identifier is tells the maker, also where no card is in it', () => {
  expect(childrenIn(network([monitor(1), monitor(2)]))).toMatchObject([
    { name: '0009FB0000200051', manufacturer: 'Philips', mac: null },
    { name: '0009FB0000200052', manufacturer: 'Philips', mac: null },
  ]);
});

test('systems whose messages an engine passes on are behind it; those of one server are its own', () => {
  const observations = ['EPIC', 'LAB^1', 'PUMPGW'].map((name) => fact({ address: GATEWAY }, 'hl7-source', name, 'hl7'));
  const bindings = [sent(CARD, GATEWAY), ...[6, 7, 8].map((n) => sent(`02:00:00:00:00:0${n}`, `10.0.0.${n}`))];
  const conversations = [
    talk('10.0.0.6', GATEWAY, 'hl7'),
    talk('10.0.0.7', GATEWAY, 'hl7'),
    talk(GATEWAY, '10.0.0.8', 'hl7'),
  ];
  const engine = resolve(evidence({ bindings, observations, conversations }));
  expect(childrenIn(engine)?.map(({ kind, name }) => [kind, name])).toEqual([
    ['system', 'EPIC'],
    ['system', 'LAB'],
    ['system', 'PUMPGW'],
  ]);
  expect(childrenIn(resolve(evidence({ bindings, observations })))).toBeUndefined();
});

test('of one gateway no more children are told than the bound', () => {
  const attributes = Array.from({ length: 2 * MAX_CHILDREN }, (_, n) => ({
    protocol: 'hl7',
    capture: 0,
    frame: 1,
    confidence: 0.7,
    name: 'child',
    value: `hl7-serial=S-${n}`,
  }));
  const own = { serial: 'S-0', type: undefined, roles: [], macs: new Set<string>() };
  expect(childrenOf(attributes, own)).toHaveLength(MAX_CHILDREN);
  expect(childrenOf(attributes.slice(0, 3), own).map(({ serial }) => serial)).toEqual(['S-1', 'S-2']);
});
