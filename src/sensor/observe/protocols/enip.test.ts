import { expect, test } from 'vitest';
import { facts } from '../notes.samples.ts';
import { observeEnip } from './enip.ts';

test('a device that says who it is is known by product, maker, serial number and revision', () => {
  expect(
    facts(
      observeEnip,
      { protocol: 'enip', kind: 'command', name: 'ListIdentity', by: 'server' },
      {
        protocol: 'enip',
        kind: 'identity',
        vendor: 1,
        deviceType: 14,
        productCode: 58,
        revision: '5.1',
        serial: '00239ac5',
        product: '1756-ENBT/A',
      },
    ),
  ).toEqual([
    'protocol enip',
    'sender is enip-server',
    'protocol enip',
    'sender enip-product-name 1756-ENBT/A',
    'sender enip-vendor Rockwell Automation',
    'sender enip-serial 00239ac5',
    'sender enip-revision 5.1',
    'sender enip-device-type 14',
  ]);
});
