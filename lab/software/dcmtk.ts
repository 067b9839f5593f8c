/**
 * DCMTK's clients and worklist server: modalities that send, workstations that ask.
 *
 * Each call is one association, and so one conversation; what it wrote into the truth follows from its arguments.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Host } from '../host.ts';
import type { Patient } from '../patients.ts';
import { run } from '../process.ts';
import { plays, tells, type Truth } from '../truth.ts';
import { type Encoding, type Equipment, STORAGE } from './dicom-objects.ts';

/** Somebody's name and port in DICOM. */
export interface Station {
  readonly host: Host;
  readonly title: string;
  readonly port: number;
}

/** DCMTK 3.6.7, as Debian 12 has it; Orthanc is built on the same library. */
const IMPLEMENTATION = {
  'dicom-implementation-uid': '1.2.276.0.7230010.3.0.3.6.7',
  'dicom-implementation-version': 'OFFIS_DCMTK_367',
};
const VERIFICATION = '1.2.840.10008.1.1';
const WORKLIST_FIND = '1.2.840.10008.5.1.4.31';
const STUDY_FIND = '1.2.840.10008.5.1.4.1.2.2.1';
const STUDY_MOVE = '1.2.840.10008.5.1.4.1.2.2.2';

/** Notes what any association tells of its two ends. */
export function noteAssociation(client: Station, server: Station, sopClass: string): void {
  for (const [{ host, title }, role] of [
    [client, 'dicom-scu'],
    [server, 'dicom-scp'],
  ] as const) {
    tells(host.truth, 'dicom', { 'dicom-ae-title': title, ...IMPLEMENTATION });
    plays(host.truth, role);
  }
  tells(client.host.truth, 'dicom', { 'dicom-sop-class': sopClass });
}

export async function echo(truth: Truth, client: Station, server: Station): Promise<void> {
  await client.host.run(['echoscu', ...ends(client, server)]);
  noteAssociation(client, server, VERIFICATION);
  const actions = [{ verb: 'C-ECHO', count: 1 }];
  truth.flow(client.host.name, server.host.name, server.port, 'tcp', 'dicom', { actions });
}

/** Sends images; `patients` is how many different ones they are of. */
export async function store(
  truth: Truth,
  client: Station,
  server: Station,
  equipment: Equipment,
  images: { readonly files: readonly string[]; readonly patients: number; readonly encoding: Encoding },
): Promise<void> {
  const proposed = { implicit: '-xi', explicit: '-xe', jpeg: '-xy' }[images.encoding];
  await client.host.run(['storescu', '-R', proposed, ...ends(client, server), ...images.files]);
  noteAssociation(client, server, STORAGE[equipment.modality]);
  noteEquipment(client.host, equipment);
  const counts = { items: images.files.length, patients: images.patients };
  truth.flow(client.host.name, server.host.name, server.port, 'tcp', 'dicom', {
    patients: images.patients,
    data: [
      { category: 'patient-identity', ...counts },
      { category: 'imaging', ...counts },
    ],
    actions: [{ verb: 'C-STORE', count: images.files.length }],
  });
}

function noteEquipment(host: Host, equipment: Equipment): void {
  tells(host.truth, 'dicom', {
    'dicom-manufacturer': equipment.manufacturer,
    'dicom-model': equipment.model,
    'dicom-serial': equipment.serial,
    'dicom-software': equipment.software,
    'dicom-station': equipment.station,
    'dicom-institution': equipment.institution,
  });
}

/** Asks the worklist server for the patients who are due at a modality; `due` is who they are. */
export async function askWorklist(
  truth: Truth,
  client: Station,
  server: Station,
  modality: string,
  due: readonly Patient[],
): Promise<void> {
  const keys = [
    'PatientName',
    'PatientID',
    'PatientBirthDate',
    `ScheduledProcedureStepSequence[0].Modality=${modality}`,
  ];
  await client.host.run(['findscu', '-W', ...ends(client, server), ...keys.flatMap((key) => ['-k', key])]);
  noteAssociation(client, server, WORKLIST_FIND);
  truth.flow(client.host.name, server.host.name, server.port, 'tcp', 'dicom', {
    patients: due.length,
    data: [{ category: 'patient-identity', items: due.length, patients: due.length }],
    actions: [{ verb: 'C-FIND', count: 1 }],
  });
}

