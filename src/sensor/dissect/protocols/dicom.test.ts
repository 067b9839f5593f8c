import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { Recognition } from '../recognition.ts';
import { streamDissectors } from '../protocols.ts';
import { Conversation, type Lost } from '../conversation.ts';
import type { Side } from '../dissector.ts';
import { dicom, type DicomEvent } from './dicom.ts';
import {
  accept,
  BIG_ENDIAN,
  bigEndian,
  command,
  counted,
  CT_STORAGE,
  data,
  DEFLATED,
  dialogue,
  echo,
  EXPLICIT,
  explicit,
  image,
  IMPLICIT,
  implicit,
  item,
  pdu,
  release,
  request,
  status,
  store,
  stored,
  VERIFICATION,
} from './dicom.samples.ts';

type Turn = readonly [Side, Uint8Array];

function read(...turns: readonly Turn[]): (DicomEvent | Lost)[] {
  const events: (DicomEvent | Lost)[] = [];
  const talk = new Conversation(dicom, (event) => events.push(event));
  for (const [side, bytes] of turns) talk.data(side, bytes);
  return events;
}

const dataSets = (events: readonly (DicomEvent | Lost)[]) => events.filter((event) => event.kind === 'data-set');
const kinds = (events: readonly (DicomEvent | Lost)[]) => events.map((event) => event.kind);

test('an association tells titles, implementation and what was asked for and granted', () => {
  const [asked, granted] = read(['originator', request()], ['responder', accept()]);
  expect(asked).toMatchObject({
    calledAe: 'PACS',
    callingAe: 'CT01',
    implementationUid: '1.2.276.0.7230010.3.0.3.6.7',
    implementationVersion: 'OFFIS_DCMTK_367',
    maxPdu: 0x4000,
  });
  expect(granted).toMatchObject({
    implementationVersion: 'ARCHIVE_1',
    contexts: [
      { id: 1, sopClass: CT_STORAGE, transferSyntaxes: [EXPLICIT], result: 0 },
      { id: 3, result: 3 },
    ],
  });
});

const EQUIPMENT = {
  modality: 'CT',
  manufacturer: 'Vendor GmbH',
  institution: 'General Hospital',
  station: 'CT01',
  model: 'Scanner 3000',
  serial: 'SN-42',
  software: 'syngo 1.2',
};
const FIELDS = ['(0008,0050)', '(0010,0010)', '(0010,0020)', '(0010,0021)', '(0010,0030)'];

test.each([
  ['implicit little endian', IMPLICIT, implicit],
  ['explicit little endian', EXPLICIT, explicit],
  ['explicit big endian', BIG_ENDIAN, bigEndian],
])('an image in %s tells its equipment and which elements name the patient', (_, syntax, write) => {
  const turns: Turn[] = [
    ['originator', request(syntax)],
    ['responder', accept(syntax)],
    ['originator', store(image(write), 90)],
  ];
  const [agreed] = dataSets(read(...turns));
  expect(agreed).toMatchObject({ equipment: EQUIPMENT, fields: FIELDS, nearness: 'same', unread: undefined });
  expect(dataSets(read(turns[2] ?? ['originator', release]))).toMatchObject([{ equipment: EQUIPMENT, fields: FIELDS }]);
});

test('no patient value shows in an event', () => {
  const said = inspect(read(...dialogue), { depth: 9 }) + JSON.stringify(read(...dialogue));
  for (const value of ['4711', 'DOE', 'JANE', '19700101', 'ACC-815']) expect(said).not.toContain(value);
});

test('the same patient is one, whatever the transfer syntax', () => {
  const key = new Uint8Array(32);
  const [one, other] = [implicit, explicit].map((write) => dataSets(read(['originator', store(image(write))]))[0]);
  if (one?.kind !== 'data-set' || other?.kind !== 'data-set') throw new Error('no data set');
  expect(one.patient?.hash(key)).toBe(other.patient?.hash(key));
});

