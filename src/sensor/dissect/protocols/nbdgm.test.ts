import { expect, test } from 'vitest';
import { Reader } from '../../../lib/reader.ts';
import { nbdgm } from './nbdgm.ts';
import { announcement, other } from './nbdgm.samples.ts';

test.each([
  ['an announcement, with the version of Windows', announcement, '5.1'],
  ['any other datagram', other, undefined],
])('the source has a name and an address in %s', (_, bytes, windowsVersion) => {
  const events: unknown[] = [];
  nbdgm.dissect(new Reader(bytes), 'originator', (event) => events.push(event));
  const source = { name: 'NURSE-PC-3', suffix: 0x20, address: '10.0.0.155' };
  expect(events).toEqual([{ protocol: 'nbdgm', kind: 'datagram', source, windowsVersion }]);
});

test('what only looks like it is not recognised', () => {
  expect(nbdgm.probe(other.with(0, 0x13), 'originator')).toBe(false);
  expect(nbdgm.probe(other.with(20, 0x5a), 'originator')).toBe(false);
});
