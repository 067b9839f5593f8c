import { expect, test } from 'vitest';
import { facts } from '../notes.samples.ts';
import { observeMysql } from './mysql.ts';

test('a server is known by its version, and a log-in in the open is counted', () => {
  const said = { protocol: 'mysql' } as const;
  expect(facts(observeMysql, { ...said, kind: 'greeting', version: '8.0.36' }, { ...said, kind: 'login' })).toEqual([
    'sender is mysql-server',
    'receiver is mysql-client',
    'sender mysql-version 8.0.36',
    'sender is mysql-client',
    'does login',
    'data credential auth response',
  ]);
});
