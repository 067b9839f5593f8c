import { expect, test } from 'vitest';
import type { Device } from '../analysis/document.ts';
import type { Observation } from '../sensor/observe/observation.ts';
import { claimed, evidence, fact, sent, talk } from './evidence.samples.ts';
import type { Evidence } from './evidence.ts';
import { resolve } from './resolution.ts';

const CARD = '02:00:00:00:00:01';

function deviceOf(
  facts: readonly (readonly [name: string, value: string])[],
  more: Partial<Evidence> = {},
  mac = CARD,
): Device {
  const observations = facts.map(([name, value], at) =>
    fact({ address: '10.0.0.5' }, name, value, name.split('-')[0], at + 1),
  );
  const devices = resolve(evidence({ bindings: [sent(mac, '10.0.0.5')], observations, ...more }));
  const device = devices.find(({ macs }) => macs.includes(mac));
  if (device === undefined) throw new Error('the device is not there');
  return device;
}

function imagesOf(address: string, title: string): Observation[] {
  const facts = { 'dicom-model': 'Aera', 'dicom-serial': '41007', 'dicom-ae-title': title };
  return Object.entries(facts).map(([name, value]) => fact({ address }, name, value));
}

test('nothing known is said as unknown, not guessed', () => {
  const { type, class: kind, confidence, manufacturer, os, provenance } = deviceOf([]);
  expect([type, kind, confidence, manufacturer, os, provenance]).toEqual(['unknown', 'unknown', 0, null, null, {}]);
});

test('a MAC of the range of zeros, which emulators use, makes no printer', () => {
  expect(deviceOf([], {}, '00:00:00:57:88:69')).toMatchObject({ manufacturer: null, type: 'unknown' });
  expect(deviceOf([], {}, '00:00:01:57:88:69')).toMatchObject({ manufacturer: 'Xerox', type: 'printer' });
});

test('a CT tells its maker, model, serial number and software in its images', () => {
  const device = deviceOf([
    ['dicom-manufacturer', 'GE MEDICAL SYSTEMS'],
    ['dicom-model', 'Revolution CT'],
    ['dicom-serial', 'CT4711'],
    ['dicom-software', 'revo_ct_22bc.50'],
    ['dicom-sop-class', '1.2.840.10008.5.1.4.1.1.2'],
    ['dicom-ae-title', 'CT01'],
  ]);
  expect(device).toMatchObject({
    manufacturer: 'GE HealthCare',
    model: 'Revolution CT',
    serial: 'CT4711',
    software: 'revo_ct_22bc.50',
    type: 'ct',
    class: 'medical',
  });
  expect(device.confidence).toBeGreaterThan(0.7);
});

test('every value names the frames that it comes from', () => {
  const { provenance } = deviceOf([['dicom-model', 'Revolution CT']]);
  expect(provenance.model).toMatchObject({
    value: 'Revolution CT',
    evidence: [{ name: 'dicom-model', capture: 0, frame: 1 }],
  });
});

test('evidence for another value is kept as a conflict, and costs confidence', () => {
  const alone = deviceOf([['dicom-sop-class', '1.2.840.10008.5.1.4.1.1.2']]);
  const disputed = deviceOf([
    ['dicom-sop-class', '1.2.840.10008.5.1.4.1.1.2'],
    ['dicom-ae-title', 'MR-2'],
  ]);
  expect(disputed.type).toBe('ct');
  expect(disputed.provenance.type?.conflicts).toMatchObject([{ name: 'dicom-ae-title', value: 'MR-2' }]);
  expect(disputed.confidence).toBeLessThan(alone.confidence);
});

test('the maker of the network card is the weakest word', () => {
  const device = deviceOf([['dicom-manufacturer', 'Philips Medical Systems']], {}, '00:03:b1:00:00:01');
  expect(device.manufacturer).toBe('Philips');
  expect(device.provenance.manufacturer?.conflicts).toMatchObject([{ name: 'oui', value: 'ICU Medical, Inc.' }]);
});

test('a card of a maker of pumps is most likely in a pump', () => {
  expect(deviceOf([], {}, '00:03:b1:00:00:01')).toMatchObject({
    manufacturer: 'ICU Medical',
    class: 'medical',
    type: 'infusion-pump',
  });
});

test('a card of a maker of parts names no maker of the device', () => {
  expect(deviceOf([], {}, '00:0c:29:00:00:01').manufacturer).toBeNull();
});

