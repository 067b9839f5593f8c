/** Records: admissions reach the interface engine, and rounds are made with a tablet's application over FHIR. */
import { somePatients } from '../patients.ts';
import type { Cast } from '../cast.ts';
import type { Scene } from '../scene.ts';
import { FhirClient, startFhir } from '../software/fhir.ts';
import { send, startReceiver } from '../software/hl7.ts';
import { admission } from '../software/hl7-messages.ts';
import { ADMISSIONS } from '../software/hl7-routes.ts';
import type { Stage } from '../stage.ts';

const TABLET = 'HartleyRounds/3.2 (FHIR R4)';

const hosts = {
  engine: {
    macs: ['14:76:49:20:00:12'],
    addresses: ['10.20.0.12'],
    class: 'clinical-it',
    type: 'interface-engine',
    manufacturer: 'Hewlett Packard Enterprise',
    playedBy: 'ours, written from the HL7 specification',
  },
  fhir: {
    macs: ['10:65:30:20:00:13'],
    addresses: ['10.20.0.13'],
    class: 'clinical-it',
    type: 'fhir-server',
    manufacturer: 'Dell',
    playedBy: 'ours, written from the FHIR R4 specification',
  },
  adt: {
    macs: ['10:65:30:20:00:14'],
    addresses: ['10.20.0.14'],
    class: 'clinical-it',
    type: 'ehr',
    manufacturer: 'Dell',
    playedBy: 'ours, written from the HL7 specification',
  },
} as const satisfies Cast;

async function prepare(stage: Stage): Promise<void> {
  await Promise.all([
    startReceiver(stage.at('engine')),
    startReceiver(stage.at('adt')),
    startFhir(stage.at('fhir'), somePatients(20, 8), [
      { id: 'dev-1', manufacturer: 'ICU Medical', model: 'Plum 360', serial: '117' },
      { id: 'dev-2', manufacturer: 'Baxter', model: 'Spectrum IQ', serial: '20411' },
    ]),
  ]);
}

async function play(stage: Stage): Promise<void> {
  const arrivals = somePatients(0, 12);
  await send(stage.truth, stage.at('adt'), stage.at('engine'), {
    messages: [
      ...arrivals.map((patient, index) => admission(ADMISSIONS, 'A01', `ADT${index}`, patient)),
      ...arrivals.slice(0, 5).map((patient, index) => admission(ADMISSIONS, 'A08', `UPD${index}`, patient)),
      ...arrivals.slice(0, 2).map((patient, index) => admission(ADMISSIONS, 'A03', `DIS${index}`, patient)),
    ],
    route: ADMISSIONS,
    patients: 12,
    verbs: { 'ADT^A01': 12, 'ADT^A08': 5, 'ADT^A03': 2 },
    categories: ['patient-identity'],
  });
  await makeRounds(stage);
}

async function makeRounds({ truth, at }: Stage): Promise<void> {
  const tablet = new FhirClient(truth, at('ward'), at('fhir'), TABLET);
  await tablet.readMetadata();
  await tablet.readDevices();
  await tablet.listPatients(8);
  for (const patient of somePatients(20, 3)) {
    await tablet.findPatient(patient);
    await tablet.record(patient, '8867-4', 'Heart rate', 72, '/min');
  }
  for (const patient of somePatients(20, 2)) await tablet.readObservations(patient);
}

export const scene: Scene = {
  story: 'Twelve patients are admitted, and some are seen on rounds.',
  needs: ['it'],
  hosts,
  prepare,
  play,
};
