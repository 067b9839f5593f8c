import { expect, test } from 'vitest';
import { Conversation } from '../../dissect/conversation.ts';
import type { Side } from '../../dissect/dissector.ts';
import { dicom, type DicomEvent } from '../../dissect/protocols/dicom.ts';
import * as samples from '../../dissect/protocols/dicom.samples.ts';
import { facts } from '../notes.samples.ts';
import { observeDicom } from './dicom.ts';

function observed(...turns: readonly (readonly [Side, Uint8Array])[]): readonly string[] {
  const events: DicomEvent[] = [];
  const talk = new Conversation(dicom, (event) => event.kind !== 'lost' && events.push(event));
  for (const [side, bytes] of turns) talk.data(side, bytes);
  return facts(observeDicom, ...events);
}

const WORKLIST = '1.2.840.10008.5.1.4.31';

test('an association tells both titles and who asks for what', () => {
  expect(observed(['originator', samples.request()])).toEqual([
    'sender dicom-ae-title CT01',
    'receiver dicom-ae-title PACS',
    'sender dicom-implementation-uid 1.2.276.0.7230010.3.0.3.6.7',
    'sender dicom-implementation-version OFFIS_DCMTK_367',
    'sender is dicom-scu',
    `sender dicom-sop-class ${samples.CT_STORAGE}`,
    `sender dicom-sop-class ${samples.VERIFICATION}`,
  ]);
});

test('an answer tells what is granted, and repeats no title', () => {
  expect(observed(['originator', samples.request()], ['responder', samples.accept()]).slice(7)).toEqual([
    'sender dicom-implementation-uid 1.2.826.0.1.3680043.1',
    'sender dicom-implementation-version ARCHIVE_1',
    'sender is dicom-scp',
    `sender dicom-sop-class ${samples.CT_STORAGE}`,
  ]);
});

test('a stored image tells the scanner, the patient and that it is an image', () => {
  const said = observed(
    ['originator', samples.request()],
    ['originator', samples.store(samples.image(samples.explicit))],
  );
  expect(said).toContain('does C-STORE');
  expect(said).toContain('sender is dicom-store-scu');
  expect(said).toContain('sender dicom-manufacturer Vendor GmbH');
  expect(said).toContain('sender dicom-serial SN-42');
  expect(said.slice(-2)).toEqual([
    'data patient-identity (0008,0050) (0010,0010) (0010,0020) (0010,0021) (0010,0030)',
    'data imaging (0008,0018)',
  ]);
});

test('what is found in a worklist is a schedule, and nobody’s equipment', () => {
  const found = samples.data('command', samples.command(0x8020, WORKLIST, true, samples.status(0xff00)));
  const said = observed(['responder', Buffer.concat([found, samples.data('data', samples.image(samples.implicit))])]);
  expect(said).toContain('data schedule (0040,0100)');
  expect(said).toContain('sender is dicom-worklist-scp');
  expect(said.some((line) => line.includes('dicom-manufacturer'))).toBe(false);
});

const MPPS = '1.2.840.10008.3.1.2.3.3';
const COMMITMENT = '1.2.840.10008.1.20.1';
const FILM = '1.2.840.10008.5.1.1.4';

test('a performed step tells the modality, and of which patient it was', () => {
  const created = samples.data('command', samples.command(0x0140, MPPS, true));
  const said = observed([
    'originator',
    Buffer.concat([created, samples.data('data', samples.image(samples.implicit))]),
  ]);
  expect(said).toContain('does N-CREATE');
  expect(said).toContain('sender is dicom-mpps-scu');
  expect(said).toContain('sender dicom-model Scanner 3000');
  expect(said.at(-1)).toBe('data administrative (0040,0252)');
});

test.each([
  ['N-ACTION', 0x0130, COMMITMENT, 'sender is dicom-commitment-scu', 'receiver is dicom-commitment-scp'],
  ['N-EVENT-REPORT', 0x0100, COMMITMENT, 'receiver is dicom-commitment-scu', 'sender is dicom-commitment-scp'],
  ['N-SET', 0x0120, FILM, 'sender is dicom-print-scu', 'receiver is dicom-print-scp'],
  ['C-GET', 0x0010, '1.2.840.10008.5.1.4.1.2.2.3', 'sender is dicom-retrieve-scu', 'receiver is dicom-retrieve-scp'],
])('%s tells who commits, prints or retrieves for whom', (name, field, sopClass, user, provider) => {
  const said = observed(['originator', samples.data('command', samples.command(field, sopClass, false))]);
  expect(said).toContain(`does ${name}`);
  expect(said).toContain(user);
  expect(said).toContain(provider);
});

test('images that a C-GET brings come from the archive, which did not make them', () => {
  const said = observed(
    ['originator', samples.request()],
    ['responder', samples.accept()],
    ['originator', samples.data('command', samples.command(0x0010, '1.2.840.10008.5.1.4.1.2.2.3', false))],
    ['responder', samples.store(samples.image(samples.explicit))],
  );
  expect(said).toContain('data imaging (0008,0018)');
  expect(said.some((line) => line.includes('dicom-manufacturer'))).toBe(false);
});
