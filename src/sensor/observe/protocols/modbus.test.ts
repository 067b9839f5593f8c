import { expect, test } from 'vitest';
import { facts } from '../notes.samples.ts';
import { observeModbus } from './modbus.ts';

test('what a controller calls itself is known, and what is done to it', () => {
  const objects = { vendor: 'Schneider Electric', 'product-code': 'TM221CE16R', revision: 'V1.5' };
  expect(
    facts(
      observeModbus,
      { protocol: 'modbus', kind: 'function', name: 'write single coil', by: 'client', refused: false },
      { protocol: 'modbus', kind: 'function', name: 'write single coil', by: 'server', refused: true },
      { protocol: 'modbus', kind: 'identity', unit: 255, objects },
    ),
  ).toEqual([
    'sender is modbus-client',
    'does write single coil',
    'sender is modbus-server',
    'sender modbus-device Schneider Electric TM221CE16R V1.5',
    'sender modbus-vendor Schneider Electric',
    'sender modbus-model TM221CE16R',
    'sender modbus-revision V1.5',
  ]);
});
