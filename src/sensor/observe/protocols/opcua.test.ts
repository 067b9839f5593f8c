import { expect, test } from 'vitest';
import { facts } from '../notes.samples.ts';
import { observeOpcua } from './opcua.ts';

test('applications are known by their names, and channels by their protection', () => {
  expect(
    facts(
      observeOpcua,
      { protocol: 'opcua', kind: 'channel', policy: 'None' },
      { protocol: 'opcua', kind: 'channel', policy: 'Basic256Sha256' },
      { protocol: 'opcua', kind: 'service', name: 'Write', by: 'client' },
      { protocol: 'opcua', kind: 'application', uri: 'urn:plc', product: undefined, name: 'Chiller', role: 'server' },
    ),
  ).toEqual([
    'encryption opcua',
    'sender is opcua-client',
    'does Write',
    'sender opcua-application-uri urn:plc',
    'sender opcua-application-name Chiller',
  ]);
});
