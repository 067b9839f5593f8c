import { expect, test } from 'vitest';
import { facts } from '../notes.samples.ts';
import { observeWsd } from './wsd.ts';

const said = { protocol: 'wsd', uuid: undefined, location: undefined } as const;

test('a device is known by its types and by what its scopes name, and a question by its deed', () => {
  const scopes = ['onvif://www.onvif.org/hardware/P3225%20LVE', 'onvif://www.onvif.org/manufacturer/100%'];
  expect(
    facts(
      observeWsd,
      { ...said, kind: 'Probe', types: ['Device'], scopes: [] },
      { ...said, kind: 'Hello', types: ['NetworkVideoTransmitter'], scopes, uuid: '16c2' },
    ),
  ).toEqual([
    'does Probe',
    'sender is wsd-client',
    'does Hello',
    'sender is wsd-device',
    'sender wsd-type NetworkVideoTransmitter',
    'sender wsd-scope onvif://www.onvif.org/hardware/P3225%20LVE',
    'sender wsd-model P3225 LVE',
    'sender wsd-scope onvif://www.onvif.org/manufacturer/100%',
    'sender wsd-manufacturer 100%',
    'sender wsd-uuid 16c2',
  ]);
});
