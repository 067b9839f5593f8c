import { inspect } from 'node:util';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { Conversation, type Lost } from '../../conversation.ts';
import type { Side } from '../../dissector.ts';
import { explicit, image } from '../dicom.samples.ts';
import { type AnyHttpEvent, http } from '../http.ts';
import { message } from '../http.samples.ts';

type Turn = readonly [Side, Uint8Array];

/** What FHIR and DICOMweb say in a conversation. */
function read(...turns: readonly Turn[]): (AnyHttpEvent | Lost)[] {
  const events: (AnyHttpEvent | Lost)[] = [];
  const talk = new Conversation(http, (event) => {
    if (event.protocol !== 'http') events.push(event);
  });
  for (const [side, bytes] of turns) talk.data(side, bytes);
  return events;
}

const FHIR = 'application/fhir+json; charset=utf-8';
const asks = (line: string, ...fields: readonly string[]): Turn => [
  'originator',
  message([`${line} HTTP/1.1`, ...fields]),
];
const body = (first: string, type: string, bytes: Uint8Array, ...more: readonly string[]): Buffer =>
  Buffer.concat([message([first, `Content-Type: ${type}`, `Content-Length: ${bytes.length}`, ...more]), bytes]);
const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));
const answers = (value: unknown, type = FHIR): Turn => ['responder', body('HTTP/1.1 200 OK', type, json(value))];
const sends = (line: string, value: unknown): Turn => ['originator', body(`${line} HTTP/1.1`, FHIR, json(value))];

const JANE = { resourceType: 'Patient', id: 'p7', name: [{ family: 'DOE', given: ['JANE'] }], birthDate: '1970-01-01' };
const VALUE = { resourceType: 'Observation', subject: { reference: 'Patient/p7' }, valueQuantity: { value: 4711 } };
const bundle = (...resources: readonly unknown[]) => ({
  resourceType: 'Bundle',
  entry: resources.map((resource) => ({ resource })),
});

/** How many different patients events name. */
function patients(events: readonly (AnyHttpEvent | Lost)[]): number {
  const key = new Uint8Array(32);
  const named = events.flatMap((event) => {
    if (event.kind !== 'content') return 'patient' in event ? [event.patient] : [];
    if (event.protocol === 'sdc') return [event.patient];
    return event.protocol === 'fhir'
      ? event.resources.map((each) => each.patient)
      : event.objects.map((each) => each.patient);
  });
  return new Set(named.flatMap((patient) => patient?.hash(key) ?? [])).size;
}

test('a read tells what was asked, what came back, and one patient for all of it', () => {
  const events = read(
    asks('GET /fhir/Patient/p7'),
    answers(JANE),
    asks('GET /fhir/Observation?subject=Patient/p7&code=x'),
    answers(bundle(VALUE, { ...VALUE, subject: { reference: 'http://emr/fhir/Patient/p7' } })),
  );
  expect(events).toMatchObject([
    { kind: 'request', verb: 'GET Patient', fields: ['Patient.id'] },
    { kind: 'answer', verb: undefined },
    { resources: [{ type: 'Patient', category: 'patient-identity', fields: ['Patient.name', 'Patient.birthDate'] }] },
    { kind: 'request', verb: 'GET Observation', fields: ['Patient.id'] },
    { kind: 'answer' },
    { resources: [{ fields: ['Observation.subject', 'Observation.value[x]'] }, { category: 'observation' }] },
  ]);
  expect(patients(events)).toBe(1);
});

test('nothing of a patient shows in an event', () => {
  const events = read(asks('GET /fhir/Patient?name=DOE&identifier=mrn|4711&_id=p7'), answers(bundle(JANE, VALUE)));
  expect(events[0]).toMatchObject({ fields: ['Patient.name', 'Patient.identifier', 'Patient.id'] });
  const said = inspect(events, { depth: 9 }) + JSON.stringify(events);
  for (const value of ['DOE', 'JANE', '1970', '4711', 'p7']) expect(said).not.toContain(value);
});

test('a server is recognised by what it answers where the URL says little', () => {
  const events = read(asks('GET /api/Patient/p7'), answers(JANE, 'application/json'));
  expect(events).toMatchObject([{ kind: 'answer', verb: 'GET Patient' }, { kind: 'content' }]);
  expect(read(asks('GET /api/Patient/p7'), answers({ patient: 'DOE' }, 'application/json'))).toEqual([]);
});