test('a deflated data set is said to be unread, and does not hide what follows', () => {
  const events = read(
    ['originator', request(DEFLATED)],
    ['responder', accept(DEFLATED)],
    ['originator', Buffer.concat([store(Buffer.from('7d5389be', 'hex')), echo])],
  );
  expect(events.at(-2)).toMatchObject({ kind: 'data-set', unread: 'deflated', fields: [], patient: undefined });
  expect(events.at(-1)).toMatchObject({ kind: 'command', name: 'C-ECHO' });
});

test.each([
  ['nothing says that the scanner itself sends', 'perhaps', store(image(explicit, 'X', 'ROOM 7'))],
  ['the images were asked to be moved', 'elsewhere', store(image(explicit), 999, implicit(0x1030, 'AE', 'PACS'))],
])('when %s, the equipment is %s', (_, nearness, bytes) => {
  const [event] = dataSets(read(['originator', request()], ['responder', accept()], ['originator', bytes]));
  expect(event).toMatchObject({ nearness });
});

test('equipment is not the one that answers a query or a retrieval, nor one of several', () => {
  const found = data('command', command(0x8020, '1.2.840.10008.5.1.4.1.2.2.1', true, status(0xff00)));
  const events = read(
    ['originator', request()],
    ['responder', accept()],
    ['responder', Buffer.concat([found, data('data', image(explicit)), store(image(explicit))])],
    ['originator', Buffer.concat([store(image(explicit)), store(image(explicit, 'Other'))])],
  );
  expect(dataSets(events).map((event) => event.kind === 'data-set' && event.nearness)).toEqual([
    'elsewhere',
    'elsewhere',
    'same',
    'several',
  ]);
});

const find = (id: string) =>
  Buffer.concat([
    data('command', command(0x0020, '1.2.840.10008.5.1.4.1.2.2.1', true)),
    data('data', Buffer.concat([implicit(0x00080052, 'CS', 'STUDY'), implicit(0x00100020, 'LO', id)])),
  ]);

test('a query for everybody names nobody, one for a patient names one', () => {
  const patients = ['', '47*', '4711'].map((id) => {
    const [event] = dataSets(read(['originator', find(id)]));
    return event?.kind === 'data-set' && event.patient !== undefined;
  });
  expect(patients).toEqual([false, false, true]);
});

test('a response whose request was not seen is told as such', () => {
  expect(read(['responder', stored])).toMatchObject([{ name: 'C-STORE', request: false, status: 0, orphan: true }]);
  expect(read(['originator', store(image(explicit))], ['responder', stored]).at(-1)).toMatchObject({ orphan: false });
});

test('a conversation that is joined at a P-DATA PDU is read', () => {
  expect(dicom.probe(store(image(explicit)), 'originator')).toBe(true);
  expect(kinds(read(['originator', data('data', image(explicit))]))).toEqual(['data-set']);
});

test('after a gap in a data set, the next message is found', () => {
  const events: (DicomEvent | Lost)[] = [];
  const talk = new Conversation(dicom, (event) => events.push(event));
  const message = store(image(explicit), 100);
  talk.data('originator', message.subarray(0, 250));
  talk.gap('originator', 700);
  talk.data('originator', Buffer.concat([message.subarray(950), echo]));
  expect(kinds(events)).toEqual(['command', 'command']);
  expect(events.at(-1)).toMatchObject({ name: 'C-ECHO' });
});

test('a gap within pixels does no harm', () => {
  const events: (DicomEvent | Lost)[] = [];
  const talk = new Conversation(dicom, (event) => events.push(event));
  const message = store(image(explicit, 'X', 'CT01', 100_000), 1_000_000);
  talk.data('originator', message.subarray(0, 50_000));
  talk.gap('originator', 40_000);
  talk.data('originator', Buffer.concat([message.subarray(90_000), echo]));
  expect(kinds(events)).toEqual(['command', 'data-set', 'command']);
});

test('pixels of four gigabytes pass without being held', () => {
  const talk = new Conversation(dicom, () => undefined);
  const head = Buffer.from([4, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xfb, 1, 0]);
  talk.data('originator', Buffer.concat([store(image(explicit)), head, image(explicit)]));
  for (let n = 0; n < 1000; n++) talk.data('originator', Buffer.alloc(1460));
  expect(talk.held).toBeLessThan(4096);
});

