/** Pharmacy: infusion pumps are looked after and fetch their updates; one moves to another ward; a cabinet gives out. */
import { TECHNICIAN } from '../hartley.ts';
import { somePatients } from '../patients.ts';
import type { Cast } from '../cast.ts';
import type { Scene } from '../scene.ts';
import { lookAtDevice, startDeviceWeb } from '../software/device-web.ts';
import { askForAddress, giveAddressBack } from '../software/dhcp.ts';
import { EMBEDDED, WINDOWS } from '../software/dhcp-options.ts';
import { send } from '../software/hl7.ts';
import { deviceReport } from '../software/hl7-messages.ts';
import { PUMPS } from '../software/hl7-routes.ts';
import { query, startDatabase } from '../software/mariadb.ts';
import { poll, type SnmpDress, startAgent } from '../software/snmp.ts';
import { fetchPlain } from '../software/web-clients.ts';
import type { Stage } from '../stage.ts';

const PUMP_AGENT = 'SpectrumIQ/9.02.01';
/** The pump holds a second address after it moved. */
const PUMP_MOVED_TO = '10.20.0.151';

const hosts = {
  pump: {
    macs: ['00:03:b1:20:00:61'],
    addresses: [],
    class: 'medical',
    type: 'infusion-pump',
    manufacturer: 'ICU Medical',
    model: 'Plum 360',
    software: '15.11.00',
    playedBy: 'Net-SNMP snmpd, ISC dhclient; its web page is ours',
    lease: {
      address: '10.20.0.111',
      dress: { hostname: 'PLUM360-0117', vendorClass: 'ICU Medical Plum 360', asksFor: EMBEDDED },
    },
  },
  syringe: {
    macs: ['58:42:e4:20:00:62'],
    addresses: [],
    class: 'medical',
    type: 'infusion-pump',
    manufacturer: 'Baxter',
    model: 'Spectrum IQ',
    playedBy: 'ISC dhclient, curl; its web page is ours',
    lease: {
      address: '10.20.0.112',
      dress: { hostname: 'SIGMA-20411', vendorClass: 'Baxter Spectrum IQ', asksFor: [...EMBEDDED, 'host-name'] },
    },
  },
  pumps: {
    macs: ['14:76:49:20:00:19'],
    addresses: ['10.20.0.19'],
    class: 'clinical-it',
    type: 'device-gateway',
    manufacturer: 'Hewlett Packard Enterprise',
    playedBy: 'ours, written from the HL7 specification and IHE PCD-01',
  },
  stock: {
    macs: ['10:65:30:20:00:1a'],
    addresses: ['10.20.0.26'],
    class: 'it',
    type: 'database-server',
    manufacturer: 'Dell',
    playedBy: 'MariaDB',
  },
  cabinet: {
    macs: ['00:0b:ab:20:00:63'],
    addresses: [],
    class: 'clinical-it',
    type: 'dispensing-cabinet',
    manufacturer: 'BD',
    os: 'Windows',
    playedBy: 'MariaDB client, ISC dhclient',
    lease: { address: '10.20.0.113', dress: { hostname: 'PYXIS-3W-01', vendorClass: 'MSFT 5.0', asksFor: WINDOWS } },
  },
} as const satisfies Cast;

const INFUSION = '69985^MDC_DEV_PUMP_INFUS_MDS^MDC';
const FIRST = { kind: INFUSION, equipment: 'PLUM360-0117^ICUMED^0003B1FFFE200061^EUI-64' };
const SECOND = { kind: INFUSION, equipment: 'PLUM360-0121^ICUMED^0003B1FFFE200064^EUI-64' };
const RATE = { code: '157784^MDC_FLOW_FLUID_PUMP^MDC', value: '42', unit: '265266^MDC_DIM_MILLI_L_PER_HR^MDC' };

const pumpAgent: SnmpDress = {
  description: 'ICU Medical Plum 360 infusion pump, SW 15.11.00',
  name: 'PLUM360-0117',
  location: 'Ward 3',
  objectId: '1.3.6.1.4.1.8072.3.2.10',
};

async function prepare({ at }: Stage): Promise<void> {
  await Promise.all([
    startAgent(at('pump'), pumpAgent),
    startDeviceWeb(at('pump'), 'ICUMedical-Plum360/15.11.00', 'Plum 360'),
    startDeviceWeb(at('syringe'), 'Baxter-SpectrumIQ/9.02.01', 'Spectrum IQ'),
    startDatabase(at('stock')),
  ]);
}

async function play(stage: Stage): Promise<void> {
  const { truth, at } = stage;
  const update = 'http://updates.vendor.example/spectrum/9.02.02.bin';
  await fetchPlain(truth, at('syringe'), at('updates'), update, PUMP_AGENT);
  const watch = at('watch');
  await poll(truth, watch, at('pump'), '1', pumpAgent);
  await lookAtDevice(truth, watch, at('pump'), TECHNICIAN);
  await lookAtDevice(truth, watch, at('syringe'), TECHNICIAN);
  await reportInfusions(stage);
  for (const statement of ['select 4711', 'select 4712']) {
    await query(truth, at('cabinet'), at('stock'), 'cabinet', statement);
  }
  await movePump(stage);
}

/** The pumps' server tells for them what they infuse. */
async function reportInfusions({ truth, at }: Stage): Promise<void> {
  const infused = somePatients(32, 2);
  await send(truth, at('pumps'), at('engine'), {
    messages: infused.map((patient, index) =>
      deviceReport(PUMPS, `INF${index}`, patient, index === 0 ? FIRST : SECOND, [RATE]),
    ),
    route: PUMPS,
    patients: 2,
    verbs: { 'ORU^R01': 2 },
    categories: ['patient-identity', 'observation'],
    equipment: [FIRST.equipment, SECOND.equipment],
    deviceTypes: ['MDC_DEV_PUMP_INFUS_MDS'],
  });
}

/** A pump goes to another ward, where it gets another address. */
async function movePump({ truth, at, addresses }: Stage): Promise<void> {
  const pump = at('pump');
  await giveAddressBack(pump);
  await addresses.reserve(hosts.pump.macs[0], PUMP_MOVED_TO);
  await askForAddress(pump, hosts.pump.lease.dress, PUMP_MOVED_TO);
  await poll(truth, at('watch'), pump, '1', pumpAgent);
}

export const scene: Scene = {
  story: 'Infusion pumps report, are updated and moved; a cabinet keeps count of what it gives out.',
  needs: ['it', 'records'],
  hosts,
  prepare,
  play,
};
