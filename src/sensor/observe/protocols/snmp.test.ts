import { expect, test } from 'vitest';
import { Reader } from '../../../lib/reader.ts';
import { snmp, type SnmpEvent } from '../../dissect/protocols/snmp.ts';
import { encrypted, get, report, response, trap } from '../../dissect/protocols/snmp.samples.ts';
import { facts } from '../notes.samples.ts';
import { observeSnmp } from './snmp.ts';

function observed(bytes: Uint8Array): readonly string[] {
  const events: SnmpEvent[] = [];
  snmp.dissect(new Reader(bytes), 'originator', (event) => events.push(event));
  return facts(observeSnmp, ...events);
}

test.each([
  [
    'a request shows a password and who manages',
    get,
    ['data credential community', 'does GET', 'sender is snmp-manager'],
  ],
  [
    'a response describes the device',
    response,
    [
      'data credential community',
      'sender is snmp-agent',
      'receiver is snmp-manager',
      'sender snmp-sysdescr Infusion gateway 2.1',
      'sender snmp-sysobjectid 1.3.6.1.4.1.9.1.1',
      'sender snmp-sysname gateway-3',
    ],
  ],
  [
    'a trap is about the agent that it names',
    trap,
    ['data credential community', 'does TRAP', '10.0.0.155 is snmp-agent'],
  ],
  ['what is encrypted shows no more than that', encrypted, ['encryption snmpv3']],
  [
    'a report tells the agent’s identity',
    report,
    ['sender is snmp-agent', 'receiver is snmp-manager', 'sender snmp-engine 80000009030001'],
  ],
])('%s', (_, bytes, lines) => {
  expect(observed(bytes)).toEqual(lines);
});
