import { expect, test } from 'vitest';
import { Reader } from '../../../lib/reader.ts';
import { lldp, type LldpEvent } from '../../dissect/protocols/lldp.ts';
import { advertisement } from '../../dissect/protocols/lldp.samples.ts';
import { facts } from '../notes.samples.ts';
import { observeLldp } from './lldp.ts';

test('an advertisement is about its sender', () => {
  const events: LldpEvent[] = [];
  lldp.dissect(new Reader(advertisement), (event) => events.push(event));
  expect(facts(observeLldp, ...events)).toEqual([
    'sender is bridge',
    'sender is router',
    'sender lldp-system-name switch-3',
    'sender lldp-system-description Switch Software 7.4',
    'sender lldp-chassis-id 00:03:b1:b5:b6:40',
    'sender lldp-port-id Gi1/0/2',
    'sender lldp-port-description Ward 3',
    'sender lldp-management-address 10.0.0.126',
    'sender lldp-model X-48',
    'sender lldp-serial SN1',
  ]);
});
