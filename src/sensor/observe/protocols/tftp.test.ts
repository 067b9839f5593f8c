import { expect, test } from 'vitest';
import { facts } from '../notes.samples.ts';
import { observeTftp } from './tftp.ts';

test('who fetches files is known', () => {
  expect(facts(observeTftp, { protocol: 'tftp', kind: 'request', name: 'RRQ' })).toEqual([
    'sender is tftp-client',
    'does RRQ',
  ]);
});
