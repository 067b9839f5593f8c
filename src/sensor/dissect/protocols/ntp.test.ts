import { expect, test } from 'vitest';
import { Reader } from '../../../lib/reader.ts';
import { ntp, type NtpEvent } from './ntp.ts';
import { client, control, monlist, reference, server, variables } from './ntp.samples.ts';

function read(bytes: Uint8Array): NtpEvent {
  const events: NtpEvent[] = [];
  ntp.dissect(new Reader(bytes), 'originator', (event) => events.push(event));
  const [event] = events;
  if (event === undefined) throw new Error('nothing was said');
  return event;
}

test.each([
  ['a client asks', client, { kind: 'client', version: 4, stratum: 0, reference: undefined }],
  ['a server names the one above it', server, { kind: 'server', stratum: 2, reference: '10.0.0.126' }],
  ['a server next to a reference clock names its kind', reference, { kind: 'server', stratum: 1, reference: 'GPS' }],
  ['a list of clients is asked for', monlist, { kind: 'private', response: false, operation: 42 }],
  [
    'a server describes itself',
    variables,
    { kind: 'control', response: true, operation: 2, software: 'ntpd 4.2.8p10@1.3728-o', system: 'Linux/4.4.0' },
  ],
])('%s', (_, bytes, told) => {
  expect(read(bytes)).toMatchObject(told);
});

const longer = (...bytes: readonly number[]) => ntp.probe(Uint8Array.from([...client, ...bytes]), 'originator');

test('extension fields and authenticators are recognised, other lengths are not', () => {
  const extension = [0x01, 0x04, 0, 16, ...Array.from({ length: 12 }, () => 0)];
  expect(longer(...extension)).toBe(true);
  expect(longer(...extension, ...Array.from({ length: 20 }, () => 1))).toBe(true);
  expect(longer(1)).toBe(false);
  expect(longer(...extension.with(3, 8))).toBe(false);
});

test('what only looks like it is not recognised', () => {
  for (const bytes of [
    client.with(0, 0x2b), // version 5
    client.with(0, 0x20), // mode 0
    client.with(1, 17), // a stratum that does not exist
    client.with(2, 18), // a pause of days
    client.with(3, 0x20), // a clock that ticks once in centuries
    control('').with(11, 9), // more variables than there are
    monlist.with(2, 9), // an implementation that does not exist
  ]) {
    expect(ntp.probe(bytes, 'originator')).toBe(false);
  }
});