test('an archive is not what the images that it passes on are', () => {
  const conversations = [{ ...talk('10.0.0.9', '10.0.0.5', 'dicom'), actions: [{ verb: 'C-STORE', count: 3 }] }];
  const device = deviceOf(
    [
      ['dicom-manufacturer', 'SIEMENS'],
      ['dicom-serial', '1234A'],
      ['dicom-sop-class', '1.2.840.10008.5.1.4.1.1.4'],
    ],
    { conversations },
  );
  expect(device).toMatchObject({ type: 'pacs', class: 'clinical-it', manufacturer: null, serial: null });
});

test('who offers images of many modalities makes none of them', () => {
  const classes = ['2', '4', '6.1', '20'].map(
    (suffix) => ['dicom-sop-class', `1.2.840.10008.5.1.4.1.1.${suffix}`] as const,
  );
  expect(deviceOf(classes).class).toBe('clinical-it');
});

test('one unique device identifier is the device; of several, a gateway is none', () => {
  const [one, two] = ['(01)51022222233336(21)SN1', '(01)51022222233336(21)SN2'];
  expect(deviceOf([['udi', one]])).toMatchObject({ udi: one, serial: 'SN1', class: 'medical' });
  expect(
    deviceOf([
      ['udi', one],
      ['udi', two],
    ]),
  ).toMatchObject({ udi: null, serial: null, class: 'unknown' });
});

test('who takes HL7 from two systems and sends it on is an interface engine', () => {
  const conversations = [
    talk('10.0.0.7', '10.0.0.5', 'hl7'),
    talk('10.0.0.8', '10.0.0.5', 'hl7'),
    talk('10.0.0.5', '10.0.0.9', 'hl7'),
  ];
  expect(deviceOf([], { conversations }).type).toBe('interface-engine');
});

test('the special is preferred to the general that it confirms', () => {
  const { os, provenance } = deviceOf([
    ['ssh-software', 'OpenSSH_8.9p1 Ubuntu-3ubuntu0.6'],
    ['dhcp-vendor-class', 'dhcpcd-9.4.1:Linux'],
  ]);
  expect(os).toBe('Linux (Ubuntu 22.04)');
  expect(provenance.os?.conflicts).toEqual([]);
});

test.each([
  [['smb-os', 'Windows 7 Professional 7601 Service Pack 1'], 'Windows 7 or Server 2008 R2'],
  [['http-user-agent', 'Mozilla/5.0 (Windows NT 5.1)'], 'Windows XP'],
  [['http-server', 'Apache/2.4.41 (Ubuntu)'], 'Linux (Ubuntu)'],
  [['dhcp-vendor-class', 'android-dhcp-12'], 'Android 12'],
  [['snmp-sysdescr', 'Linux ward7 5.4.0-42-generic #46-Ubuntu SMP'], 'Linux (kernel 5.4.0)'],
] as const)('%s means %s', (attribute, os) => {
  expect(deviceOf([attribute]).os).toBe(os);
});

test('names are the own ones first, each once', () => {
  expect(
    deviceOf([
      ['dns-name', 'ward7.hospital.example'],
      ['hostname', 'WARD7'],
      ['netbios-name', 'ward7'],
    ]).names,
  ).toEqual(['WARD7', 'ward7.hospital.example']);
});

test('a name that somebody once asked for makes no device', () => {
  const observations = [fact({ address: '203.0.113.9' }, 'dns-name', 'cdn.example')];
  expect(resolve(evidence({ observations }))).toEqual([]);
});

test('two network cards are one thing when its SNMP engine says so, and not when it talks to itself', () => {
  const bindings = [claimed(CARD, '10.0.0.5'), claimed('02:00:00:00:00:02', '10.1.0.5')];
  const observations = ['10.0.0.5', '10.1.0.5'].map((address) =>
    fact({ address }, 'snmp-engine', '80001f8880aabbccdd'),
  );
  const merged = resolve(evidence({ bindings, observations }));
  expect(merged.map(({ macs, addresses }) => [macs, addresses])).toEqual([
    [
      [CARD, '02:00:00:00:00:02'],
      ['10.0.0.5', '10.1.0.5'],
    ],
  ]);
  const conversations = [talk('10.0.0.5', '10.1.0.5', 'http')];
  expect(resolve(evidence({ bindings, observations, conversations }))).toHaveLength(2);
});

test('the same serial number under two own names stays two: one passes on what the other made', () => {
  const bindings = [claimed(CARD, '10.0.0.5'), claimed('02:00:00:00:00:02', '10.0.0.6')];
  expect(
    resolve(evidence({ bindings, observations: [...imagesOf('10.0.0.5', 'MR1'), ...imagesOf('10.0.0.6', 'PACS')] })),
  ).toHaveLength(2);
  expect(
    resolve(evidence({ bindings, observations: [...imagesOf('10.0.0.5', 'MR1'), ...imagesOf('10.0.0.6', 'MR1')] })),
  ).toHaveLength(1);
});

