import { expect, test } from 'vitest';
import { Reader, Violation } from '../../../lib/reader.ts';
import { Conversation } from '../conversation.ts';
import { dnsTcp } from './dns-tcp.ts';
import { framed } from './dns-tcp.samples.ts';
import { dns, type DnsEvent, readDns } from './dns.ts';
import { ASKED, message, named, query, question, record, response } from './dns.samples.ts';

const read = (bytes: Uint8Array): DnsEvent => readDns(new Reader(bytes));

test('a query tells which name is asked for', () => {
  expect(read(query)).toEqual({
    protocol: 'dns',
    kind: 'query',
    operation: 'QUERY',
    responseCode: 0,
    questions: [{ name: 'pacs.hospital.example', type: 1 }],
    records: [],
  });
});

test('a response tells names and addresses, however they are compressed, and no texts', () => {
  expect(read(response)).toMatchObject({
    kind: 'response',
    records: [
      { section: 'answer', name: 'pacs.hospital.example', type: 5, target: 'archive.hospital.example' },
      { section: 'answer', name: 'archive.hospital.example', type: 1, address: '10.0.0.126' },
      { section: 'answer', name: 'archive.hospital.example', type: 28, address: '2001:db8::1' },
      { section: 'additional', name: 'pacs.hospital.example', type: 16 },
    ],
  });
  expect(JSON.stringify(read(response))).not.toContain('secret');
});

test('a service points to its host', () => {
  const service = record(ASKED, 33, [0, 0, 0, 100, 0x01, 0x85, ...named('dc.hospital.example')]);
  const [first] = read(message(0x8180, [[question(named('_ldap._tcp.x'), 33)], [service]])).records;
  expect(first).toMatchObject({ name: '_ldap._tcp.x', target: 'dc.hospital.example' });
});

test.each([
  ['itself', [0xc0, 12]],
  ['what follows it', [0xc0, 14]],
  ['a label that it is the end of', [1, 65, 0xc0, 12]],
])('a name that refers to %s is a violation, not a loop', (_, name) => {
  expect(() => read(message(0, [[question(name, 1), question(named('a'), 1)]]))).toThrow(Violation);
});

test('a name that takes too many references, or grows too long, is a violation', () => {
  const labels = named(Array.from({ length: 126 }, () => 'a').join('.'));
  expect(read(message(0, [[question(labels, 1)]])).questions[0]?.name).toHaveLength(251);
  expect(() => read(message(0, [[question(labels, 1), question([1, 97, 1, 97, 0xc0, 12], 1)]]))).toThrow('over 255');
  const chain = Array.from({ length: 40 }, (_, n) => [0xc0, n === 0 ? 12 : 28 + 2 * (n - 1)]);
  const unread = record([0], 99, chain.flat());
  expect(() => read(message(0x8180, [[question([0], 1)], [unread, record([0xc0, 28 + 2 * 39], 99, [])]]))).toThrow(
    'references',
  );
});

test('a value longer than its record is a violation', () => {
  const short = [...ASKED, 0, 1, 0, 1, 0, 0, 0, 1, 0, 2, 10, 0, 0, 1];
  expect(() => read(message(0x8180, [[question(named('a'), 1)], [short]]))).toThrow(Violation);
});

test('an update may take a record away by giving it no value', () => {
  const update = message(0x2800, [[question(named('ward.example'), 6)], [], [record(ASKED, 1, [], 255)]]);
  expect(read(update)).toMatchObject({ operation: 'UPDATE', records: [{ section: 'authority', type: 1 }] });
});

test('is recognised by what it is, whatever the port', () => {
  for (const bytes of [query, response]) expect(dns.probe(bytes, 'originator')).toBe(true);
  for (const bytes of [
    query.with(5, 2), // two questions
    query.with(7, 1), // a query with an answer
    query.with(2, 0x79), // an operation that does not exist
    query.with(3, 0x40), // a flag that must be zero
    query.with(12, 0x44), // a label that is too long
    query.with(13, 7), // a control character in a name
    query.with(query.length - 1, 9), // a class that does not exist
  ]) {
    expect(dns.probe(bytes, 'originator')).toBe(false);
  }
});

test('in a stream, a message that is malformed does not hide the next one', () => {
  const kinds: string[] = [];
  const talk = new Conversation(dnsTcp, (event) => kinds.push(event.kind));
  talk.data('originator', Buffer.concat([framed(query), framed(Uint8Array.of(1, 2, 3)), framed(query)]));
  expect(kinds).toEqual(['query', 'malformed', 'query']);
});

test('in a stream, a flood of messages that are none is not read to its end', () => {
  const kinds: string[] = [];
  const talk = new Conversation(dnsTcp, (event) => kinds.push(event.kind));
  expect(talk.data('originator', Buffer.concat([framed(query), Buffer.alloc(100_000)]))).toBe(false);
  expect(kinds).toEqual(['query', ...Array.from({ length: 16 }, () => 'malformed'), 'lost']);
});
