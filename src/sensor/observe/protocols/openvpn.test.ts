import { expect, test } from 'vitest';
import { facts } from '../notes.samples.ts';
import { observeOpenvpn } from './openvpn.ts';

test("a reset tells who opens the tunnel, and TLS within stays the tunnel's", () => {
  expect(
    facts(
      observeOpenvpn,
      { protocol: 'openvpn', kind: 'reset', by: 'client', wrapping: 'tls-auth' },
      { protocol: 'openvpn', kind: 'tls', said: { protocol: 'tls', kind: 'encrypted' } },
    ),
  ).toEqual([
    'protocol openvpn',
    'sender is openvpn-client',
    'encryption openvpn',
    'protocol openvpn',
    'encryption tls',
    'encryption openvpn',
  ]);
});
