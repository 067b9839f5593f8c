import { expect, test } from 'vitest';
import { Phi } from '../../lib/phi.ts';
import { ConversationFacts } from './facts.ts';
import type { Observation } from './observation.ts';
import { MAX_VALUE, Recorder, type RecorderSink, type Scene } from './recorder.ts';

const scene = (over: Partial<Scene> = {}): Scene => ({
  protocol: 'test',
  side: 'originator',
  sender: { mac: '02:00:00:00:00:01', address: '10.0.0.1', port: 1 },
  receiver: { mac: undefined, address: '10.0.0.2', port: 2 },
  at: { capture: 0, frame: 7, time: 0 },
  facts: new ConversationFacts(),
  ...over,
});

function recording(over: Partial<Scene> = {}) {
  const observations: Observation[] = [];
  const bindings: string[][] = [];
  const sink = {
    observation: (observation: Observation) => observations.push(observation),
    binding: (...[mac, address, source]: Parameters<RecorderSink['binding']>) => bindings.push([mac, address, source]),
  };
  const here = scene(over);
  return { notes: new Recorder(sink, () => new Uint8Array(32), here), observations, bindings, facts: here.facts };
}

test('an end that has an address is known by it, whoever carried its packets', () => {
  const { notes, observations } = recording();
  notes.attribute('sender', 'hostname', 'ct1');
  notes.attribute('receiver', 'hostname', 'pacs');
  expect(observations.map(({ subject }) => subject)).toEqual([{ address: '10.0.0.1' }, { address: '10.0.0.2' }]);
});

test('one without an address is known by its hardware address', () => {
  const sender = { mac: '02:00:00:00:00:01', address: '0.0.0.0', port: 68 };
  const { notes, observations } = recording({ sender });
  notes.attribute('sender', 'hostname', 'pump');
  expect(observations[0]?.subject).toEqual({ mac: '02:00:00:00:00:01' });
});

test('a fact is told once, an empty value is none, and padding is no part of one', () => {
  const { notes, observations } = recording();
  for (const value of ['CT\0\0', 'CT', '', ' \0', undefined]) notes.attribute('sender', 'dicom-station', value);
  expect(observations.map(({ value }) => value)).toEqual(['CT']);
});

test('a value is no longer than an identity may be', () => {
  const { notes, observations } = recording();
  notes.attribute('sender', 'http-server', 'x'.repeat(2 * MAX_VALUE));
  expect(observations[0]?.value.length).toBe(MAX_VALUE);
});

test('nobody is bound to the address that means none', () => {
  const { notes, bindings } = recording();
  notes.binding('02:00:00:00:00:01', '0.0.0.0', 'arp');
  notes.binding('02:00:00:00:00:01', '10.0.0.1', 'arp');
  expect(bindings).toEqual([['02:00:00:00:00:01', '10.0.0.1', 'arp']]);
});

test('patients are counted once each, by who sent their data', () => {
  const { notes, facts } = recording();
  for (const patient of ['4711', '4711', '4712']) notes.data('observation', ['PID-3'], Phi.of(patient));
  notes.enter(scene({ facts, side: 'responder' })).data('observation', ['PID-5', 'PID-3']);
  expect(facts.data).toEqual([
    {
      category: 'observation',
      fields: ['PID-3', 'PID-5'],
      items: 4,
      patients: 2,
      from: ['client', 'server'],
      first: { capture: 0, frame: 7, time: 0 },
    },
  ]);
});
