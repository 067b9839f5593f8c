import { expect, test } from 'vitest';
import { facts } from '../notes.samples.ts';
import { observeKerberos } from './kerberos.ts';

const said = { protocol: 'kerberos', kind: 'message', realm: 'EXAMPLE', machine: undefined } as const;

test('a machine is known by its account, and a server by the weak cipher that it still uses', () => {
  expect(
    facts(
      observeKerberos,
      { ...said, name: 'AS-REQ', by: 'client', machine: 'CT-CONSOLE', ciphers: ['rc4-hmac'] },
      { ...said, name: 'AS-REP', by: 'server', ciphers: ['rc4-hmac'] },
      { ...said, name: 'AS-REP', by: 'server', ciphers: ['aes256-cts-hmac-sha1-96'] },
    ),
  ).toEqual([
    'protocol kerberos',
    'sender is kerberos-client',
    'does AS-REQ',
    'sender kerberos-realm EXAMPLE',
    'sender kerberos-machine CT-CONSOLE',
    'protocol kerberos',
    'sender is kerberos-server',
    'sender kerberos-weak-cipher rc4-hmac',
    'protocol kerberos',
    'sender is kerberos-server',
  ]);
});
