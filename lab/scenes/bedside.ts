/** Bedside: monitors and their central station on an intensive care unit. */
import { somePatients } from '../patients.ts';
import { DOMAIN } from '../hartley.ts';
import type { Cast } from '../cast.ts';
import type { Scene } from '../scene.ts';
import { askTime } from '../software/chrony.ts';
import { EMBEDDED } from '../software/dhcp-options.ts';
import { send } from '../software/hl7.ts';
import { deviceReport, results } from '../software/hl7-messages.ts';
import { COLLECTED, MONITORS } from '../software/hl7-routes.ts';
import { type MonitorDress, readMonitor, startMonitor } from '../software/intellivue.ts';
import { readProvider, type SdcDress, startProvider } from '../software/sdc.ts';
import { poll, type SnmpDress, startAgent } from '../software/snmp.ts';
import { greetOldTls } from '../software/web-clients.ts';
import type { Stage } from '../stage.ts';

const MONITOR = '0009FB0000200051^PHILIPS^0009FB0000200051^EUI-64';
const HEART_RATE = { code: '147842^MDC_ECG_HEART_RATE^MDC', value: '71', unit: '264864^MDC_DIM_BEAT_PER_MIN^MDC' };
const SATURATION = { code: '150456^MDC_PULS_OXIM_SAT_O2^MDC', value: '97', unit: '262688^MDC_DIM_PERCENT^MDC' };

const hosts = {
  gateway: {
    macs: ['00:09:fb:20:00:51'],
    addresses: ['10.20.0.51'],
    class: 'medical',
    type: 'central-station',
    manufacturer: 'Philips',
    playedBy: 'ours, written from the HL7 specification',
  },
  bedside: {
    macs: ['f0:e5:c3:20:00:52'],
    addresses: [],
    class: 'medical',
    type: 'patient-monitor',
    manufacturer: 'Dräger',
    model: 'Infinity Delta',
    serial: '5398123456',
    software: 'VF10.1',
    playedBy: 'Net-SNMP snmpd, ISC dhclient',
    lease: {
      address: '10.20.0.103',
      dress: { hostname: 'DELTA-ICU-04', vendorClass: 'Draeger Infinity', asksFor: [...EMBEDDED, 'ntp-servers'] },
    },
  },
  monitor: {
    macs: ['00:09:fb:20:00:53'],
    addresses: ['10.20.0.53'],
    class: 'medical',
    type: 'patient-monitor',
    manufacturer: 'Philips',
    model: 'MX800',
    serial: 'DE73143026',
    software: 'L.01.21',
    playedBy: 'ours, written from the IntelliVue Data Export guide',
  },
  ventilator: {
    macs: ['f0:e5:c3:20:00:54'],
    addresses: ['10.20.0.54'],
    class: 'medical',
    type: 'ventilator',
    manufacturer: 'Dräger',
    model: 'Evita V800',
    serial: 'ASRH-0042',
    software: '2.51.1',
    playedBy: 'ours, written from IEEE 11073-20702 and -10207',
  },
  hub: {
    macs: ['00:0b:ab:20:00:55'],
    addresses: ['10.20.0.55'],
    class: 'clinical-it',
    type: 'device-gateway',
    manufacturer: null, // an industrial computer
    playedBy: 'ours, written from the HL7 specification and IHE PCD-01; curl',
  },
} as const satisfies Cast;

const monitor: MonitorDress = {
  model: hosts.monitor.model,
  serial: hosts.monitor.serial,
  software: hosts.monitor.software,
  bed: 'ICU 7',
};

const ventilator: SdcDress = {
  uuid: '7a1c0e52-3f0b-5d0e-9d10-f0e5c3200054',
  manufacturer: 'Drägerwerk AG & Co. KGaA',
  model: hosts.ventilator.model,
  serial: hosts.ventilator.serial,
  software: hosts.ventilator.software,
  name: 'Evita ICU 7',
};

const VENTILATOR = {
  kind: '69642^MDC_DEV_SYS_PT_VENT_MDS^MDC',
  equipment: 'EVITA07^DRAEGER^F0E5C3FFFE200054^EUI-64',
};
const PHYSIOLOGY = {
  kind: '69965^MDC_DEV_MON_PHYSIO_MULTI_PARAM_MDS^MDC',
  equipment: 'MX800ICU7^PHILIPS^0009FBFFFE200053^EUI-64',
};
const PRESSURE = { code: '151792^MDC_PRESS_AWAY^MDC', value: '18', unit: '266048^MDC_DIM_CM_H2O^MDC' };

const bedsideAgent: SnmpDress = {
  description: 'Draeger Infinity Delta, SW VF10.1, SN 5398123456',
  name: 'DELTA-ICU-04',
  location: 'ICU bed 4',
  objectId: '1.3.6.1.4.1.1152.1',
};

async function prepare({ at }: Stage): Promise<void> {
  const [first, second] = somePatients(14, 2);
  if (first === undefined || second === undefined) throw new Error('no patients');
  await Promise.all([
    startAgent(at('bedside'), bedsideAgent),
    startMonitor(at('monitor'), monitor, first),
    startProvider(at('ventilator'), ventilator, second),
  ]);
}

async function play({ truth, at }: Stage): Promise<void> {
  await askTime(truth, at('bedside'), at('core'));
  await poll(truth, at('watch'), at('bedside'), '2c', bedsideAgent);
  const monitored = somePatients(10, 4);
  await send(truth, at('gateway'), at('engine'), {
    // Three rounds of the same four beds.
    messages: [0, 1, 2].flatMap((round) =>
      monitored.map((patient, bed) =>
        results(MONITORS, `MON${round}${bed}`, patient, [HEART_RATE, SATURATION], MONITOR),
      ),
    ),
    route: MONITORS,
    patients: 4,
    verbs: { 'ORU^R01': 12 },
    categories: ['patient-identity', 'observation'],
    equipment: MONITOR,
  });
  await greetOldTls(truth, at('gateway'), at('portal'), `portal.${DOMAIN}`);
  await collect(truth, at);
}

/** A hub reads what stands at two beds, and hands it on under the names of those who measured. */
async function collect(truth: Stage['truth'], at: Stage['at']): Promise<void> {
  const hub = at('hub');
  await readMonitor(truth, hub, at('monitor'));
  await readProvider(truth, hub, at('ventilator'), ventilator, 'DeviceHub/4.2');
  const [first, second] = somePatients(14, 2);
  if (first === undefined || second === undefined) throw new Error('no patients');
  await send(truth, hub, at('engine'), {
    messages: [
      deviceReport(COLLECTED, 'HUB0', first, PHYSIOLOGY, [HEART_RATE, SATURATION]),
      deviceReport(COLLECTED, 'HUB1', second, VENTILATOR, [PRESSURE]),
      deviceReport(COLLECTED, 'HUB2', first, PHYSIOLOGY, [HEART_RATE]),
    ],
    route: COLLECTED,
    patients: 2,
    verbs: { 'ORU^R01': 3 },
    categories: ['patient-identity', 'observation'],
    equipment: [PHYSIOLOGY.equipment, VENTILATOR.equipment],
    deviceTypes: ['MDC_DEV_MON_PHYSIO_MULTI_PARAM_MDS', 'MDC_DEV_SYS_PT_VENT_MDS'],
  });
}

export const scene: Scene = {
  story: 'Monitors and a ventilator measure at the bedside; a central station and a hub hand on what they say.',
  needs: ['it', 'records'],
  hosts,
  prepare,
  play,
};
