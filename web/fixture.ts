/**
 * A believable hospital as an analysis document, for tests and for working on the console without a capture: about 30
 * devices, or as many as asked for. Nothing in it is random: the same size gives the same document.
 */
import type { AnalysisDocument, Attribute, ConversationEntry, Device, Finding } from '../src/analysis/document.ts';

interface Kind {
  readonly name: string;
  readonly class: Device['class'];
  readonly type: string;
  readonly manufacturer: string | null;
  readonly model: string | null;
  readonly software?: string;
  readonly os?: string;
  readonly oui: string;
  readonly net: string;
  /** How many of them a hospital of 30 devices has. */
  readonly share: number;
  readonly roles: readonly string[];
}

const KINDS: readonly Kind[] = [
  kind('CT', 'medical', 'ct', 'Siemens Healthineers', 'SOMATOM go.Top', '10.20.0', 2, ['dicom-scu'], 'VA40A'),
  kind('MR', 'medical', 'mr', 'Philips', 'Ingenia 1.5T', '10.20.0', 1, ['dicom-scu'], '5.7.1'),
  kind('US', 'medical', 'ultrasound', 'GE HealthCare', 'LOGIQ E10', '10.20.0', 2, ['dicom-scu'], 'R3.1.2'),
  kind('XR', 'medical', 'xray', 'Agfa', 'DX-D 600', '10.20.0', 1, ['dicom-scu'], 'NX 23'),
  kind('PUMP', 'medical', 'infusion-pump', 'B. Braun', 'Space Infusomat', '10.20.4', 4, ['hl7-sender'], '688U'),
  kind('MON', 'medical', 'patient-monitor', 'Philips', 'IntelliVue MX750', '10.20.4', 3, ['hl7-sender'], 'P.00.32'),
  kind('LAB', 'medical', 'analyzer', 'Roche', 'cobas 6000', '10.20.6', 1, ['hl7-sender']),
  kind('PACS', 'clinical-it', 'pacs', 'Orthanc', 'Orthanc', '10.20.1', 1, ['dicom-scp'], '1.12.4', 'Linux'),
  kind('HL7-ENGINE', 'clinical-it', 'interface-engine', 'NextGen', 'Mirth Connect', '10.20.1', 1, ['hl7-receiver']),
  kind('FHIR', 'clinical-it', 'ehr', null, null, '10.20.1', 1, ['fhir-server'], undefined, 'Linux'),
  kind(
    'READ',
    'clinical-it',
    'imaging-workstation',
    'Sectra',
    'IDS7',
    '10.20.2',
    2,
    ['dicom-scu'],
    '25.1',
    'Windows 10',
  ),
  kind('FILES', 'it', 'file-server', null, null, '10.20.1', 1, ['smb-server'], undefined, 'Windows Server 2019'),
  kind('PC-WARD', 'it', 'workstation', 'Dell', 'OptiPlex 7010', '10.20.8', 4, ['dhcp-client'], undefined, 'Windows 11'),
  kind('PRN', 'it', 'printer', 'HP', 'LaserJet M507', '10.20.8', 1, ['snmp-agent']),
  kind('DC', 'it', 'dns-server', null, null, '10.20.1', 1, ['dns-server', 'dhcp-server'], undefined, 'Linux'),
  kind('SW-CORE', 'network', 'switch', 'Cisco', 'C9300-48P', '10.20.255', 1, ['snmp-agent'], 'IOS-XE 17.9'),
  kind('GW', 'network', 'router', 'MikroTik', 'CCR2004', '10.20.255', 1, ['router']),
  kind('', 'unknown', 'unknown', null, null, '10.20.8', 2, []),
];

function kind(
  name: string,
  category: Device['class'],
  type: string,
  manufacturer: string | null,
  model: string | null,
  net: string,
  share: number,
  roles: readonly string[],
  software?: string,
  os?: string,
): Kind {
  const oui = `00:1b:${(name.length * 17 + share).toString(16).padStart(2, '0')}`;
  const known = { ...(software === undefined ? {} : { software }), ...(os === undefined ? {} : { os }) };
  return { name, class: category, type, manufacturer, model, oui, net, share, roles, ...known };
}

const START = Date.UTC(2026, 9, 12, 8, 0, 0);
const at = (second: number) => new Date(START + second * 1000).toISOString().replace('Z', '000Z');

/** A hospital of about `size` devices; below 30 it is the one of 30. */
export function hospital(size = 30): AnalysisDocument {
  const devices = KINDS.flatMap((it) => {
    const servers = ['pacs', 'interface-engine', 'ehr', 'router'].includes(it.type);
    const count = servers ? it.share : Math.max(it.share, Math.round((it.share * size) / 30));
    return Array.from({ length: count }, (_, index) => deviceOf(it, index, count));
  });
  devices.push(
    internet('d-update', 'update.example.com', '203.0.113.10'),
    internet('d-cloud', 'cloud.example.net', '198.51.100.7'),
  );
  const conversations = devices.flatMap((device, index) => conversationsOf(device, index, devices));
  return {
    schema: 'wardline.analysis/1',
    captures: [
      {
        file: 'lab/demo/hospital.pcapng',
        format: 'pcapng',
        frames: 48_211,
        bytes: 5_912_330,
        first: at(0),
        last: at(612),
        incomplete: null,
      },
    ],
    devices,
    conversations,
    findings: findingsOf(devices, conversations),
    alerts: [],
    loss: { gaps: 2, unreadable: 0, shed: 0, untracked: 0, oneWay: 3 },
  };
}

