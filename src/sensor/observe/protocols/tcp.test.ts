import { expect, test } from 'vitest';
import { facts } from '../notes.samples.ts';
import { observeTcp } from './tcp.ts';

test('who opens is known by how', () => {
  expect(facts(observeTcp, { protocol: 'tcp', kind: 'opening', fingerprint: '64:mss:' })).toEqual([
    'sender tcp-fingerprint 64:mss:',
  ]);
});
