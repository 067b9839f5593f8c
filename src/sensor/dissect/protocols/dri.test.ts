import * as fc from 'fast-check';
import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { facts } from '../../observe/notes.samples.ts';
import { observeDri } from '../../observe/protocols/dri.ts';
import { Conversation, type Lost } from '../conversation.ts';
import { dri, type DriRecord } from './dri.ts';
import { alarms, record, request, values, waves } from './dri.samples.ts';

function read(...pieces: readonly Uint8Array[]): (DriRecord | Lost)[] {
  const events: (DriRecord | Lost)[] = [];
  const talk = new Conversation(dri, (event) => events.push(event));
  for (const piece of pieces) talk.data('responder', piece);
  return events;
}

test('records tell what went through, and the number of the monitor', () => {
  expect(read(request, values, waves, alarms)).toMatchObject([
    { of: 'values', request: true, plug: 0 },
    { of: 'values', request: false, plug: 0x7e7d, level: 6 },
    { of: 'waves', request: false, plug: 0x1234 },
    { of: 'alarms', request: false },
  ]);
  expect(inspect(read(alarms))).not.toContain('148');
});

test('any record is read as it was written', () => {
  const main = fc.constantFrom(0, 1, 4, 5);
  const byte = fc.integer({ min: 0, max: 255 });
  fc.assert(
    fc.property(main, byte, fc.integer({ min: 0, max: 0xffff }), byte, fc.array(byte, { maxLength: 400 }), (...all) => {
      const [, part, plug, level] = all;
      const bytes = record(...all);
      expect(read(bytes)).toMatchObject([{ plug, level, request: part === 0 }]);
      expect(dri.probe(bytes, 'responder')).toBe(true);
    }),
  );
});

test('a damaged record says nothing, one after it does, and many of them end the reading', () => {
  const damaged = Uint8Array.from(values);
  damaged[60] = (damaged[60] ?? 0) ^ 1;
  expect(read(damaged, waves)).toMatchObject([{ of: 'waves' }]);
  expect(read(...Array.from({ length: 16 }, () => damaged))).toMatchObject([{ kind: 'lost' }]);
});

test.each([
  ['a frame of PPP', [0x7e, 0xff, 0x03, 0xc0, 0x21, 1, 1, 0, 10, 0, 0, 0, 0, 0, 0, 0, 0, 0x7e]],
  ['text', [0x7e, ...Buffer.from('hello, this is a line of text')]],
  ['flags alone', Array.from({ length: 40 }, () => 0x7e)],
  ['something else', [0x7d, 0x5e]],
])('%s is not taken for records', (_, bytes) => {
  expect(dri.probe(Uint8Array.from(bytes), 'originator')).toBe(false);
});

test('it is observed which end is the monitor', () => {
  const said = read(request, values).flatMap((event) => (event.kind === 'lost' ? [] : facts(observeDri, event)));
  expect(said).toEqual([
    'does request values',
    'receiver is patient-monitor',
    'sender is patient-monitor-client',
    'sender is patient-monitor',
    'receiver is patient-monitor-client',
    'sender dri-plug-id 32381',
    'sender dri-level 6',
    'data observation values',
  ]);
});
