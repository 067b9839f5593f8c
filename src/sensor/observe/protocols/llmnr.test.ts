import { expect, test } from 'vitest';
import { facts } from '../notes.samples.ts';
import { observeLlmnr } from './llmnr.ts';

const asked = { protocol: 'llmnr', kind: 'query', name: 'NURSE-PC-3', addresses: [] } as const;

test('who asks for a name does not have it, who answers does', () => {
  expect(facts(observeLlmnr, asked)).toEqual(['does QUERY']);
  expect(facts(observeLlmnr, { ...asked, kind: 'response', addresses: ['10.0.0.155'] })).toEqual([
    'does RESPONSE',
    'sender is llmnr-responder',
    'sender llmnr-name NURSE-PC-3',
    '10.0.0.155 hostname NURSE-PC-3',
  ]);
});
