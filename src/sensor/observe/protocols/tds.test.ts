import { expect, test } from 'vitest';
import { facts } from '../notes.samples.ts';
import { observeTds } from './tds.ts';

test('servers are known by version, clients by machine and program', () => {
  const said = { protocol: 'tds' } as const;
  expect(
    facts(
      observeTds,
      { ...said, kind: 'prelogin', by: 'server', version: '15.0.2000', encryption: 'none' },
      { ...said, kind: 'login', host: 'CT-CONSOLE', application: 'RIS', password: true },
    ),
  ).toEqual([
    'sender is tds-server',
    'sender tds-version 15.0.2000',
    'sender is tds-client',
    'does login',
    'sender tds-client-name CT-CONSOLE',
    'sender tds-application RIS',
    'data credential LOGIN7 password',
  ]);
});
