import { expect, test } from 'vitest';
import { Reader } from '../../../lib/reader.ts';
import { ssdp, type SsdpEvent } from '../../dissect/protocols/ssdp.ts';
import { notify, search } from '../../dissect/protocols/ssdp.samples.ts';
import { facts } from '../notes.samples.ts';
import { observeSsdp } from './ssdp.ts';

function observed(bytes: Uint8Array): readonly string[] {
  const events: SsdpEvent[] = [];
  ssdp.dissect(new Reader(bytes), 'originator', (event) => events.push(event));
  return facts(observeSsdp, ...events);
}

test('an announcement is about the device, a search about who looks for one', () => {
  expect(observed(notify)).toEqual([
    'does NOTIFY',
    'sender is ssdp-device',
    'sender ssdp-server Linux/3.4 UPnP/1.0 Camera/1.6',
    'sender ssdp-type urn:schemas-upnp-org:device:MediaRenderer:1',
    'sender ssdp-uuid 2fac1234-31f8-11b4-a222-08002b34c003',
  ]);
  expect(observed(search)).toEqual([
    'does M-SEARCH',
    'sender is ssdp-control-point',
    'sender http-user-agent Chrome/86.0 Windows',
  ]);
});
