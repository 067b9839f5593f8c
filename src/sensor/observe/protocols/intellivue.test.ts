import { expect, test } from 'vitest';
import { Reader } from '../../../lib/reader.ts';
import { intellivue, type IntellivueEvent } from '../../dissect/protocols/intellivue.ts';
import { indication, numerics, patient, pollPatient } from '../../dissect/protocols/intellivue.samples.ts';
import { facts } from '../notes.samples.ts';
import { observeIntellivue } from './intellivue.ts';

function observed(bytes: Uint8Array): readonly string[] {
  const events: IntellivueEvent[] = [];
  intellivue.dissect(new Reader(bytes), 'originator', (event) => events.push(event));
  return facts(observeIntellivue, ...events);
}

test('a monitor that announces itself is known whole', () => {
  expect(observed(indication)).toEqual([
    'sender is patient-monitor',
    'does connect-indication',
    'sender intellivue-manufacturer Philips',
    'sender intellivue-model MX800',
    'sender intellivue-serial DE81645372',
    'sender intellivue-software L.01.21',
    'sender intellivue-hardware A.02',
    'sender intellivue-system-id 0009fb123456',
    'sender intellivue-bed ICU 7',
  ]);
});

test('who polls is told, and that patients and numerics went through', () => {
  expect(observed(pollPatient)).toEqual([
    'does poll patient',
    'receiver is patient-monitor',
    'sender is patient-monitor-client',
  ]);
  expect(observed(patient)).toContain('data patient-identity NOM_ATTR_PT_ID NOM_ATTR_PT_NAME_FAMILY NOM_ATTR_PT_DOB');
  expect(observed(numerics)).toContain('data observation NOM_ATTR_NU_VAL_OBS');
});
