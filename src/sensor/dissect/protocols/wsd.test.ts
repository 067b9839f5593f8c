import { expect, test } from 'vitest';
import { Reader } from '../../../lib/reader.ts';
import { envelope, hello, matches, probe } from './wsd.samples.ts';
import { wsd, type WsdEvent } from './wsd.ts';

function read(bytes: Uint8Array): WsdEvent[] {
  const events: WsdEvent[] = [];
  wsd.dissect(new Reader(bytes), 'originator', (event) => events.push(event));
  return events;
}

test('an announcement tells what a device is, where it stands, and nobody’s name', () => {
  expect(read(hello)).toEqual([
    {
      protocol: 'wsd',
      kind: 'Hello',
      types: ['NetworkVideoTransmitter', 'Device'],
      scopes: [
        'onvif://www.onvif.org/type/video_encoder',
        'onvif://www.onvif.org/hardware/P3225',
        'sdc.ctxt.loc:/sdc.ctxt.loc.detail/ICU%2F%2F%2FBed1',
      ],
      uuid: '16c2b5e0-0b2a-11e9-ab14-d663bd873d93',
      location: '10.0.0.155:8080',
    },
  ]);
  expect(JSON.stringify(read(hello))).not.toContain('Doe');
});

test('a question tells what is looked for, and an answer who it is', () => {
  expect(read(probe)).toMatchObject([{ kind: 'Probe', types: ['NetworkVideoTransmitter'], uuid: undefined }]);
  expect(read(matches)).toMatchObject([{ kind: 'ProbeMatches', types: [], uuid: expect.stringMatching(/^16c2/) }]);
});

test('other envelopes are not recognised', () => {
  expect(wsd.probe(Buffer.from('<?xml version="1.0"?><Envelope/>'), 'originator')).toBe(false);
  expect(() => read(envelope('<x/>'))).toThrow('neither an announcement');
});
