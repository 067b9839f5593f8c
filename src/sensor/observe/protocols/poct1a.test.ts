import { expect, test } from 'vitest';
import { Conversation } from '../../dissect/conversation.ts';
import { poct1a, type Poct1aEvent } from '../../dissect/protocols/poct1a.ts';
import {
  acknowledge,
  control,
  hello,
  observation,
  operators,
  patients,
} from '../../dissect/protocols/poct1a.samples.ts';
import { facts } from '../notes.samples.ts';
import { observePoct1a } from './poct1a.ts';

function observed(bytes: Uint8Array): readonly string[] {
  const events: Poct1aEvent[] = [];
  new Conversation(poct1a, (event) => event.kind !== 'lost' && events.push(event)).data('originator', bytes);
  return facts(observePoct1a, ...events);
}

test('a greeting tells the device whole', () => {
  expect(observed(hello)).toEqual([
    'does HEL.R01',
    'sender is poct-device',
    'receiver is poct-manager',
    'sender poct-device SS-0600100736',
    'sender poct-manufacturer Nova & Biomedical',
    'sender poct-vendor NOVABIO',
    'sender poct-model StatStrip',
    'sender poct-serial 0600100736',
    'sender poct-software 3.10.8.0',
    'sender poct-hardware K1',
    'sender poct-name DLO-OV',
    'sender poct-location MGH^ICU 3',
    'sender child poct-device=SS-0600100736|poct-serial=0600100736|poct-manufacturer=Nova & Biomedical|poct-model=StatStrip|poct-software=3.10.8.0',
  ]);
});

test('an observation tells which of the patient’s fields went through', () => {
  expect(observed(observation)).toEqual([
    'does OBS.R01',
    'sender is poct-device',
    'receiver is poct-manager',
    'data patient-identity PT.patient_id PT.name PT.birth_date',
    'data order ORD.order_id',
    'data observation OBS.observation_id OBS.value NTE.text',
  ]);
});

test('a control tells of no patient, lists come from the manager, and each patient of a list counts', () => {
  expect(observed(control).filter((line) => line.startsWith('data'))).toEqual([]);
  expect(observed(patients)).toContain('sender is poct-manager');
  expect(observed(patients).filter((line) => line.startsWith('data'))).toHaveLength(2);
  expect(observed(operators)).toContain('data credential ACC.password');
  expect(observed(acknowledge)).toEqual(['does ACK.R01 AA']);
});
