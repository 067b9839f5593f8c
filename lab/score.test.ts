/** The scorer itself, on a hospital of three hosts and analyses that are right, or wrong in one way each. */
import { describe, expect, test } from 'vitest';
import { leaks, report, type Scored, score } from './score.ts';
import type { TruthDocument, TruthHost } from './truth.ts';

const HOST = { scope: 'local', model: null, serial: null, software: null, os: null, playedBy: '' } as const;
const scanner: TruthHost = {
  ...HOST,
  name: 'ct',
  macs: ['44:4b:5d:00:00:01', '44:4b:5d:00:00:02'],
  addresses: ['10.0.0.1', '10.0.0.2'],
  class: 'medical',
  type: 'imaging-modality',
  manufacturer: 'GE',
  serial: '4711',
  roles: [],
  attributes: [{ name: 'dicom-ae-title', value: 'CT01', protocol: 'dicom' }],
};
const archive: TruthHost = {
  ...HOST,
  name: 'pacs',
  macs: ['14:76:49:00:00:03'],
  addresses: ['10.0.0.3'],
  class: 'clinical-it',
  type: 'pacs',
  manufacturer: null,
  roles: [],
  attributes: [],
};
const outside: TruthHost = {
  ...HOST,
  name: 'web',
  scope: 'external',
  macs: [],
  addresses: ['203.0.113.10'],
  class: 'unknown',
  type: 'unknown',
  manufacturer: null,
  roles: [],
  attributes: [],
};
const flow = {
  client: 'ct',
  server: 'pacs',
  port: 104,
  transport: 'tcp',
  protocol: 'dicom',
  encrypted: false,
  patients: 2,
  data: [{ category: 'imaging', items: 8, patients: 2 }],
  actions: [{ verb: 'C-STORE', count: 8 }],
} as const;
const truth: TruthDocument = {
  schema: 'wardline.truth/1',
  scene: 'test',
  hosts: [scanner, archive, outside],
  flows: [flow, { ...flow, patients: 1, data: [], actions: [] }],
  canaries: ['CANARY', 'CANARYID001'],
};

const UNKNOWN = {
  class: 'unknown',
  type: 'unknown',
  manufacturer: null,
  model: null,
  serial: null,
  software: null,
  os: null,
  attributes: [],
} as const;
const ct: Scored['devices'][number] = {
  ...UNKNOWN,
  id: 'd-1',
  macs: [...scanner.macs],
  addresses: [...scanner.addresses],
  class: 'medical',
  type: 'ct',
  manufacturer: 'GE HealthCare',
  serial: '4711',
  attributes: [{ name: 'dicom-ae-title', value: 'CT01' }],
};
const pacs: Scored['devices'][number] = {
  ...UNKNOWN,
  id: 'd-2',
  macs: [...archive.macs],
  addresses: ['10.0.0.3'],
  class: 'clinical-it',
  type: 'pacs',
};
const web: Scored['devices'][number] = { ...UNKNOWN, id: 'd-3', macs: [], addresses: ['203.0.113.10'] };

function store(first: string, patients: number): Scored['conversations'][number] {
  return {
    client: { device: 'd-1', address: '10.0.0.1', port: 50_000 },
    server: { device: 'd-2', address: '10.0.0.3', port: 104 },
    transport: 'tcp',
    protocol: 'dicom',
    first,
    encryption: null,
    data: [{ category: 'imaging', items: 8, patients }],
    actions: [{ verb: 'C-STORE', count: 8 }],
  };
}
const right: Scored = { devices: [ct, pacs, web], conversations: [store('2026-01-02', 1), store('2026-01-01', 2)] };

const isKindOf = (special: string, general: string): boolean => special === 'ct' && general === 'imaging-modality';
const judge = (analysis: Scored): ReturnType<typeof score> => score(truth, analysis, isKindOf);

describe('score', () => {
  test('an analysis that is right misses nothing, in whatever order it tells', () => {
    expect(judge(right)).toEqual({
      hosts: { right: 3, of: 3 },
      invented: 0,
      attributes: { right: 11, of: 11 },
      flows: { right: 2, of: 2 },
      patients: { right: 2, of: 2 },
      items: { right: 1, of: 1 },
      actions: { right: 1, of: 1 },
      misses: [],
    });
  });

  test('one host told as two devices is not found, and one of them is invented', () => {
    const [mac = '', other = ''] = scanner.macs;
    const halves = [
      { ...ct, macs: [mac] },
      { ...ct, id: 'd-9', macs: [other] },
    ];
    const { hosts, invented, attributes } = judge({ ...right, devices: [...halves, pacs, web] });
    expect(hosts).toEqual({ right: 2, of: 3 });
    expect(invented).toBe(1);
    expect(attributes.right).toBe(11);
  });

  test('two hosts told as one device are both not found', () => {
    const merged = { ...ct, macs: [...ct.macs, ...pacs.macs], addresses: [...ct.addresses, ...pacs.addresses] };
    expect(judge({ ...right, devices: [merged, web] }).hosts).toEqual({ right: 1, of: 3 });
  });

  test('a device that is nobody is invented', () => {
    const nobody = { ...UNKNOWN, id: 'd-7', macs: [], addresses: ['10.0.0.255'] };
    const judged = judge({ ...right, devices: [...right.devices, nobody] });
    expect(judged.invented).toBe(1);
    expect(judged.misses).toEqual(['invented: 10.0.0.255 (unknown)']);
  });

  test('a wrong serial number and a missing attribute are named, with what was said instead', () => {
    const { attributes, misses } = judge({ ...right, devices: [{ ...ct, serial: '4712', attributes: [] }, pacs, web] });
    expect(attributes).toEqual({ right: 9, of: 11 });
    expect(misses).toEqual([
      'attributes: ct: serial should be 4711, not 4712',
      'attributes: ct: dicom-ae-title should be CT01',
    ]);
  });

  test('a patient too many in one conversation is one conversation wrong', () => {
    const { patients, misses } = judge({ ...right, conversations: [store('2026-01-01', 3), store('2026-01-02', 1)] });
    expect(patients).toEqual({ right: 1, of: 2 });
    expect(misses).toEqual(['patients: ct to pacs:104/tcp, number 1 of 2: 2, not 3']);
  });

  test('a conversation that is not there leaves nothing right of those like it', () => {
    const { flows, patients } = judge({ ...right, conversations: [store('2026-01-01', 2)] });
    expect(flows).toEqual({ right: 0, of: 2 });
    expect(patients).toEqual({ right: 0, of: 2 });
  });

  test('the report says each figure and each miss', () => {
    expect(report(judge({ ...right, conversations: [] }))).toMatch(
      /^patients +0 of 2$[^]*^ {2}flows: ct to pacs:104\/tcp/m,
    );
  });
});

describe('leaks', () => {
  test('a patient word is found in any case and in the middle of others', () => {
    expect(leaks({ json: '{"x":"/Patient?id=CanaryId001"}', text: 'none' }, truth.canaries)).toEqual([
      'json says CANARY',
      'json says CANARYID001',
    ]);
  });
});
