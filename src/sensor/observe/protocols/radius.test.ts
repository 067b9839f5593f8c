import { expect, test } from 'vitest';
import { facts } from '../notes.samples.ts';
import { observeRadius } from './radius.ts';

test('the switch, its server and the device that wants in are known', () => {
  const station = '00:03:b1:00:00:01';
  const said = { protocol: 'radius', kind: 'packet', nas: 'ap-3', station, network: 'clinical' } as const;
  expect(facts(observeRadius, { ...said, name: 'Access-Request', by: 'client', password: true })).toEqual([
    'sender is radius-client',
    'receiver is radius-server',
    'does Access-Request',
    'data credential User-Password',
    'sender radius-nas ap-3',
    '00:03:b1:00:00:01 is radius-station',
    '00:03:b1:00:00:01 radius-network clinical',
  ]);
});
