/** Imaging: modalities ask who is due and send what they made; the reading room looks studies up and has one sent. */
import { INSTITUTION } from '../hartley.ts';
import { somePatients } from '../patients.ts';
import type { Cast } from '../cast.ts';
import type { Scene } from '../scene.ts';
import { askTime } from '../software/chrony.ts';
import {
  askWorklist,
  echo,
  findStudies,
  moveStudy,
  type Station,
  startStorage,
  startWorklist,
  store,
} from '../software/dcmtk.ts';
import { type Encoding, type Equipment, makeStudy, STORAGE } from '../software/dicom-objects.ts';
import { readDicomWeb, startOrthanc } from '../software/orthanc.ts';
import { WINDOWS } from '../software/dhcp-options.ts';
import type { Stage } from '../stage.ts';

const VIEWER = 'HartleyViewer/8.1';
const STUDY_ROOT = '2.25.20477033316840138';

const hosts = {
  pacs: {
    macs: ['14:76:49:20:00:10'],
    addresses: ['10.20.0.10'],
    class: 'clinical-it',
    type: 'pacs',
    manufacturer: 'Hewlett Packard Enterprise',
    playedBy: 'Orthanc',
  },
  ris: {
    macs: ['14:76:49:20:00:11'],
    addresses: ['10.20.0.11'],
    class: 'clinical-it',
    type: 'modality-worklist',
    manufacturer: 'Hewlett Packard Enterprise',
    playedBy: 'DCMTK wlmscpfs',
  },
  reading: {
    macs: ['84:69:93:20:00:40'],
    addresses: ['10.20.0.40'],
    class: 'clinical-it',
    type: 'dicom-workstation',
    manufacturer: 'HP',
    playedBy: 'DCMTK, curl',
  },
  ct: {
    macs: ['44:4b:5d:20:00:31'],
    addresses: ['10.20.0.31'],
    class: 'medical',
    type: 'ct',
    manufacturer: 'GE',
    model: 'Revolution CT',
    serial: 'REV0471193',
    software: 'revo_ct_22bc.60',
    playedBy: 'DCMTK',
  },
  mr: {
    macs: ['88:4b:39:20:00:32', '88:4b:39:20:00:33'],
    addresses: ['10.20.0.32', '10.20.0.132'],
    class: 'medical',
    type: 'mr',
    manufacturer: 'Siemens',
    model: 'MAGNETOM Vida',
    serial: '175632',
    software: 'syngo MR XA50',
    playedBy: 'DCMTK',
  },
  us: {
    macs: ['00:09:5c:20:00:35'],
    addresses: [],
    class: 'medical',
    type: 'ultrasound',
    manufacturer: 'Philips',
    model: 'EPIQ 7C',
    serial: 'US319B0422',
    software: 'EPIQ 7C_9.0.3',
    playedBy: 'DCMTK, ISC dhclient',
    lease: {
      address: '10.20.0.101',
      dress: { hostname: 'EPIQ7C-ECHOLAB2', vendorClass: 'Philips EPIQ', asksFor: WINDOWS.slice(0, 8) },
    },
  },
} as const satisfies Cast;

const equipment = {
  ct: {
    modality: 'CT',
    manufacturer: 'GE MEDICAL SYSTEMS',
    model: hosts.ct.model,
    serial: hosts.ct.serial,
    software: hosts.ct.software,
    station: 'CTBAY1',
    institution: INSTITUTION,
  },
  mr: {
    modality: 'MR',
    manufacturer: 'SIEMENS',
    model: hosts.mr.model,
    serial: hosts.mr.serial,
    software: hosts.mr.software,
    station: 'MRC175632',
    institution: INSTITUTION,
  },
  us: {
    modality: 'US',
    manufacturer: 'Philips Medical Systems',
    model: hosts.us.model,
    serial: hosts.us.serial,
    software: hosts.us.software,
    station: 'ECHOLAB2',
    institution: INSTITUTION,
  },
} as const satisfies Readonly<Record<string, Equipment>>;

type Stations = Readonly<Record<'ct' | 'mr' | 'us' | 'pacs' | 'ris' | 'reading' | 'readingMove', Station>>;

