import { expect, test } from 'vitest';
import { facts } from '../notes.samples.ts';
import { observeIsakmp } from './isakmp.ts';

test('gateways are known, and that they encrypt', () => {
  const said = { protocol: 'isakmp', kind: 'exchange', version: 'IKEv2', name: 'IKE_SA_INIT' } as const;
  expect(
    facts(
      observeIsakmp,
      { ...said, by: 'initiator', cipher: undefined, group: undefined },
      { ...said, by: 'responder', cipher: 'AES-GCM-16-256', group: 'x25519' },
      { protocol: 'isakmp', kind: 'data' },
    ),
  ).toEqual([
    'sender is vpn-peer',
    'does IKE_SA_INIT',
    'encryption ipsec',
    'sender is vpn-peer',
    'encryption ipsec',
    'encryption ipsec',
  ]);
});
