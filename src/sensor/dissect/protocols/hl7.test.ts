import * as fc from 'fast-check';
import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { Conversation, MAX_BACKLOG } from '../conversation.ts';
import type { Side } from '../dissector.ts';
import { hl7, type Hl7Event } from './hl7.ts';
import { acknowledge, admit, block, dialogue, result } from './hl7.samples.ts';

function read(...turns: readonly (readonly [Side, Uint8Array])[]): Hl7Event[] {
  const events: Hl7Event[] = [];
  const talk = new Conversation(hl7, (event) => {
    if (event.kind !== 'lost') events.push(event);
  });
  for (const [side, bytes] of turns) talk.data(side, bytes);
  return events;
}

function only(bytes: Uint8Array): Extract<Hl7Event, { kind: 'message' }> {
  const [event] = read(['originator', bytes]);
  if (event?.kind !== 'message') throw new Error(`no message but ${event?.kind}`);
  return event;
}

test('a message tells sender, receiver, type, segments and which fields name the patient', () => {
  const [message] = read(['originator', admit]);
  expect(message).toMatchObject({
    sendingApplication: 'EPIC',
    sendingFacility: 'WARD 3',
    receivingApplication: 'LAB',
    receivingFacility: 'MAIN',
    type: 'ADT^A01',
    version: '2.5.1',
    processing: 'P',
    segments: ['MSH', 'EVN', 'PID'],
    identity: ['PID-3', 'PID-5'],
    patients: [expect.anything()],
  });
});

test('an acknowledgement says what became of which message', () => {
  const events = read(['originator', Buffer.concat([admit, result])], ['responder', acknowledge]);
  expect(events.at(-2)).toMatchObject({ kind: 'message', type: 'ACK^A01', acknowledges: true });
  expect(events.at(-1)).toEqual({ protocol: 'hl7', kind: 'acknowledgement', code: 'AA', of: 'ADT^A01' });
});

test('a result names the equipment that measured and its unique device identifier', () => {
  expect(only(result)).toMatchObject({
    sendingApplication: 'PUMPGW^00091E^EUI-64',
    equipment: ['PUMP&1^^0003B1FFFEB5B648^EUI-64'],
    udis: [{ value: '(01)00884838000018(10)A7(21)S-77', serial: 'S-77', lot: 'A7' }],
    content: ['OBR-4', 'OBX-5'],
  });
});

test('no patient value shows in an event', () => {
  const said = inspect(read(...dialogue), { depth: 9 }) + JSON.stringify(read(...dialogue));
  for (const value of ['4711', 'DOE', 'JANE', 'JOHN', '19700101', 'MAIN ST', 'ml/h']) expect(said).not.toContain(value);
});

test('a patient is the same under the same first identifier and authority, and another under another', () => {
  const key = new Uint8Array(32);
  const hash = (pid: string) => only(block(`MSH|^~\\&|A|B\rPID|${pid}`)).patients[0]?.hash(key);
  expect(hash('1||4711^^^MRN||DOE')).toBe(hash('2||4711^^^MRN~5||ROE'));
  expect(hash('1||4711^^^MRN')).not.toBe(hash('1||4711^^^LAB'));
  expect(hash('1||||DOE^JANE||1970')).toBe(hash('1||~||DOE^JANE||1970'));
  expect(hash('1||||^')).toBeUndefined();
});

test.each([
  ['its own delimiters', 'MSH%$*!@%A$B%F%%%%%ORU$R01%1%P%2.3\rPID%1%%7$$$X', 'A$B', 'ORU^R01'],
  ['line feeds for carriage returns', 'MSH|^~\\&|A|F|||||ORU^R01|1|P|2.3\nPID|1||7^^^X\n', 'A', 'ORU^R01'],
  ['both at each end', '\r\nMSH|^~\\&|A|F|||||ORU^R01|1|P|2.3\r\nPID|1||7^^^X\r\n', 'A', 'ORU^R01'],
  [
    'a batch around it',
    'FHS|^~\\&|Z\rBHS|^~\\&|Z\rMSH|^~\\&|A|F|||||ORU^R01\rPID|1||7\rBTS|1\rFTS|1\r',
    'A',
    'ORU^R01',
  ],
])('a message is read with %s', (_, text, application, type) => {
  const message = only(block(text));
  expect(message).toMatchObject({ sendingApplication: application, segments: ['MSH', 'PID'], identity: ['PID-3'] });
  expect(message.type).toBe(type);
});

test('each message of a batch is told apart', () => {
  const batch = block('BHS|^~\\&\rMSH|^~\\&|A||||||ORU^R01\rPID|1||7\rMSH#^~\\&#B######ADT^A08\rBTS|2');
  expect(read(['responder', batch])).toMatchObject([
    { sendingApplication: 'A', patients: [{}] },
    { sendingApplication: 'B', patients: [] },
  ]);
});

test.each([
  ['UNICODE UTF-8', 'utf8', 'KÖLN'],
  ['', 'utf8', 'KÖLN'],
  ['8859/1', 'latin1', 'KÖLN'],
  ['', 'latin1', 'KÖLN'],
] as const)('a name in character set %j as %s is read', (charset, encoding, name) => {
  expect(only(block(`MSH|^~\\&|${name}|||||||||||||||${charset}\r`, encoding)).sendingApplication).toBe(name);
});

test('a Cyrillic name is read in ISO 8859-5', () => {
  const message = block('MSH|^~\\&|\xbb\xd0\xd1|||||||||||||||8859/5\r');
  expect(only(message).sendingApplication).toBe('Лаб');
});