test('a patient who is created is one with the id that the server gives', () => {
  const { id: _, ...unnamed } = JANE;
  const created = message([
    'HTTP/1.1 201 Created',
    'Location: http://emr/fhir/Patient/p7/_history/1',
    'Content-Length: 0',
  ]);
  expect(
    patients(
      read(sends('POST /fhir/Patient', unnamed), ['responder', created], sends('POST /fhir/Observation', VALUE)),
    ),
  ).toBe(1);
});

test('resources of a transaction refer to one another', () => {
  const entry = [
    { fullUrl: 'urn:uuid:1', resource: { resourceType: 'Patient', identifier: [{ system: 'mrn', value: '4711' }] } },
    { fullUrl: 'urn:uuid:2', resource: { ...VALUE, subject: { reference: 'urn:uuid:1' } } },
  ];
  expect(patients(read(sends('POST /fhir', { resourceType: 'Bundle', entry })))).toBe(1);
});

test('a capability statement names the software of its server', () => {
  const statement = { resourceType: 'CapabilityStatement', software: { name: 'HAPI FHIR Server', version: '6.8.0' } };
  expect(read(asks('GET /fhir/metadata'), answers(statement)).at(-1)).toMatchObject({
    software: { name: 'HAPI FHIR Server', version: '6.8.0' },
    resources: [],
  });
});

test.each([
  ['gzip', gzipSync(json(JANE)), ['Patient.name', 'Patient.birthDate']],
  ['gzip', Buffer.from('no gzip'), ['Patient.id']],
  ['br', json(JANE), ['Patient.id']],
  ['identity', Buffer.from('{"resourceType":'), ['Patient.id']],
])('of a body in coding %s what can be told is told', (coding, bytes, fields) => {
  const answer: Turn = ['responder', body('HTTP/1.1 200 OK', FHIR, bytes, `Content-Encoding: ${coding}`)];
  expect(read(asks('GET /fhir/Patient/p7'), answer).at(-1)).toMatchObject({ resources: [{ fields }] });
});

test('bundles in bundles end', () => {
  let nested: unknown = JANE;
  for (let depth = 0; depth < 1000; depth++) nested = bundle(nested);
  expect(read(asks('GET /fhir'), answers(nested)).at(-1)).toMatchObject({ kind: 'content', resources: [] });
});

test.each([
  ['QIDO-RS', 'GET /dicom-web/studies?PatientID=4711', ['(0010,0020)']],
  ['WADO-RS', 'GET /rs/studies/1.2.3.4/series/1.2.3.5/instances/1.2.3.6', []],
  ['WADO-URI', 'GET /wado?requestType=WADO&studyUID=1.2', []],
  ['STOW-RS', 'POST /dicom-web/studies', []],
  ['UPS-RS', 'GET /dicom-web/workitems', []],
])('%s is recognised in %s', (service, line, fields) => {
  expect(read(asks(line))).toMatchObject([{ protocol: 'dicomweb', service, fields }]);
});

test('studies of another kind are no DICOMweb', () => {
  expect(read(asks('GET /university/studies'))).toEqual([]);
});

test('answers in the DICOM JSON model tell which elements name whom', () => {
  const study = {
    '00100010': { vr: 'PN', Value: [{ Alphabetic: 'DOE^JANE' }] },
    '00100020': { vr: 'LO', Value: ['4711'] },
  };
  const events = read(asks('GET /dicom-web/studies?PatientID=4711'), answers([study, study], 'application/dicom+json'));
  expect(events.at(-1)).toMatchObject({ objects: [{ fields: ['(0010,0010)', '(0010,0020)'] }, {}] });
  expect(patients(events)).toBe(1);
  expect(inspect(events, { depth: 9 })).not.toMatch(/DOE|4711/);
});

test('an object that is stored in parts tells its equipment and its patient', () => {
  const meta = explicit(0x00020010, 'UI', '1.2.840.10008.1.2.1\0');
  const file = Buffer.concat([Buffer.alloc(128), Buffer.from('DICM'), meta, image(explicit)]);
  const parts = Buffer.concat([
    Buffer.from('--b\r\nContent-Type: application/dicom\r\n\r\n'),
    file,
    Buffer.from('\r\n--b--'),
  ]);
  const type = 'multipart/related; type="application/dicom"; boundary=b';
  const events = read(['originator', body('POST /dicom-web/studies HTTP/1.1', type, parts)]);
  expect(events.at(-1)).toMatchObject({
    service: 'STOW-RS',
    objects: [{ equipment: { manufacturer: 'Vendor GmbH', serial: 'SN-42' } }],
  });
  expect(patients(events)).toBe(1);
});
