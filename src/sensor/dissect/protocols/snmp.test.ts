import { expect, test } from 'vitest';
import { Reader, Violation } from '../../../lib/reader.ts';
import { snmp, type SnmpEvent } from './snmp.ts';
import { encrypted, get, message, object, pdu, report, response, text, trap } from './snmp.samples.ts';

function read(bytes: Uint8Array): SnmpEvent {
  const events: SnmpEvent[] = [];
  snmp.dissect(new Reader(bytes), 'originator', (event) => events.push(event));
  const [event] = events;
  if (event === undefined) throw new Error('nothing was said');
  return event;
}

test('a response tells what describes the device, and no other value', () => {
  expect(read(response)).toEqual({
    protocol: 'snmp',
    kind: 'message',
    version: '2c',
    operation: 'RESPONSE',
    community: true,
    security: undefined,
    engine: undefined,
    agentAddress: undefined,
    objects: 4,
    description: { sysDescr: 'Infusion gateway 2.1', sysObjectId: '1.3.6.1.4.1.9.1.1', sysName: 'gateway-3' },
  });
});

test.each([
  ['a request', get, { version: '2c', operation: 'GET', objects: 1, description: {} }],
  ['a trap of version 1', trap, { version: '1', operation: 'TRAP', agentAddress: '10.0.0.155' }],
  [
    'a report of version 3',
    report,
    {
      version: '3',
      operation: 'REPORT',
      engine: '80000009030001',
      security: { authenticated: false, encrypted: false },
    },
  ],
  [
    'an encrypted message',
    encrypted,
    { operation: undefined, security: { authenticated: true, encrypted: true }, community: false },
  ],
])('%s tells who asks for what', (_, bytes, told) => {
  expect(read(bytes)).toMatchObject(told);
});

test('no password and no user is told', () => {
  expect(JSON.stringify([get, response, trap, report, encrypted].map(read))).not.toMatch(/hush|jdoe|Doe/);
});

test('of the objects in a table the first alone is the device', () => {
  const serial = '1.3.6.1.2.1.47.1.1.1.1.11';
  const answer = pdu(0xa2, object(`${serial}.5`, text('board')), object(`${serial}.1`, text('device')));
  expect(read(message(1, 'hush', answer)).description).toEqual({ serial: 'device' });
});

test('a part of an identifier that is too long is a violation', () => {
  const endless = [0x30, 9, 0x06, 7, 0x2b, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f];
  expect(() => read(message(0, 'hush', pdu(0xa0, endless)))).toThrow(Violation);
});

test('what only looks like it is not recognised', () => {
  for (const bytes of [get, response, trap, encrypted]) expect(snmp.probe(bytes, 'originator')).toBe(true);
  for (const bytes of [get.with(4, 2), get.with(5, 0x30), get.with(0, 0x31)]) {
    expect(snmp.probe(bytes, 'originator')).toBe(false);
  }
});
