/** DICOM objects for the modalities to send: small pictures of nobody, written by DCMTK's dump2dcm. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Patient } from '../patients.ts';
import { run } from '../process.ts';

/** What a modality writes about itself into every object. */
export interface Equipment {
  readonly modality: 'CT' | 'MR' | 'US';
  readonly manufacturer: string;
  readonly model: string;
  readonly serial: string;
  readonly software: string;
  readonly station: string;
  readonly institution: string;
}

/** @see DICOM PS3.4 B.5 */
export const STORAGE: Readonly<Record<Equipment['modality'], string>> = {
  CT: '1.2.840.10008.5.1.4.1.1.2',
  MR: '1.2.840.10008.5.1.4.1.1.4',
  US: '1.2.840.10008.5.1.4.1.1.6.1',
};

/** A root of our own under which no two labs differ, made from a UUID. @see DICOM PS3.5 B.2 */
const ROOT = '2.25.20477033316840138';
const SIZE = 64;

export type Encoding = 'implicit' | 'explicit' | 'jpeg';

/** Writes `count` images of one study of one patient; returns their files. */
export async function makeStudy(
  folder: string,
  equipment: Equipment,
  patient: Patient,
  study: number,
  count: number,
  encoding: Encoding,
): Promise<string[]> {
  const files: string[] = [];
  for (let image = 1; image <= count; image++) {
    const stem = join(folder, `${equipment.modality.toLowerCase()}-${study}-${image}`);
    writeFileSync(`${stem}.raw`, picture(equipment.modality === 'US', study + image));
    writeFileSync(`${stem}.dump`, dump(equipment, patient, study, image, `${stem}.raw`), 'latin1');
    const plain = encoding === 'implicit' ? '+ti' : '+te';
    await run(['dump2dcm', plain, '+E', '-q', `${stem}.dump`, `${stem}.dcm`]);
    if (encoding === 'jpeg') await run(['dcmcjpeg', '-q', '+eb', '+un', `${stem}.dcm`, `${stem}.dcm`]);
    files.push(`${stem}.dcm`);
  }
  return files;
}

function dump(equipment: Equipment, patient: Patient, study: number, image: number, pixels: string): string {
  const { modality } = equipment;
  const uid = `${ROOT}.${study}`;
  const color = modality === 'US';
  return `(0008,0005) CS [ISO_IR 100]
(0008,0008) CS [ORIGINAL\\PRIMARY]
(0008,0016) UI [${STORAGE[modality]}]
(0008,0018) UI [${uid}.1.${image}]
(0008,0020) DA [20260302]
(0008,0030) TM [081500]
(0008,0050) SH [ACC${study}]
(0008,0060) CS [${modality}]
(0008,0070) LO [${equipment.manufacturer}]
(0008,0080) LO [${equipment.institution}]
(0008,0090) PN [MEYER^DR]
(0008,1010) SH [${equipment.station}]
(0008,1030) LO [${patient.note}]
(0008,1090) LO [${equipment.model}]
(0010,0010) PN [${patient.family}^${patient.given}]
(0010,0020) LO [${patient.id}]
(0010,0030) DA [${patient.birth}]
(0010,0040) CS [${patient.sex}]
(0010,1040) LO [${patient.street}]
(0010,2154) SH [${patient.phone}]
(0018,1000) LO [${equipment.serial}]
(0018,1020) LO [${equipment.software}]
(0020,000d) UI [${uid}]
(0020,000e) UI [${uid}.1]
(0020,0010) SH [${study}]
(0020,0011) IS [1]
(0020,0013) IS [${image}]
(0028,0002) US ${color ? 3 : 1}
(0028,0004) CS [${color ? 'RGB' : 'MONOCHROME2'}]
${color ? '(0028,0006) US 0\n' : ''}(0028,0010) US ${SIZE}
(0028,0011) US ${SIZE}
(0028,0100) US ${color ? 8 : 16}
(0028,0101) US ${color ? 8 : 12}
(0028,0102) US ${color ? 7 : 11}
(0028,0103) US 0
(7fe0,0010) ${color ? 'OB' : 'OW'} =${pixels}
`;
}

/** Rings, different ones for each image. */
function picture(color: boolean, seed: number): Uint8Array {
  const bytes = new Uint8Array(SIZE * SIZE * (color ? 3 : 2));
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < SIZE * SIZE; at++) {
    const distance = Math.hypot((at % SIZE) - SIZE / 2, Math.floor(at / SIZE) - SIZE / 2);
    const shade = Math.round(127 + 120 * Math.sin(distance / (2 + (seed % 5))));
    if (color) bytes.fill(shade, at * 3, at * 3 + 3);
    else view.setUint16(at * 2, shade * 16, true);
  }
  return bytes;
}
