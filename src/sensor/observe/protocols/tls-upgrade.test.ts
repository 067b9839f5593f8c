import { expect, test } from 'vitest';
import { facts } from '../notes.samples.ts';
import { observeTlsUpgrade } from './tls-upgrade.ts';

test('what was spoken before TLS names the conversation and both ends; unknown, it is called TLS', () => {
  expect(facts(observeTlsUpgrade, { protocol: 'tls-upgrade', kind: 'upgrade', from: 'imap' })).toEqual([
    'protocol imap',
    'sender is imap-client',
    'receiver is imap-server',
  ]);
  expect(facts(observeTlsUpgrade, { protocol: 'tls-upgrade', kind: 'upgrade', from: undefined })).toEqual([
    'protocol tls',
  ]);
});
