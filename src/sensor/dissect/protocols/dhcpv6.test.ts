import { expect, test } from 'vitest';
import { Reader, Violation } from '../../../lib/reader.ts';
import { dhcpv6 } from './dhcpv6.ts';
import { relayed, reply, solicit } from './dhcpv6.samples.ts';

function read(bytes: Uint8Array): readonly unknown[] {
  const events: unknown[] = [];
  dhcpv6.dissect(new Reader(bytes), 'originator', (event) => events.push(event));
  return events;
}

test('a client describes itself', () => {
  expect(read(solicit)).toEqual([
    {
      protocol: 'dhcpv6',
      kind: 'message',
      type: 'SOLICIT',
      from: 'client',
      relayedFor: undefined,
      mac: '00:03:b1:b5:b6:48',
      hostname: 'pump-17',
      vendorClass: 'MSFT 5.0',
      fingerprint: '24,23',
    },
  ]);
});

test('a server answers with the whole name', () => {
  expect(read(reply)).toMatchObject([{ type: 'REPLY', from: 'server', hostname: 'pump-17.ward' }]);
});

test('what a relay carries is the client’s, whose address the relay tells', () => {
  expect(read(relayed(solicit))).toMatchObject([{ type: 'SOLICIT', relayedFor: 'fe80::7', hostname: 'pump-17' }]);
});

test('relays that carry each other without end are a violation', () => {
  const nested = Array.from({ length: 9 }).reduce<Uint8Array>((message) => relayed(message), Uint8Array.of(1, 2, 3, 4));
  expect(() => read(nested)).toThrow(Violation);
});

test('what only looks like it is not recognised', () => {
  expect(dhcpv6.probe(solicit.with(0, 14), 'originator')).toBe(false);
  expect(dhcpv6.probe(solicit.with(7, 200), 'originator')).toBe(false);
  expect(dhcpv6.probe(solicit.with(5, 99), 'originator')).toBe(false);
});
