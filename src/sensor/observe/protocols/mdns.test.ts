import { expect, test } from 'vitest';
import type { MdnsEvent } from '../../dissect/protocols/mdns.ts';
import { facts } from '../notes.samples.ts';
import { observeMdns } from './mdns.ts';

const printer = { type: '_ipp._tcp', instance: 'Ward 3', host: 'mg5300.local', model: 'MG5300' };

function event(...addresses: readonly string[]): MdnsEvent {
  const hosts = addresses.map((address) => ({ name: 'mg5300.local', address }));
  return { protocol: 'mdns', kind: 'response', questions: [], hosts, services: [printer] };
}

test('a responder names itself and its services', () => {
  expect(facts(observeMdns, event('10.0.0.155', '172.17.0.1'))).toEqual([
    'does RESPONSE',
    'sender is mdns-responder',
    'sender mdns-name mg5300.local',
    'sender hostname mg5300',
    'sender mdns-service _ipp._tcp',
    'sender mdns-instance Ward 3',
    'sender mdns-model MG5300',
  ]);
});

test('what a gateway repeats is about the host that it repeats', () => {
  const lines = facts(observeMdns, event('10.9.9.9', '127.0.0.1'));
  expect(lines).toContain('10.9.9.9 hostname mg5300');
  expect(lines).toContain('10.9.9.9 mdns-model MG5300');
  expect(lines.join()).not.toMatch(/sender mdns|127/);
});

test('a service whose host is not told is the sender’s', () => {
  expect(facts(observeMdns, event())).toContain('sender mdns-model MG5300');
});
