import { expect, test } from 'vitest';
import { Reader } from '../../../lib/reader.ts';
import { advertisement, goodbye, routerAdvertisement, solicitation } from './ndp.samples.ts';
import { ndp, type NdpEvent } from './ndp.ts';

function read(bytes: Uint8Array): NdpEvent[] {
  const events: NdpEvent[] = [];
  ndp.dissect(new Reader(bytes), (event) => events.push(event));
  return events;
}
const PUMP = 'fe80::203:b1ff:feb5:b648';

test('who asks and who answers is told with the hardware address', () => {
  expect(read(solicitation)).toEqual([
    { protocol: 'ndp', kind: 'solicitation', target: PUMP, mac: '08:00:27:1d:a6:c2', router: false },
  ]);
  expect(read(advertisement)).toMatchObject([{ kind: 'advertisement', target: PUMP, mac: '00:03:b1:b5:b6:48' }]);
});

test('a router is one as long as it says so', () => {
  expect(read(routerAdvertisement)).toMatchObject([{ router: true, mac: '08:00:27:00:00:0f' }]);
  expect(read(goodbye)).toMatchObject([{ router: false }]);
});

test('other messages of ICMPv6 say nothing, and an option without length is an error', () => {
  expect(read(Uint8Array.of(128, 0, 0, 0, 0, 1, 0, 1))).toEqual([]);
  expect(() => read(Uint8Array.of(133, 0, 0, 0, 0, 0, 0, 0, 1, 0))).toThrow('without length');
});
