import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { facts } from '../../observe/notes.samples.ts';
import { observeMedibus } from '../../observe/protocols/medibus.ts';
import { Conversation } from '../conversation.ts';
import type { Side } from '../dissector.ts';
import { medibus, type MedibusEvent } from './medibus.ts';
import { ask, begin, dialogue, framed, identified, measured } from './medibus.samples.ts';

function read(...turns: readonly (readonly [Side, Uint8Array])[]): MedibusEvent[] {
  const events: MedibusEvent[] = [];
  const talk = new Conversation(medibus, (event) => event.kind !== 'lost' && events.push(event));
  for (const [side, bytes] of turns) talk.data(side, bytes);
  return events;
}

test('a machine that is asked who it is tells its name and revision', () => {
  expect(read(['responder', identified])).toEqual([
    { protocol: 'medibus', kind: 'device', id: '8210', name: 'Evita 4', revision: '04.11:03.00' },
  ]);
});

test('commands and the kinds of data are told, waveforms pass, and values stay inside', () => {
  const events = read(...dialogue);
  expect(events).toMatchObject([
    { kind: 'command', code: '51H', of: 'control' },
    { kind: 'command', code: '52H' },
    { kind: 'device' },
    { kind: 'command', code: '24H', of: 'measured' },
    { kind: 'data', code: '24H', of: 'measured' },
  ]);
  expect(inspect(events)).not.toMatch(/12\.5|480/);
});

test('a message with a wrong sum says nothing, and many of them end the reading', () => {
  const damaged = Uint8Array.from(identified);
  damaged[8] = 0x58;
  expect(read(['responder', damaged], ['responder', measured])).toMatchObject([{ kind: 'data' }]);
  const kinds: unknown[] = [];
  const talk = new Conversation(medibus, (event) => kinds.push(event.kind));
  for (let n = 0; n < 16; n++) talk.data('responder', damaged);
  expect(kinds).toEqual(['lost']);
});

test('after a hole the next message is read', () => {
  const kinds: unknown[] = [];
  const talk = new Conversation(medibus, (event) => kinds.push(event.kind));
  talk.data('responder', identified.subarray(0, 9));
  talk.gap('responder', 3);
  talk.data('responder', Buffer.concat([identified.subarray(12), measured]));
  expect(kinds).toEqual(['data']);
});

test.each([
  ['a terminal’s escape sequence', '\x1b[2J\x1b[H'],
  ['an escaped letter', '\x1bQ\r'],
  ['a wrong sum', '\x1bQ00\r'],
  ['DICOM', '\x01\x00\x00\x00\x00\xcd'],
  ['a command that does not exist', Buffer.from(framed(0x1b, '!')).toString('latin1')],
])('%s is not taken for MEDIBUS', (_, text) => {
  expect(medibus.probe(Buffer.from(text, 'latin1'), 'originator')).toBe(false);
});

test('it is observed who is asked by whom, and that data of a patient went through', () => {
  const said = [begin, ask, identified, measured].map((bytes, n) =>
    facts(observeMedibus, ...read([n < 2 ? 'originator' : 'responder', bytes])),
  );
  expect(said).toEqual([
    ['does 51H'],
    ['does 24H', 'receiver is medibus-device', 'sender is medibus-client'],
    ['sender medibus-device 8210', 'sender medibus-name Evita 4', 'sender medibus-revision 04.11:03.00'],
    ['sender is medibus-device', 'receiver is medibus-client', 'data observation 24H'],
  ]);
});
