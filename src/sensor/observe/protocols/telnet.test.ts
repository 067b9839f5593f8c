import { expect, test } from 'vitest';
import { facts } from '../notes.samples.ts';
import { observeTelnet } from './telnet.ts';

test('the banner and both ends are told, and a password is counted', () => {
  expect(
    facts(
      observeTelnet,
      { protocol: 'telnet', kind: 'greeting', text: 'Gateway' },
      { protocol: 'telnet', kind: 'password' },
    ),
  ).toEqual([
    'sender is telnet-server',
    'receiver is telnet-client',
    'sender telnet-banner Gateway',
    'sender is telnet-server',
    'receiver is telnet-client',
    'data credential Telnet password',
  ]);
});
