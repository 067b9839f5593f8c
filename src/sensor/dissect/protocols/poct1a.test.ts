import * as fc from 'fast-check';
import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { Conversation, MAX_BACKLOG } from '../conversation.ts';
import { poct1a, type Poct1aEvent } from './poct1a.ts';
import { dialogue, hello, observation, patients } from './poct1a.samples.ts';

function read(...pieces: readonly Uint8Array[]): Poct1aEvent[] {
  const events: Poct1aEvent[] = [];
  const talk = new Conversation(poct1a, (event) => event.kind !== 'lost' && events.push(event));
  for (const piece of pieces) talk.data('originator', piece);
  return events;
}

test('a greeting behind a declaration and a comment is read', () => {
  expect(read(hello)).toMatchObject([
    {
      type: 'HEL.R01',
      device: {
        id: 'SS-0600100736',
        location: 'MGH^ICU 3',
        vendor: 'NOVABIO',
        model: 'StatStrip',
        serial: '0600100736',
        manufacturer: 'Nova & Biomedical',
        hardware: 'K1',
        software: '3.10.8.0',
        name: 'DLO-OV',
      },
      fields: [],
    },
  ]);
});

test('several messages follow one another, and a greater-than sign in a value ends no tag', () => {
  const events = read(Buffer.concat([hello, observation, patients]));
  expect(events.map((event) => event.kind === 'message' && event.type)).toEqual(['HEL.R01', 'OBS.R01', 'PTL.R01']);
  expect(events[1]).toMatchObject({
    fields: [
      'PT.patient_id',
      'PT.name',
      'PT.birth_date',
      'OBS.observation_id',
      'OBS.value',
      'ORD.order_id',
      'NTE.text',
    ],
  });
  expect(events[2]).toMatchObject({ patients: [{}, {}] });
});

test('a patient is the same in an observation and in a list', () => {
  const key = new Uint8Array(32);
  const [seen, listed] = read(observation, patients).map((event) =>
    event.kind === 'message' ? event.patients[0]?.hash(key) : undefined,
  );
  expect(seen).toBeDefined();
  expect(listed).toBe(seen);
});

test('an unknown patient is nobody', () => {
  const text = '<OBS.R01><PT><PT.patient_id V="UNKNOWN"/></PT></OBS.R01>';
  expect(read(Buffer.from(text))).toMatchObject([{ fields: [], patients: [] }]);
});

test('after a hole the next message is read', () => {
  const kinds: unknown[] = [];
  const talk = new Conversation(poct1a, (event) => kinds.push('type' in event ? event.type : event.kind));
  talk.data('originator', hello.subarray(0, 120));
  talk.gap('originator', 50);
  talk.data('originator', Buffer.concat([hello.subarray(170), observation]));
  expect(kinds).toEqual(['OBS.R01']);
});

test('what is too long to hold hides neither the message before nor the one after', () => {
  const long = Buffer.from(`<NOVA.FRM>${'A'.repeat(MAX_BACKLOG + 1)}</NOVA.FRM>`);
  const said = read(hello, long, observation).map((event) => (event.kind === 'message' ? event.type : event.kind));
  expect(said).toEqual(['HEL.R01', 'malformed', 'OBS.R01']);
});

test('no value of a patient or an operator shows', () => {
  const said = inspect(read(...dialogue.map(([, bytes]) => bytes)), { depth: 9 });
  for (const value of ['4711', '4712', 'Doe', 'Roe', '1970', '145', 'nurse7', 's3cret', 'ACC99381'])
    expect(said).not.toContain(value);
});

test('any value of any element of a patient stays inside', () => {
  const element = fc.stringMatching(/^(PT|ORD|OPR|NTE|OBS|PNO)\.[a-z_]{3,20}$/);
  fc.assert(
    fc.property(element, fc.stringMatching(/^[A-Z]{6,12}$/), fc.boolean(), (name, secret, text) => {
      const value = text ? `<${name}>Q7${secret}</${name}>` : `<${name} V="Q7${secret}"/>`;
      const said = inspect(read(Buffer.from(`<OBS.R01><SVC>${value}</SVC></OBS.R01>`)), { depth: 9 });
      expect(said).toContain('OBS.R01');
      expect(said).not.toContain(secret);
    }),
  );
});

test.each([
  ['XMPP', '<?xml version="1.0"?><stream:stream to="x">'],
  ['SOAP', '<soap:Envelope>'],
  ['an HTML page', '<!DOCTYPE html><html>'],
  ['a syslog message', '<13>May  1 host app: text'],
  ['a message of no known type', '<ABC.R01>'],
])('%s is not taken for POCT1-A', (_, text) => {
  expect(poct1a.probe(Buffer.from(text), 'originator')).toBe(false);
});
