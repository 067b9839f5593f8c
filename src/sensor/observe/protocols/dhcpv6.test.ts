import { expect, test } from 'vitest';
import { Reader } from '../../../lib/reader.ts';
import { dhcpv6, type Dhcpv6Event } from '../../dissect/protocols/dhcpv6.ts';
import { relayed, reply, solicit } from '../../dissect/protocols/dhcpv6.samples.ts';
import { facts } from '../notes.samples.ts';
import { observeDhcpv6 } from './dhcpv6.ts';

function observed(bytes: Uint8Array): readonly string[] {
  const events: Dhcpv6Event[] = [];
  dhcpv6.dissect(new Reader(bytes), 'originator', (event) => events.push(event));
  return facts(observeDhcpv6, ...events);
}

test('what a client says is about itself, what a server says makes it a server', () => {
  expect(observed(solicit)).toEqual([
    'does SOLICIT',
    'sender is dhcp-client',
    'sender hostname pump-17',
    'sender dhcp-vendor-class MSFT 5.0',
    'sender dhcpv6-fingerprint 24,23',
  ]);
  expect(observed(reply)).toEqual(['does REPLY', 'sender is dhcp-server', 'receiver is dhcp-client']);
});

test('what a relay carries is about the client', () => {
  const lines = observed(relayed(solicit));
  expect(lines).toContain('sender is dhcp-relay');
  expect(lines).toContain('fe80::7 hostname pump-17');
});
