import { expect, test } from 'vitest';
import { Reader } from '../../../lib/reader.ts';
import { message, named, query, question, record } from './dns.samples.ts';
import { mdns, type MdnsEvent } from './mdns.ts';
import { announcement, claim, knowing } from './mdns.samples.ts';

function read(bytes: Uint8Array): MdnsEvent {
  const events: MdnsEvent[] = [];
  mdns.dissect(new Reader(bytes), 'originator', (event) => events.push(event));
  const [event] = events;
  if (event === undefined) throw new Error('nothing was said');
  return event;
}

test('an announcement tells the host, and its services put together from their records', () => {
  expect(read(announcement)).toEqual({
    protocol: 'mdns',
    kind: 'response',
    questions: [],
    hosts: [{ name: 'monitor-7.local', address: '10.0.0.155' }],
    services: [
      { type: '_ipp._tcp', instance: '', host: '' },
      {
        type: '_ipp._tcp',
        instance: 'Ward 3 / Bed',
        host: 'monitor-7.local',
        model: 'Canon MG5300 series',
        manufacturer: 'Canon',
      },
    ],
  });
});

test('a claim is what the host says of itself, the known answers in a query are not', () => {
  expect(read(claim)).toMatchObject({ kind: 'query', hosts: [{ name: 'monitor-7.local', address: '10.0.0.155' }] });
  expect(read(knowing)).toMatchObject({ questions: ['_ipp._tcp.local'], hosts: [], services: [] });
});

test('fields that describe no device are passed over', () => {
  expect(JSON.stringify(read(announcement))).not.toContain('J. Doe');
});

test('a subtype names no instance', () => {
  const subtype = record(named('_universal._sub._ipp._tcp.local'), 12, named('_x._sub._ipp._tcp.local'));
  expect(read(message(0x8400, [[], [subtype]], 0)).services).toEqual([{ type: '_ipp._tcp', instance: '', host: '' }]);
});

test('is told from ordinary DNS by its id or by its domain', () => {
  expect(mdns.probe(query, 'originator')).toBe(false);
  expect(mdns.probe(message(0, [[question(named('printer.local'), 1)]]), 'originator')).toBe(true);
  expect(mdns.probe(announcement.with(3, 1), 'originator')).toBe(false);
});
