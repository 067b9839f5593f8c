import { expect, test } from 'vitest';
import { Reader } from '../../../lib/reader.ts';
import { nbns, type NbnsEvent } from '../../dissect/protocols/nbns.ts';
import { answer, query, status } from '../../dissect/protocols/nbns.samples.ts';
import { facts } from '../notes.samples.ts';
import { observeNbns } from './nbns.ts';

function observed(bytes: Uint8Array): readonly string[] {
  const events: NbnsEvent[] = [];
  nbns.dissect(new Reader(bytes), 'originator', (event) => events.push(event));
  return facts(observeNbns, ...events);
}

test('a name is noted for the address that has it, and a question for a name for nobody', () => {
  expect(observed(query)).toEqual(['does QUERY']);
  expect(observed(answer)).toEqual(['10.0.0.155 netbios-name NURSE-PC-3']);
});

test('of a status the names of the machine and its group are noted, and nobody’s who uses it', () => {
  expect(observed(status)).toEqual(['sender netbios-name NURSE-PC-3', 'sender netbios-group WARD']);
});