function stationsOn(stage: Stage): Stations {
  const station = (name: string, title: string, port: number): Station => ({ host: stage.at(name), title, port });
  return {
    ct: station('ct', 'CT01', 104),
    mr: station('mr', 'MR01', 104),
    us: station('us', 'US01', 104),
    pacs: station('pacs', 'PACS01', 104),
    ris: station('ris', 'RISWL', 104),
    reading: station('reading', 'READ01', 11112),
    readingMove: station('reading', 'READ01', 11113),
  };
}

async function prepare(stage: Stage): Promise<void> {
  const { pacs, ris, reading, readingMove } = stationsOn(stage);
  await Promise.all([
    startOrthanc(pacs, [readingMove]),
    startWorklist(ris, { CT: somePatients(0, 3), MR: somePatients(3, 2), US: somePatients(5, 1) }),
    startStorage(reading),
  ]);
}

async function play(stage: Stage): Promise<void> {
  const stations = stationsOn(stage);
  for (const { host } of [stations.pacs, stations.ct]) await askTime(stage.truth, host, stage.at('core'));
  await image(stage, stations);
  await read(stage, stations);
}

/** The modalities ask who is due, and send what they made. */
async function image(stage: Stage, { ct, mr, us, pacs, ris, reading }: Stations): Promise<void> {
  const { truth } = stage;
  const study = async (who: 'ct' | 'mr' | 'us', number: number, patient: number, count: number, encoding: Encoding) => {
    const [of] = somePatients(patient, 1);
    if (of === undefined) throw new Error('no patient');
    return await makeStudy(stage.folder, equipment[who], of, number, count, encoding);
  };
  for (const modality of [ct, mr, us]) await echo(truth, modality, pacs);
  await askWorklist(truth, ct, ris, 'CT', somePatients(0, 3));
  await askWorklist(truth, mr, ris, 'MR', somePatients(3, 2));
  await askWorklist(truth, us, ris, 'US', somePatients(5, 1));

  const ctFiles = [
    await study('ct', 1, 0, 6, 'implicit'),
    await study('ct', 2, 1, 4, 'implicit'),
    await study('ct', 3, 2, 2, 'implicit'),
  ];
  await store(truth, ct, pacs, equipment.ct, {
    files: ctFiles.slice(0, 2).flat(),
    patients: 2,
    encoding: 'implicit',
  });
  await store(truth, ct, pacs, equipment.ct, { files: ctFiles.slice(2).flat(), patients: 1, encoding: 'implicit' });
  const mrFiles = [await study('mr', 4, 3, 5, 'explicit'), await study('mr', 5, 4, 3, 'explicit')];
  await store(truth, mr, pacs, equipment.mr, { files: mrFiles.flat(), patients: 2, encoding: 'explicit' });
  const usFiles = await study('us', 6, 5, 4, 'jpeg');
  await store(truth, us, pacs, equipment.us, { files: usFiles, patients: 1, encoding: 'jpeg' });
  // The scanner's second interface leads to the reading room alone.
  await mr.host.run(['ip', 'route', 'add', `${reading.host.address}/32`, 'dev', 'eth1', 'src', hosts.mr.addresses[1]]);
  await echo(truth, mr, reading);
  await store(truth, mr, reading, equipment.mr, {
    files: mrFiles.slice(1).flat(),
    patients: 1,
    encoding: 'explicit',
  });
}

/** The reading room looks studies up and has one sent. */
async function read({ truth }: Stage, { pacs, reading, readingMove }: Stations): Promise<void> {
  const [first, second] = somePatients(0, 2);
  if (first === undefined || second === undefined) throw new Error('no patients');
  await findStudies(truth, reading, pacs, first, 1);
  await findStudies(truth, reading, pacs, second, 1);
  const study = { uid: `${STUDY_ROOT}.1`, images: 6, sopClass: STORAGE.CT };
  await moveStudy(truth, readingMove, pacs, first, study);
  await readDicomWeb(truth, reading.host, pacs.host, VIEWER, second, {
    uid: `${STUDY_ROOT}.2`,
    images: 4,
  });
}

export const scene: Scene = {
  story: 'Six patients are imaged on three modalities; the archive keeps, and the reading room looks.',
  needs: ['it'],
  hosts,
  prepare,
  play,
};