/** Asks the archive for one patient's studies, of which it has `found`. */
export async function findStudies(
  truth: Truth,
  client: Station,
  server: Station,
  patient: Patient,
  found: number,
): Promise<void> {
  const keys = [
    'QueryRetrieveLevel=STUDY',
    `PatientID=${patient.id}`,
    'PatientName',
    'StudyInstanceUID',
    'StudyDescription',
  ];
  await client.host.run(['findscu', '-S', ...ends(client, server), ...keys.flatMap((key) => ['-k', key])]);
  noteAssociation(client, server, STUDY_FIND);
  truth.flow(client.host.name, server.host.name, server.port, 'tcp', 'dicom', {
    patients: 1,
    data: [{ category: 'patient-identity', items: 1 + found, patients: 1 }],
    actions: [{ verb: 'C-FIND', count: 1 }],
  });
}

/** Has the archive send one patient's `images` images of one study to `client`, who listens at its own port. */
export async function moveStudy(
  truth: Truth,
  client: Station,
  server: Station,
  patient: Patient,
  study: { readonly uid: string; readonly images: number; readonly sopClass: string },
): Promise<void> {
  const keys = ['QueryRetrieveLevel=STUDY', `PatientID=${patient.id}`, `StudyInstanceUID=${study.uid}`];
  const listen = ['+P', String(client.port), '-aem', client.title, '-od', client.host.folder];
  await client.host.run(['movescu', '-S', ...listen, ...ends(client, server), ...keys.flatMap((key) => ['-k', key])]);
  noteAssociation(client, server, STUDY_MOVE);
  truth.flow(client.host.name, server.host.name, server.port, 'tcp', 'dicom', {
    patients: 1,
    data: [{ category: 'patient-identity', items: 1, patients: 1 }],
    actions: [{ verb: 'C-MOVE', count: 1 }],
  });
  // The archive is the caller of the second association. What its images tell is about the modality that made them.
  noteAssociation(server, client, study.sopClass);
  const counts = { items: study.images, patients: 1 };
  truth.flow(server.host.name, client.host.name, client.port, 'tcp', 'dicom', {
    patients: 1,
    data: [
      { category: 'patient-identity', ...counts },
      { category: 'imaging', ...counts },
    ],
    actions: [{ verb: 'C-STORE', count: study.images }],
  });
}

/** A program that takes whatever images it is sent. */
export async function startStorage({ host, title, port }: Station): Promise<void> {
  const folder = join(host.folder, 'received');
  mkdirSync(folder, { recursive: true });
  host.start(['storescp', '-aet', title, '-od', folder, '-pm', '+B', '-q', String(port)]);
  await host.listening(port);
}

/** Serves a worklist of `due` patients for each modality. */
export async function startWorklist(
  { host, title, port }: Station,
  due: Readonly<Record<string, readonly Patient[]>>,
): Promise<void> {
  const folder = join(host.folder, 'worklists', title);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'lockfile'), '');
  for (const [modality, list] of Object.entries(due)) {
    for (const patient of list) {
      const stem = join(folder, patient.id);
      writeFileSync(`${stem}.dump`, worklistEntry(patient, modality), 'latin1');
      await run(['dump2dcm', '-q', `${stem}.dump`, `${stem}.wl`]);
    }
  }
  host.start(['wlmscpfs', '-q', '-dfp', join(host.folder, 'worklists'), String(port)]);
  await host.listening(port);
}

function worklistEntry(patient: Patient, modality: string): string {
  return `(0008,0005) CS [ISO_IR 100]
(0008,0050) SH [W${patient.id.slice(-3)}]
(0010,0010) PN [${patient.family}^${patient.given}]
(0010,0020) LO [${patient.id}]
(0010,0030) DA [${patient.birth}]
(0010,0040) CS [${patient.sex}]
(0020,000d) UI [2.25.20477033316840138.9.${Number(patient.id.slice(-3))}]
(0032,1060) LO [Examination]
(0040,0100) SQ
(fffe,e000) -
(0008,0060) CS [${modality}]
(0040,0001) AE [${modality}01]
(0040,0002) DA [20260302]
(0040,0003) TM [090000]
(0040,0006) PN [MEYER^DR]
(0040,0007) LO [Examination]
(0040,0009) SH [SPD${patient.id.slice(-3)}]
(fffe,e00d) -
(fffe,e0dd) -
(0040,1001) SH [RP${patient.id.slice(-3)}]
`;
}

function ends(client: Station, server: Station): string[] {
  return ['-aet', client.title, '-aec', server.title, server.host.address, String(server.port)];
}
