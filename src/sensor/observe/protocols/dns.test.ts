import { expect, test } from 'vitest';
import { Reader } from '../../../lib/reader.ts';
import { readDns } from '../../dissect/protocols/dns.ts';
import { ASKED, message, named, query, question, record, response } from '../../dissect/protocols/dns.samples.ts';
import { facts } from '../notes.samples.ts';
import { reverseAddress } from './dns-reverse.ts';
import { observeDns } from './dns.ts';

const observed = (bytes: Uint8Array): readonly string[] => facts(observeDns, readDns(new Reader(bytes)));

test('who asks is a client, and the name is not its own', () => {
  expect(observed(query)).toEqual(['protocol dns', 'does QUERY', 'sender is dns-client']);
});

test('an answer names addresses by the name asked for as well as by their own', () => {
  expect(observed(response)).toEqual([
    'protocol dns',
    'sender is dns-server',
    'receiver is dns-client',
    '10.0.0.126 dns-name archive.hospital.example',
    '10.0.0.126 dns-name pacs.hospital.example',
    '2001:db8::1 dns-name archive.hospital.example',
    '2001:db8::1 dns-name pacs.hospital.example',
  ]);
});

test('a reverse answer names the address asked about', () => {
  const asked = question(named('155.0.0.10.in-addr.arpa'), 12);
  const lines = observed(message(0x8580, [[asked], [record(ASKED, 12, named('plum-a-17.ward.example'))]]));
  expect(lines).toContain('10.0.0.155 dns-name plum-a-17.ward.example');
});

test('a host that updates its entry names itself', () => {
  const added = record(named('pump.ward.example'), 1, [10, 0, 0, 9]);
  const lines = observed(message(0x2800, [[question(named('ward.example'), 6)], [], [added]]));
  expect(lines).toEqual(['protocol dns', 'does UPDATE', 'sender is dns-client', '10.0.0.9 dns-name pump.ward.example']);
});

test.each([
  ['1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa', '2001:db8::1'],
  ['155.0.0.10.IN-ADDR.ARPA', '10.0.0.155'],
  ['0.0.10.in-addr.arpa', undefined],
  ['256.0.0.10.in-addr.arpa', undefined],
  ['pacs.hospital.example', undefined],
])('%s is the reverse of %s', (name, address) => {
  expect(reverseAddress(name)).toBe(address);
});