test.each([
  ['GB 18030-2000', [0xd6, 0x5e, 0xa1, 0x7c]],
  ['BIG-5', [0xa4, 0x7c, 0xa5, 0x5e]],
  ['~ISO IR87', [0x1b, 0x24, 0x42, 0x30, 0x7c, 0x1b, 0x28, 0x42]],
])('a second byte in %s that looks like a delimiter is none', (charset, bytes) => {
  const head = Buffer.from('\x0bMSH|^~\\&|');
  const tail = Buffer.from(`|WARD|||||ORU^R01|1|P|2.5||||||${charset}\rPID|1||4711\x1c\r`);
  const message = only(Buffer.concat([head, Uint8Array.from(bytes), tail]));
  expect(message).toMatchObject({ sendingFacility: 'WARD', type: 'ORU^R01', identity: ['PID-3'] });
  expect(message.sendingApplication).toMatch(/^\p{Script=Han}+\P{ASCII}*$/u);
});

test('an empty batch is no fault, and UTF-16 is one', () => {
  expect(read(['originator', block('FHS|^~\\&|A\rBHS|^~\\&|A\rBTS|0\rFTS|1\r')])).toEqual([]);
  const wide = Buffer.concat([Buffer.of(0x0b), Buffer.from('MSH|^~\\&|A', 'utf16le'), Buffer.of(0x1c, 0x0d)]);
  expect(read(['originator', wide])).toMatchObject([{ kind: 'malformed', reason: expect.stringContaining('UTF-16') }]);
});

test.each([
  ['ADT^A01', 'ADT^A01'],
  ['ACK', 'ACK'],
  ['ORU_R01', 'ORU^R01'],
  ['ZPI^Z01', 'ZPI^Z01'],
  ['DOE^JANE', 'other'],
  ['ADT^JANE', 'ADT'],
  ['DOE JANE 4711^A01', 'other'],
  ['', ''],
])('the message type %j is told as %j', (field, type) => {
  expect(only(block(`MSH|^~\\&|A||||||${field}|1|P|DOE`))).toMatchObject({ type, version: '' });
});

test.each([
  ['line feeds and a stray carriage return', 'MSH|^~\\&|APP\nPID|1||4711||DOE^JANE\nOBX|1\n\r'],
  ['a header whose fields slipped', 'MSH|^~\\&|DOE^JANE|4711|Jane|4711^^^MRN|||DOE^JANE\rPID|1||4711||DOE^JANE\r'],
  ['equipment that is the patient', 'MSH|^~\\&|A\rOBX|1||||||||||||||||||4711~Doe^Jane\rPID|1||4711||DOE^JANE\r'],
])('%s lets no patient value out', (_, text) => {
  const said = inspect(only(block(text)), { depth: 9 });
  expect(said).toContain('PID-3');
  for (const value of ['4711', /doe/i, /jane/i]) expect(said).not.toMatch(value);
});

test('as many messages as fit into a block are told one by one', () => {
  const header = 'MSH|^~\\&|A\r';
  expect(read(['originator', block(header.repeat(5000))])).toHaveLength(5000);
});

test('after a gap the next block is read again', () => {
  const kinds: unknown[] = [];
  const talk = new Conversation(hl7, (event) => kinds.push(event.kind));
  talk.data('originator', admit.subarray(0, 30));
  talk.gap('originator', 20);
  talk.data('originator', admit.subarray(50));
  talk.data('originator', admit);
  expect(kinds).toEqual(['message']);
});

test('a block without a final carriage return does not take the start of the next with it', () => {
  const bare = admit.subarray(0, -1);
  expect(read(['originator', Buffer.concat([bare, bare, bare])])).toHaveLength(3);
});

test.each([
  ['malformed', Buffer.from('\x0bPID|1||4711\x1c\r')],
  ['too long to hold', Buffer.from(`\x0bMSH|^~\\&|${'A'.repeat(MAX_BACKLOG)}\x1c\r`)],
])('a block that is %s does not hide the ones after it', (_, bad) => {
  const kinds: unknown[] = [];
  const talk = new Conversation(hl7, (event) => kinds.push(event.kind));
  talk.data('originator', Buffer.concat([admit, bad, admit]));
  for (const bytes of [admit, bad.subarray(0, -1), bad.subarray(-1), admit]) talk.data('responder', bytes);
  expect(kinds).toEqual(['message', 'malformed', 'message', 'message', 'malformed', 'message']);
});

test('any text in any field of PID stays inside', () => {
  const value = fc.stringMatching(/^[A-Z]{6,12}$/);
  fc.assert(
    fc.property(value, fc.integer({ min: 2, max: 39 }), (secret, field) => {
      const canary = `Q7${secret}`;
      const said = inspect(only(block(`MSH|^~\\&|A|B\rPID|1${'|'.repeat(field - 1)}${canary}\r`)), { depth: 9 });
      expect(said).not.toContain(canary);
      expect(said).toContain(`PID-${field}`);
    }),
  );
});

test('a monitor that writes its maker’s word where the order belongs is known by it, and the patient is not', () => {
  const monitor = [
    'MSH|^~\\&|||||||ORU^R01|103|P|2.3.1|',
    'PID|||14140f00-7bbc-0478||DOE^JANE||19700101|F|',
    'PV1||I|^^ICU&1&3232237756&4601&&1|||||||||||||||A|||',
    'OBR||||Mindray Monitor|||0|',
    'OBX||NM|51^||61.5||||||F',
  ];
  const message = only(block(monitor.join('\r')));
  expect(message).toMatchObject({ deviceTypes: ['Mindray Monitor'], content: ['PV1-3', 'OBR-4', 'OBX-5'] });
  expect(inspect(message, { depth: 9 })).not.toMatch(/DOE|JANE|61\.5|14140f00/);
});
