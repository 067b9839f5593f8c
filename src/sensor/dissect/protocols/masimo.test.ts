import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { facts } from '../../observe/notes.samples.ts';
import { observeMasimo } from '../../observe/protocols/masimo.ts';
import { Conversation, type Lost } from '../conversation.ts';
import { line5, line7, off } from './masimo.samples.ts';
import { masimo, type MasimoLine } from './masimo.ts';

function read(...pieces: readonly Uint8Array[]): (MasimoLine | Lost)[] {
  const events: (MasimoLine | Lost)[] = [];
  const talk = new Conversation(masimo, (event) => events.push(event));
  for (const piece of pieces) talk.data('responder', piece);
  return events;
}

test('a line tells the serial number and which values are there, never what they are', () => {
  const events = read(line7, line5, off);
  expect(events).toMatchObject([
    { serial: '0000053400', fields: ['SPO2', 'BPM', 'PI', 'PVI'] },
    { serial: undefined, fields: ['SPO2', 'BPM', 'PI'] },
    { serial: '0000053400', fields: [] },
  ]);
  expect(inspect(events, { depth: 9 })).not.toMatch(/097|067|021/);
});

test('half a line says nothing, the next one does, and other lines end the reading', () => {
  expect(read(line7.subarray(30), line5)).toMatchObject([{ fields: ['SPO2', 'BPM', 'PI'] }]);
  expect(read(...Array.from({ length: 16 }, () => Buffer.from('hello\n')))).toMatchObject([{ kind: 'lost' }]);
});

test.each([
  ['a log', '03/17/26 13:38:40 INFO started'],
  ['a date', '03/17/2026 13:38:40'],
  ['a short number', '03/17/26 13:38:40 SN=12345 SPO2=097%'],
  ['a greeting', '220 mail.example ESMTP'],
])('%s is not taken for an oximeter', (_, text) => {
  expect(masimo.probe(Buffer.from(text), 'responder')).toBe(false);
});

test('it is observed who measures', () => {
  const said = read(line7, off).flatMap((event) => (event.kind === 'lost' ? [] : facts(observeMasimo, event)));
  expect(said).toEqual([
    'sender is pulse-oximeter',
    'sender masimo-serial 0000053400',
    'data observation SPO2 BPM PI PVI',
    'sender is pulse-oximeter',
    'sender masimo-serial 0000053400',
  ]);
});