function deviceOf(it: Kind, index: number, count: number): Device {
  const last = index + 11;
  const address = `${it.net.replace(/\d+$/, (part) => String((Number(part) + Math.floor(last / 250)) % 256))}.${(last % 250) + 1}`;
  const mac = `${it.oui}:${hex(it.net.length)}:${hex(index >> 8)}:${hex(index)}`;
  const name = it.name === '' ? undefined : count === 1 ? it.name : `${it.name}-${index + 1}`;
  const frame = 1 + ((last * 97 + it.name.length * 31) % 48_000);
  const attribute = (attributeName: string, value: string, protocol: string, confidence: number): Attribute => ({
    name: attributeName,
    value,
    protocol,
    capture: 0,
    frame,
    confidence,
  });
  const dicom = it.roles.some((role) => role.startsWith('dicom'));
  const attributes = [
    ...(it.manufacturer === null ? [] : [attribute('oui', `${it.manufacturer} AG`, 'arp', 0.6)]),
    ...(name === undefined ? [] : [attribute('hostname', name.toLowerCase(), 'dhcp', 0.8)]),
    ...(dicom && name !== undefined ? [attribute('dicom-ae-title', name.replaceAll('-', ''), 'dicom', 0.95)] : []),
    ...(dicom && it.manufacturer !== null
      ? [attribute('dicom-manufacturer', it.manufacturer.toUpperCase(), 'dicom', 0.97)]
      : []),
    ...(dicom && it.model !== null ? [attribute('dicom-model', it.model, 'dicom', 0.97)] : []),
  ];
  const because = (value: string | null | undefined, rule: string, names: readonly string[]) =>
    value === null || value === undefined
      ? undefined
      : { value, because: rule, evidence: attributes.filter((it2) => names.includes(it2.name)), conflicts: [] };
  const serial = dicom && it.class === 'medical' ? `${10_400 + index * 7}` : null;
  const provenance = {
    manufacturer: because(it.manufacturer, 'It names its maker in the images it sends', ['dicom-manufacturer', 'oui']),
    model: because(it.model, 'It names its model in the images it sends', ['dicom-model']),
    type: because(it.type === 'unknown' ? null : it.type, 'It stores images of this kind', [
      'dicom-ae-title',
      'dicom-model',
      'hostname',
    ]),
    name: because(name, 'It asked for an address under this name', ['hostname', 'dicom-ae-title']),
  };
  return {
    id: `d-${it.net.replaceAll('.', '')}-${it.type}-${index}`,
    macs: [mac],
    addresses: [address],
    names: name === undefined ? [] : [name],
    manufacturer: it.manufacturer,
    model: it.model,
    serial,
    software: it.software ?? null,
    os: it.os ?? null,
    udi: null,
    class: it.class,
    type: it.type,
    confidence: it.type === 'unknown' ? 0 : dicom ? 0.96 : 0.74,
    roles: [...it.roles],
    attributes,
    scope: 'local',
    first: at(index % 60),
    last: at(600 - (index % 90)),
    history: [{ address, mac, first: at(index % 60), last: at(600 - (index % 90)) }],
    provenance: Object.fromEntries(Object.entries(provenance).filter(([, value]) => value !== undefined)),
  };
}

const hex = (value: number) => (value & 255).toString(16).padStart(2, '0');

function internet(id: string, name: string, address: string): Device {
  const none = { manufacturer: null, model: null, serial: null, software: null, os: null, udi: null };
  const seen = { first: at(30), last: at(580), history: [], provenance: {} };
  const what = { class: 'unknown', type: 'unknown', confidence: 0.2, scope: 'external' } as const;
  return {
    id,
    macs: [],
    addresses: [address],
    names: [name],
    roles: ['tls-server'],
    attributes: [],
    ...none,
    ...what,
    ...seen,
  };
}

/** Whom a device of each type calls: the type of the other side, protocol, port, how many bytes. */
const CALLS: Readonly<
  Record<string, readonly (readonly [to: string, protocol: string, port: number, bytes: number])[]>
