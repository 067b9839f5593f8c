import { expect, test } from 'vitest';
import { facts } from '../notes.samples.ts';
import { observeLdap } from './ldap.ts';

test('deeds of clients are told, servers are known as such, and a readable password is counted', () => {
  expect(
    facts(
      observeLdap,
      { protocol: 'ldap', kind: 'operation', name: 'searchRequest', by: 'client' },
      { protocol: 'ldap', kind: 'operation', name: 'searchResDone', by: 'server' },
      { protocol: 'ldap', kind: 'bind', method: 'simple', ntlm: undefined },
      { protocol: 'ldap', kind: 'bind', method: 'GSSAPI', ntlm: undefined },
    ),
  ).toEqual([
    'sender is ldap-client',
    'does searchRequest',
    'sender is ldap-server',
    'data credential LDAP simple bind',
  ]);
});
