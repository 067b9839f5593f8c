import { expect, test } from 'vitest';
import { facts } from '../notes.samples.ts';
import { observeBacnet } from './bacnet.ts';

const said = { protocol: 'bacnet', routed: false } as const;

test('a controller is known by what it says, and by its vendor’s number until it says more', () => {
  expect(
    facts(
      observeBacnet,
      { ...said, kind: 'service', name: 'i-Am', by: 'server' },
      { ...said, kind: 'device', instance: 4711, vendorId: 24, properties: {} },
      { ...said, kind: 'device', instance: 4711, properties: { vendor: 'ALC', model: 'ME812u', name: 'OR-AHU-1' } },
      { ...said, kind: 'service', name: 'writeProperty', by: 'client' },
    ),
  ).toEqual([
    'sender is bacnet-server',
    'sender bacnet-instance 4711',
    'sender bacnet-vendor Automated Logic',
    'sender bacnet-instance 4711',
    'sender bacnet-object-name OR-AHU-1',
    'sender bacnet-vendor ALC',
    'sender bacnet-model ME812u',
    'does writeProperty',
    'sender is bacnet-client',
  ]);
});

test('what a router passes on is nothing about the router', () => {
  const routed = { ...said, routed: true, kind: 'device', instance: 1, vendorId: 24, properties: {} } as const;
  expect(facts(observeBacnet, routed)).toEqual([]);
});
