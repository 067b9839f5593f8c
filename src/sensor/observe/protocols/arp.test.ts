import { expect, test } from 'vitest';
import type { ArpEvent } from '../../dissect/protocols/arp.ts';
import { observeArp } from './arp.ts';
import { facts } from '../notes.samples.ts';

const event: ArpEvent = {
  protocol: 'arp',
  kind: 'reply',
  senderMac: '00:03:b1:b5:b6:48',
  senderAddress: '10.0.0.155',
  targetMac: '08:00:27:1d:a6:c2',
  targetAddress: '10.0.0.126',
};

test('who answers holds the address, and nothing is said of the one who asked', () => {
  expect(facts(observeArp, event)).toEqual(['binding 00:03:b1:b5:b6:48 10.0.0.155 arp']);
});

test.each([
  ['a probe', { senderAddress: '0.0.0.0' }],
  ['a broadcast', { senderMac: 'ff:ff:ff:ff:ff:ff' }],
  ['a group address', { senderAddress: '224.0.0.1' }],
])('%s binds nothing', (_, changed) => {
  expect(facts(observeArp, { ...event, ...changed })).toEqual([]);
});
