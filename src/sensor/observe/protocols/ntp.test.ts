import { expect, test } from 'vitest';
import type { NtpEvent } from '../../dissect/protocols/ntp.ts';
import { facts } from '../notes.samples.ts';
import { observeNtp } from './ntp.ts';

const time = { protocol: 'ntp', version: 4, stratum: 2, reference: '10.0.0.2' } as const;
const told = { protocol: 'ntp', operation: 2, software: 'ntpd 4.2.8p10', system: 'Linux/4.4.0' } as const;

test.each<readonly [string, NtpEvent, readonly string[]]>([
  ['who asks is a client', { ...time, kind: 'client' }, ['sender is ntp-client']],
  [
    'who answers is a server, and its reference is known',
    { ...time, kind: 'server' },
    ['sender is ntp-server', 'receiver is ntp-client', 'sender ntp-reference 10.0.0.2'],
  ],
  [
    'a kiss of death is no reference',
    { ...time, kind: 'server', stratum: 0, reference: 'RATE' },
    ['sender is ntp-server', 'receiver is ntp-client'],
  ],
  [
    'a server describes itself',
    { ...told, kind: 'control', response: true },
    ['sender is ntp-server', 'sender ntp-software ntpd 4.2.8p10', 'sender ntp-system Linux/4.4.0'],
  ],
  [
    'a request for what servers have for their keepers is said',
    { ...told, kind: 'private', response: false, software: undefined, system: undefined },
    ['does PRIVATE'],
  ],
])('%s', (_, event, lines) => {
  expect(facts(observeNtp, event)).toEqual(lines);
});
