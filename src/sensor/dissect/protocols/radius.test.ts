import { expect, test } from 'vitest';
import { Reader } from '../../../lib/reader.ts';
import { accept, attribute, packet, request } from './radius.samples.ts';
import { radius, type RadiusEvent } from './radius.ts';

function read(bytes: Uint8Array): RadiusEvent[] {
  const events: RadiusEvent[] = [];
  radius.dissect(new Reader(bytes), 'originator', (event) => events.push(event));
  return events;
}

test('a request tells which device asks to join where, and never who', () => {
  expect(read(request)).toEqual([
    {
      protocol: 'radius',
      kind: 'packet',
      name: 'Access-Request',
      by: 'client',
      nas: 'ap-ward-3',
      station: '00:03:b1:b5:b6:48',
      network: 'clinical',
      password: true,
    },
  ]);
  expect(read(accept)).toMatchObject([{ name: 'Access-Accept', by: 'server', password: false }]);
  expect(JSON.stringify([...read(request), ...read(accept)])).not.toContain('doe');
});

test.each([
  ['0003B1B5B648', '00:03:b1:b5:b6:48'],
  ['0003.b1b5.b648', '00:03:b1:b5:b6:48'],
  ['+49 30 1234567', undefined],
])('a station that is written %s', (written, station) => {
  expect(read(packet(1, ...attribute(31, written)))).toMatchObject([{ station }]);
});

test('attributes that do not fill the packet are not recognised', () => {
  expect(radius.probe(request, 'originator')).toBe(true);
  expect(radius.probe(packet(1, 1, 1), 'originator')).toBe(false);
  expect(radius.probe(packet(1, 1, 9), 'originator')).toBe(false);
  expect(radius.probe(packet(99), 'originator')).toBe(false);
});
