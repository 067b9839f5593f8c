import { expect, test } from 'vitest';
import { facts } from '../notes.samples.ts';
import { observeWireguard } from './wireguard.ts';

test('who opens a tunnel is known, and that it is encrypted', () => {
  const said = { protocol: 'wireguard' } as const;
  expect(facts(observeWireguard, { ...said, kind: 'initiation' }, { ...said, kind: 'data' })).toEqual([
    'encryption wireguard',
    'sender is vpn-peer',
    'does handshake',
    'encryption wireguard',
  ]);
});
