import { expect, test } from 'vitest';
import { facts } from '../notes.samples.ts';
import { observeCoap } from './coap.ts';

test('who asks and who answers is known', () => {
  const said = { protocol: 'coap', kind: 'message' } as const;
  expect(facts(observeCoap, { ...said, method: 'PUT' }, { ...said, method: undefined })).toEqual([
    'sender is coap-client',
    'does PUT',
    'sender is coap-server',
  ]);
});
