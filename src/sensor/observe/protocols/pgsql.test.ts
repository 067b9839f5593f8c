import { expect, test } from 'vitest';
import { facts } from '../notes.samples.ts';
import { observePgsql } from './pgsql.ts';

test('a server is known by its version, a client by its program, and a password in the open is counted', () => {
  const said = { protocol: 'pgsql' } as const;
  expect(
    facts(
      observePgsql,
      { ...said, kind: 'startup', application: 'RIS 4.2' },
      { ...said, kind: 'authentication', method: 'md5' },
      { ...said, kind: 'authentication', method: 'scram' },
      { ...said, kind: 'server', version: '15.6' },
    ),
  ).toEqual([
    'sender is pgsql-client',
    'does startup',
    'sender pgsql-application RIS 4.2',
    'sender is pgsql-server',
    'data credential md5 authentication',
    'sender is pgsql-server',
    'sender is pgsql-server',
    'sender pgsql-version 15.6',
  ]);
});
