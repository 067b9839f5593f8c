import { expect, test } from 'vitest';
import { Reader } from '../../../lib/reader.ts';
import { message, named, question } from './dns.samples.ts';
import { nbns, type NbnsEvent } from './nbns.ts';
import { answer, query, registration, release, status } from './nbns.samples.ts';

function read(bytes: Uint8Array): NbnsEvent {
  const events: NbnsEvent[] = [];
  nbns.dissect(new Reader(bytes), 'originator', (event) => events.push(event));
  const [event] = events;
  if (event === undefined) throw new Error('nothing was said');
  return event;
}

const held = { name: 'NURSE-PC-3', suffix: 0, group: false, address: '10.0.0.155' };

test.each([
  ['a question claims no name', query, { kind: 'QUERY', response: false, claims: [] }],
  ['an answer tells who has it', answer, { kind: 'QUERY', response: true, claims: [held] }],
  ['who registers a name claims it', registration, { kind: 'REGISTRATION', response: false, claims: [held] }],
  ['who releases a name has it no longer', release, { kind: 'RELEASE', claims: [] }],
])('%s', (_, bytes, told) => {
  expect(read(bytes)).toMatchObject(told);
});

test('a status tells all names of a machine and its hardware address', () => {
  expect(read(status)).toMatchObject({
    mac: '00:03:b1:b5:b6:48',
    claims: [
      { name: 'NURSE-PC-3', suffix: 0x00, group: false, address: undefined },
      { name: 'WARD', suffix: 0x00, group: true },
      { name: 'JDOE', suffix: 0x03, group: false },
    ],
  });
});

test('a refused registration gives nobody a name', () => {
  expect(read(answer.with(2, 0xad).with(3, 0x86)).claims).toEqual([]);
});

test('is told from DNS by its encoded names', () => {
  expect(nbns.probe(message(0x0110, [[question(named('NURSE-PC-3'), 32)]]), 'originator')).toBe(false);
  expect(nbns.probe(query.with(query.length - 3, 1), 'originator')).toBe(false);
});
