import { expect, test } from 'vitest';
import { facts } from '../notes.samples.ts';
import { observeNdp } from './ndp.ts';

const said = { protocol: 'ndp', router: false, target: 'fe80::1', mac: '00:03:b1:00:00:01' } as const;

test('an answer binds what it tells, a question its sender, and a router says that it is one', () => {
  expect(
    facts(
      observeNdp,
      { ...said, kind: 'advertisement' },
      { ...said, kind: 'solicitation' },
      { ...said, kind: 'router-advertisement', router: true, mac: undefined },
      { ...said, kind: 'advertisement', target: '::' },
      { ...said, kind: 'advertisement', mac: '33:33:00:00:00:01' },
    ),
  ).toEqual(['binding 00:03:b1:00:00:01 fe80::1 ndp', 'binding 00:03:b1:00:00:01 10.0.0.155 ndp', 'sender is router']);
});