test.each([
  ['poct', 'poct-device', 'Nova Biomedical', 'glucose-meter'],
  ['intellivue', 'role', 'Philips', 'patient-monitor'],
  ['sdc', 'role', 'Dräger', 'medical-device'],
])(
  'a device that names itself in %s is known by maker, model, serial number and software',
  (protocol, by, maker, type) => {
    const roles: Readonly<Record<string, string>> = { intellivue: 'patient-monitor', sdc: 'sdc-provider' };
    const device = deviceOf([
      [by, roles[protocol] ?? 'D1'],
      [`${protocol}-manufacturer`, maker],
      [`${protocol}-model`, 'Q7'],
      [`${protocol}-serial`, 'SN-7'],
      [`${protocol}-software`, '2.5'],
    ]);
    expect(device).toMatchObject({
      manufacturer: maker,
      model: 'Q7',
      serial: 'SN-7',
      software: '2.5',
      class: 'medical',
    });
    expect(device.type).toBe(type);
  },
);

test('a manager that greets as several meters is none of them', () => {
  const device = deviceOf([
    ['poct-model', 'StatStrip'],
    ['poct-serial', 'SN-7'],
    ['poct-serial', 'SN-8'],
  ]);
  expect(device).toMatchObject({ model: null, serial: null });
});

test('a telephone and an access point of Cisco tell their model and release to their neighbours', () => {
  const phone = deviceOf([['lldp-system-description', 'Cisco IP Phone 7841, V3, sip78xx.12-8-1-0001-455']]);
  expect(phone).toMatchObject({ type: 'phone', model: 'IP Phone 7841', software: 'sip78xx.12-8-1-0001-455' });
  const point = deviceOf([['lldp-system-description', 'Cisco AP Software, ap1g6-k9w8 Version: 17.9.4.27']]);
  expect(point).toMatchObject({ type: 'access-point', manufacturer: 'Cisco', software: '17.9.4.27' });
});

test.each(['syslog-server', 'radius-server', 'tftp-server', 'mqtt-broker'])('%s is a server', (role) => {
  expect(deviceOf([['role', role]])).toMatchObject({ type: 'server', class: 'it' });
});

test('what a ventilator calls itself in SDC says what kind of device it is', () => {
  const facts = [
    ['sdc-manufacturer', 'Drägerwerk AG & Co. KGaA'],
    ['sdc-model', 'Evita V800'],
    ['role', 'sdc-provider'],
  ] as const;
  expect(deviceOf(facts)).toMatchObject({ type: 'ventilator', manufacturer: 'Dräger', model: 'Evita V800' });
});

test('a server of pumps, which tells for several what they infuse, is none of them', () => {
  const facts = [
    ['hl7-application', 'MEDNET'],
    ['hl7-device-type', 'MDC_DEV_PUMP_INFUS_MDS'],
    ['role', 'hl7-sender'],
  ] as const;
  const [first, second] = ['P1^ICUMED^0003B1FFFE200061^EUI-64', 'P2^ICUMED^0003B1FFFE200064^EUI-64'] as const;
  const gateway = { type: 'device-gateway', class: 'clinical-it' };
  expect(deviceOf([...facts, ['hl7-equipment', first], ['hl7-equipment', second]])).toMatchObject(gateway);
  expect(deviceOf([...facts, ['hl7-equipment', first]])).toMatchObject({ type: 'infusion-pump' });
});

test('a laboratory system that hands on what a meter measured is not of the meter’s maker', () => {
  const facts = [
    ['hl7-equipment', 'STATSTRIP3^NOVA'],
    ['oui', 'Hewlett Packard Enterprise'],
  ] as const;
  expect(deviceOf([...facts, ['role', 'poct-manager']]).manufacturer).toBe('Hewlett Packard Enterprise');
  expect(deviceOf(facts).manufacturer).toBe('Nova Biomedical');
});

test('who built the computer within is not who made the device', () => {
  const facts = [
    ['hostname', 'PYXIS-3W-01'],
    ['oui', 'Advantech Technology (CHINA) Co., Ltd.'],
  ] as const;
  expect(deviceOf(facts)).toMatchObject({ type: 'dispensing-cabinet', manufacturer: 'BD' });
});

test('a web server of Python is no switch of the maker whose server is called eHTTP', () => {
  expect(deviceOf([['http-server', 'eHTTP v2.0']])).toMatchObject({ type: 'switch' });
  const python = deviceOf([
    ['http-server', 'BaseHTTP/0.6 Python/3.11.2'],
    ['oui', 'HP Inc.'],
  ]);
  expect(python).toMatchObject({ manufacturer: 'HP' });
  expect(python.type).not.toBe('switch');
});
