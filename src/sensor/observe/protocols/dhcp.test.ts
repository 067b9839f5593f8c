import { expect, test } from 'vitest';
import { Reader } from '../../../lib/reader.ts';
import { dhcp, type DhcpEvent } from '../../dissect/protocols/dhcp.ts';
import { acknowledge, discover, message, option } from '../../dissect/protocols/dhcp.samples.ts';
import { facts } from '../notes.samples.ts';
import { observeDhcp } from './dhcp.ts';

function observed(bytes: Uint8Array): readonly string[] {
  const events: DhcpEvent[] = [];
  dhcp.dissect(new Reader(bytes), 'originator', (event) => events.push(event));
  return facts(observeDhcp, ...events);
}

test('what a client says is about its hardware address, whoever carried it', () => {
  expect(observed(discover)).toEqual([
    'does DISCOVER',
    '00:03:b1:b5:b6:48 is dhcp-client',
    '00:03:b1:b5:b6:48 hostname PLUM-A-17',
    '00:03:b1:b5:b6:48 dhcp-vendor-class udhcp 1.19.4',
    '00:03:b1:b5:b6:48 dhcp-fingerprint 1,3,6,12,15,28,42',
  ]);
});

test('an acknowledgement binds the address it gives, and names server and router', () => {
  expect(observed(acknowledge)).toEqual([
    'does ACK',
    '00:03:b1:b5:b6:48 is dhcp-client',
    'sender is dhcp-server',
    '10.0.0.1 is dhcp-server',
    '10.0.0.254 is router',
    'binding 00:03:b1:b5:b6:48 10.0.0.155 dhcp',
  ]);
});

test('an offer binds nothing: it may be declined', () => {
  expect(observed(message(2, option(53, [2]), { yiaddr: [10, 0, 0, 155] })).join()).not.toContain('binding');
});

test.each([
  ['acknowledged', 2, 5],
  ['asked about', 1, 8],
  ['renewed', 1, 3],
] as const)('an address that the client holds already and that is %s is bound', (_, operation, type) => {
  expect(observed(message(operation, option(53, [type]), { ciaddr: [10, 0, 0, 9] }))).toContain(
    'binding 00:03:b1:b5:b6:48 10.0.0.9 dhcp',
  );
});

test('a relay is no server', () => {
  const lines = observed(message(2, [...option(53, [2]), ...option(54, [10, 9, 9, 9])], { giaddr: [10, 0, 0, 254] }));
  expect(lines).toContain('10.0.0.254 is dhcp-relay');
  expect(lines).toContain('10.9.9.9 is dhcp-server');
  expect(lines).not.toContain('sender is dhcp-server');
});

test('nobody is there because somebody asks whether a client is', () => {
  for (const [operation, type] of [
    [1, 10],
    [2, 12],
  ] as const) {
    const lines = observed(message(operation, option(53, [type]), { ciaddr: [0, 161, 224, 64] }));
    expect(lines.join()).not.toContain('is dhcp-client');
  }
});
