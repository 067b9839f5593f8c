import { expect, test } from 'vitest';
import { facts } from '../notes.samples.ts';
import { observeDcerpc } from './dcerpc.ts';

test('interfaces are told by their names, unknown ones by their number', () => {
  const interfaces = ['367abb81-9844-35f1-ad32-98f038001003', '00000000-0000-0000-0000-000000000001'];
  expect(
    facts(observeDcerpc, { protocol: 'dcerpc', kind: 'bind', interfaces }, { protocol: 'dcerpc', kind: 'bound' }),
  ).toEqual([
    'sender is dcerpc-client',
    'does bind svcctl',
    'does bind 00000000-0000-0000-0000-000000000001',
    'sender is dcerpc-server',
  ]);
});
