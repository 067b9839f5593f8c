import * as fc from 'fast-check';
import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { Reader, Violation } from '../../../lib/reader.ts';
import { intellivue, type IntellivueEvent } from './intellivue.ts';
import {
  accept,
  create,
  dialogue,
  indication,
  numerics,
  patient,
  pollNumerics,
  pollPatient,
  release,
  request,
} from './intellivue.samples.ts';

function read(bytes: Uint8Array): IntellivueEvent[] {
  const events: IntellivueEvent[] = [];
  intellivue.dissect(new Reader(bytes), 'responder', (event) => events.push(event));
  return events;
}

const MONITOR = {
  manufacturer: 'Philips',
  model: 'MX800',
  serial: 'DE81645372',
  software: 'L.01.21',
  hardware: 'A.02',
  systemId: '0009fb123456',
  bed: 'ICU 7',
};

test('a monitor that wants to be connected tells what it is and where', () => {
  expect(read(indication)).toMatchObject([
    { kind: 'system', event: 'connect-indication', found: { ...MONITOR, address: '10.0.0.155', identity: [] } },
  ]);
});

test('a monitor that accepts somebody tells what it is, and of its boards nothing', () => {
  expect(read(create)).toMatchObject([{ kind: 'system', event: 'mds-create', found: MONITOR }]);
});

test('associations are told step by step', () => {
  expect([request, accept, release].flatMap(read)).toMatchObject([
    { step: 'request' },
    { step: 'accept' },
    { step: 'release' },
  ]);
});

test('a poll tells what is asked for, and its result which attributes of the patient hold something', () => {
  expect([pollPatient, pollNumerics].flatMap(read)).toMatchObject([{ of: 'patient' }, { of: 'numerics' }]);
  expect(read(patient)).toMatchObject([
    {
      kind: 'data',
      of: 'patient',
      found: { identity: ['NOM_ATTR_PT_ID', 'NOM_ATTR_PT_NAME_FAMILY', 'NOM_ATTR_PT_DOB'], patient: {} },
    },
  ]);
});

test('numerics come in parts of several objects', () => {
  expect(read(numerics)).toMatchObject([
    { of: 'numerics', found: { content: ['NOM_ATTR_NU_VAL_OBS'], model: 'MX800', patient: undefined } },
  ]);
});

test('no value of a patient shows', () => {
  const said = inspect(
    dialogue.flatMap(([, bytes]) => read(bytes)),
    { depth: 9 },
  );
  for (const value of ['4711', 'Doe', '1970', '98']) expect(said).not.toContain(value);
});

test('a list that is longer than its datagram is a violation', () => {
  const longer = Uint8Array.from(create);
  longer[6] = 0xff;
  expect(() => read(longer)).toThrow(Violation);
});

test('chance alone is not recognised', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 200 }), (bytes) => {
      expect(intellivue.probe(bytes, 'originator')).toBe(false);
    }),
  );
  for (const bytes of [
    [0x0d, 0x0a, 0x0d, 0x0a],
    [0xe1, 0, 0, 2, 0, 1, 0xff, 0xff, 0, 0],
    [0, 0, 1, 0],
  ])
    expect(intellivue.probe(Uint8Array.from(bytes), 'originator')).toBe(false);
});
