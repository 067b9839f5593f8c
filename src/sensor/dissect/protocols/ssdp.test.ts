import { expect, test } from 'vitest';
import { Reader } from '../../../lib/reader.ts';
import { ssdp, type SsdpEvent } from './ssdp.ts';
import { lines, notify, response, search } from './ssdp.samples.ts';

function read(bytes: Uint8Array): SsdpEvent {
  const events: SsdpEvent[] = [];
  ssdp.dissect(new Reader(bytes), 'originator', (event) => events.push(event));
  const [event] = events;
  if (event === undefined) throw new Error('nothing was said');
  return event;
}

test('an announcement tells what the device is, and of the address of its description the host', () => {
  expect(read(notify)).toEqual({
    protocol: 'ssdp',
    kind: 'notify',
    server: 'Linux/3.4 UPnP/1.0 Camera/1.6',
    userAgent: undefined,
    target: 'urn:schemas-upnp-org:device:MediaRenderer:1',
    uuid: '2fac1234-31f8-11b4-a222-08002b34c003',
    location: '10.0.0.155:49152',
  });
});

test('a search tells what is looked for, and an answer what was found', () => {
  expect(read(search)).toMatchObject({ kind: 'search', target: 'ssdp:all', userAgent: 'Chrome/86.0 Windows' });
  expect(read(response)).toMatchObject({ kind: 'response', server: 'Camera/1.6', target: 'upnp:rootdevice' });
});

test('an answer to something else is not recognised', () => {
  expect(ssdp.probe(lines('HTTP/1.1 200 OK', 'Server: Apache'), 'responder')).toBe(false);
  expect(ssdp.probe(lines('GET / HTTP/1.1'), 'originator')).toBe(false);
});
