/** Laboratory: what analysers measure reaches the interface engine, which hands it on. */
import { somePatients } from '../patients.ts';
import type { Cast } from '../cast.ts';
import type { Scene } from '../scene.ts';
import { sendResults, startAstmHost } from '../software/astm.ts';
import { EMBEDDED } from '../software/dhcp-options.ts';
import { send } from '../software/hl7.ts';
import { results } from '../software/hl7-messages.ts';
import { FORWARDED, LABORATORY, RELEASED } from '../software/hl7-routes.ts';
import { type PoctDress, reportGlucose, startPoctManager } from '../software/poct1a.ts';
import type { Stage } from '../stage.ts';

const ANALYZER = 'COBASPRO1^ROCHE';
const GLUCOSE = { code: '2345-7^Glucose^LN', value: '5.4', unit: 'mmol/L' };
const POTASSIUM = { code: '2823-3^Potassium^LN', value: '4.1', unit: 'mmol/L' };

const hosts = {
  analyzer: {
    macs: ['00:60:19:20:00:50'],
    addresses: [],
    class: 'medical',
    type: 'analyzer',
    manufacturer: 'Roche',
    playedBy: 'ours, written from the HL7 specification; ISC dhclient',
    lease: {
      address: '10.20.0.102',
      dress: { hostname: 'cobas-pro-1', vendorClass: 'Roche cobas pro', asksFor: [...EMBEDDED, 'domain-name'] },
    },
  },
  haematology: {
    macs: ['00:06:6b:20:00:56'],
    addresses: ['10.20.0.56'],
    class: 'medical',
    type: 'analyzer',
    manufacturer: 'Sysmex',
    model: 'XN-1000',
    software: '00-24',
    playedBy: 'ours, written from LIS02-A2',
  },
  meter: {
    macs: ['00:80:a3:20:00:57'],
    addresses: ['10.20.0.57'],
    class: 'medical',
    type: 'glucose-meter',
    manufacturer: 'Nova Biomedical',
    model: 'StatStrip',
    serial: '0600104217',
    software: '3.10.8.0',
    playedBy: 'ours, written from POCT1-A2',
  },
  lis: {
    macs: ['14:76:49:20:00:18'],
    addresses: ['10.20.0.18'],
    class: 'clinical-it',
    type: 'lis',
    manufacturer: 'Hewlett Packard Enterprise',
    playedBy: 'ours, written from LIS02-A2, POCT1-A2 and the HL7 specification',
  },
} as const satisfies Cast;

/** Model, version, serial number and code, as its maker writes H-5. */
const HAEMATOLOGY = `${hosts.haematology.model}^${hosts.haematology.software}^30111^^^^AX341122`;

const meter: PoctDress = {
  id: 'SS-0600104217',
  vendor: 'NOVABIO',
  manufacturer: 'Nova Biomedical',
  model: hosts.meter.model,
  serial: hosts.meter.serial,
  software: hosts.meter.software,
};

async function prepare({ at }: Stage): Promise<void> {
  await Promise.all([startAstmHost(at('lis')), startPoctManager(at('lis'))]);
}

async function play({ truth, at }: Stage): Promise<void> {
  const sampled = somePatients(2, 7);
  await send(truth, at('analyzer'), at('engine'), {
    messages: sampled.map((patient, index) =>
      results(LABORATORY, `LAB${index}`, patient, [GLUCOSE, POTASSIUM], ANALYZER),
    ),
    route: LABORATORY,
    patients: 7,
    verbs: { 'ORU^R01': 7 },
    categories: ['patient-identity', 'observation'],
    equipment: ANALYZER,
  });
  await send(truth, at('engine'), at('adt'), {
    messages: sampled
      .slice(0, 5)
      .map((patient, index) => results(FORWARDED, `FWD${index}`, patient, [GLUCOSE], ANALYZER)),
    route: FORWARDED,
    patients: 5,
    verbs: { 'ORU^R01': 5 },
    categories: ['patient-identity', 'observation'],
  });
  await sendResults(truth, at('haematology'), at('lis'), HAEMATOLOGY, somePatients(24, 4));
  await reportGlucose(truth, at('meter'), at('lis'), meter, somePatients(28, 3));
  await send(truth, at('lis'), at('engine'), {
    messages: somePatients(28, 3).map((patient, index) =>
      results(RELEASED, `REL${index}`, patient, [GLUCOSE], `STATSTRIP3^NOVA`),
    ),
    route: RELEASED,
    patients: 3,
    verbs: { 'ORU^R01': 3 },
    categories: ['patient-identity', 'observation'],
    equipment: 'STATSTRIP3^NOVA',
  });
}

export const scene: Scene = {
  story: 'Samples are measured, and the results reach the record.',
  needs: ['it', 'records'],
  hosts,
  prepare,
  play,
};