test('a data set that ends in the middle of an element does not take the next message with it', () => {
  const cut = image(explicit).subarray(0, 60);
  expect(kinds(read(['originator', Buffer.concat([store(cut), echo])]))).toEqual(['command', 'data-set', 'command']);
});

test('a message that another one interrupts is given up for it', () => {
  const unfinished = data('data', image(explicit), 100).subarray(0, 112 * 4);
  const events = read(['originator', Buffer.concat([data('command', command(1, CT_STORAGE, true)), unfinished, echo])]);
  expect(kinds(events)).toEqual(['command', 'data-set', 'command']);
});

test.each([
  ['a PDU type that does not exist', pdu(9, Buffer.alloc(4))],
  ['a fragment longer than its PDU', pdu(4, Buffer.from([0, 0, 0, 9, 1, 3, 0]))],
  ['an association of a gigabyte', Buffer.from([1, 0, 0x40, 0, 0, 0])],
])('%s ends the reading', (_, bytes) => {
  expect(kinds(read(['originator', bytes]))).toEqual(['lost']);
});

test('an item longer than its association leaves the titles', () => {
  const damaged = request();
  damaged.writeUInt16BE(0xffff, 76);
  const [event] = read(['originator', damaged]);
  expect(event).toMatchObject({ kind: 'associate-request', callingAe: 'CT01', contexts: [] });
});

test('what stands in the place of a UID and is none goes no further', () => {
  const said = inspect(read(['originator', request(EXPLICIT, 'DOE^JANE 4711')]), { depth: 9 });
  expect(said).toContain('CT01');
  for (const value of ['DOE', 'JANE', '4711']) expect(said).not.toContain(value);
});

test('an association tells roles, extended negotiation, and how many operations run at once', () => {
  const more = [
    item(0x53, Buffer.from([0, 4, 0, 1])),
    item(0x54, counted(CT_STORAGE), Buffer.from([0, 1])),
    item(0x56, counted(CT_STORAGE), Buffer.from([1, 1])),
    item(0x57, counted(VERIFICATION), counted('1.2.840.10008.4.2'), Buffer.from([0, 0])),
  ];
  const [asked] = read(['originator', request(EXPLICIT, CT_STORAGE, ...more)]);
  expect(asked).toMatchObject({
    roles: [{ sopClass: CT_STORAGE, scu: false, scp: true }],
    window: { invoked: 4, performed: 1 },
    extended: [CT_STORAGE, VERIFICATION],
    implementationVersion: 'OFFIS_DCMTK_367',
  });
});

test.each([
  [1, 'username'],
  [2, 'username-and-passcode'],
  [3, 'kerberos'],
  [4, 'saml'],
  [5, 'jwt'],
  [9, 'unknown'],
])('user identity of type %i is told as %s, and never what it is', (type, identity) => {
  const proof = item(0x58, Buffer.from([type, 1]), counted('jdoe'), counted('s3cret'));
  const events = read(['originator', request(EXPLICIT, CT_STORAGE, proof)]);
  expect(events).toMatchObject([{ identity, callingAe: 'CT01' }]);
  expect(inspect(events, { depth: 9 })).not.toMatch(/jdoe|s3cret/);
});

test('it is recognised by its bytes among all protocols, whatever the port', () => {
  for (const [side, bytes] of [
    ['originator', request()],
    ['responder', accept()],
    ['originator', echo],
  ] as const) {
    expect(new Recognition(streamDissectors, true).data(side, bytes)?.dissector.name).toBe('dicom');
  }
});

test('a request that comes after its answer is told as such, and the next one is not', () => {
  const turn = ['originator', store(image(explicit))] as const;
  const commands = read(['responder', stored], turn, turn).filter(({ kind }) => kind === 'command');
  expect(commands).toMatchObject([{ orphan: true }, { answered: true }, { answered: false }]);
});