> = {
  ct: [
    ['pacs', 'dicom', 104, 1_900_000],
    ['dns-server', 'dns', 53, 2_100],
  ],
  mr: [['pacs', 'dicom', 104, 900_000]],
  ultrasound: [
    ['pacs', 'dicom', 104, 310_000],
    ['dns-server', 'dns', 53, 900],
  ],
  xray: [['pacs', 'dicom-tls', 2762, 700_000]],
  'infusion-pump': [['interface-engine', 'hl7', 2575, 12_000]],
  'patient-monitor': [
    ['interface-engine', 'hl7', 2575, 48_000],
    ['dns-server', 'ntp', 123, 1_100],
  ],
  analyzer: [
    ['interface-engine', 'hl7', 2576, 9_400],
    ['d-cloud', 'tls', 443, 88_000],
  ],
  'interface-engine': [['ehr', 'fhir', 8080, 220_000]],
  'imaging-workstation': [
    ['pacs', 'dicom', 104, 1_400_000],
    ['ehr', 'tls', 443, 90_000],
    ['file-server', 'smb', 445, 41_000],
  ],
  workstation: [
    ['ehr', 'tls', 443, 140_000],
    ['file-server', 'smb', 445, 61_000],
    ['printer', 'ipp', 631, 8_000],
    ['d-update', 'tls', 443, 52_000],
  ],
  'dns-server': [
    ['switch', 'snmp', 161, 6_000],
    ['d-update', 'tls', 443, 4_000],
  ],
  router: [['dns-server', 'dns', 53, 800]],
  unknown: [['d-cloud', '', 40_001, 3_000]],
};

const PATIENT_FIELDS: Readonly<Record<string, readonly [category: string, ...fields: string[]]>> = {
  dicom: ['patient-identity', 'PatientName', 'PatientID', 'PatientBirthDate', 'PatientSex'],
  hl7: ['patient-identity', 'PID-3', 'PID-5', 'PID-7'],
  fhir: ['patient-identity', 'Patient.name', 'Patient.birthDate'],
};

function conversationsOf(device: Device, index: number, devices: readonly Device[]): ConversationEntry[] {
  if (device.scope === 'external') return [];
  return (CALLS[device.type] ?? []).flatMap(([to, protocol, port, bytes], call) => {
    const server = devices.find((it) => it.id === to || it.type === to);
    if (server === undefined) return [];
    const patient = PATIENT_FIELDS[protocol];
    const tls = protocol.includes('tls');
    return {
      id: `c-${index}-${call}`,
      client: { device: device.id, address: device.addresses[0] ?? '', port: 40_000 + (index % 20_000) },
      server: { device: server.id, address: server.addresses[0] ?? '', port },
      transport: ['dns', 'ntp', 'snmp'].includes(protocol) ? 'udp' : 'tcp',
      protocol: protocol === '' ? null : protocol,
      first: at(10 + (index % 300)),
      last: at(400 + (index % 200)),
      packets: [Math.ceil(bytes / 900), Math.ceil(bytes / 4000)],
      bytes: [bytes, Math.round(bytes / 9)],
      encryption: tls
        ? {
            kind: 'tls',
            version: device.type === 'xray' ? '1.0' : '1.3',
            cipher: 'TLS_AES_128_GCM_SHA256',
            group: 'x25519',
            serverName: server.names[0] ?? null,
            alpn: null,
            certificates: [],
          }
        : null,
      data:
        patient === undefined
          ? []
          : [
              {
                category: patient[0],
                fields: patient.slice(1),
                items: 12 + (index % 9),
                patients: 3 + (index % 9),
                from: ['client'],
                evidence: { capture: 0, frame: 2 + ((index * 131 + call * 17) % 48_000) },
              },
            ],
      actions:
        protocol === 'dicom'
          ? [{ verb: 'C-STORE', count: 84 }]
          : protocol === 'hl7'
            ? [{ verb: 'ORU^R01', count: 12 }]
            : [],
      evidence: { capture: 0, frame: 1 + ((index * 131 + call * 17) % 48_000) },
    } satisfies ConversationEntry;
  });
}

function findingsOf(devices: readonly Device[], conversations: readonly ConversationEntry[]): Finding[] {
  const name = new Map(devices.map((device) => [device.id, device.names[0] ?? device.addresses[0] ?? device.id]));
  return conversations.flatMap(({ id, client, server, protocol, data, encryption, evidence }) => {
    const who = name.get(client.device ?? '') ?? client.address;
    const whom = name.get(server.device ?? '') ?? server.address;
    const base = {
      device: client.device,
      peer: server.device,
      evidence: [{ ...evidence, says: `${protocol} in the clear` }],
    };
    if (data.length > 0) {
      const advice = 'Turn on TLS on both sides, or put the encrypting relay between them.';
      const title = `${who} sends patient names unencrypted to ${whom}`;
      return {
        ...base,
        id: `f-${id}`,
        rule: 'cleartext-patient-data',
        severity: protocol === 'dicom' ? 'critical' : 'high',
        title,
        advice,
      };
    }
    if (encryption?.version === '1.0') {
      const advice = 'Allow TLS 1.2 or newer only.';
      return {
        ...base,
        id: `f-${id}`,
        rule: 'old-tls',
        severity: 'medium',
        title: `${who} accepts TLS 1.0, which is broken`,
        advice,
      };
    }
    if (protocol === 'snmp') {
      const advice = 'Use SNMPv3 with authentication and privacy.';
      return {
        ...base,
        id: `f-${id}`,
        rule: 'snmp-community',
        severity: 'low',
        title: `${who} reads ${whom} with an SNMP community that anyone can read`,
        advice,
      };
    }
    return [];
  });
}
