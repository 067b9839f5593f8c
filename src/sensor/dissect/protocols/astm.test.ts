import * as fc from 'fast-check';
import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { Conversation } from '../conversation.ts';
import type { Side } from '../dissector.ts';
import { astm, type AstmEvent } from './astm.ts';
import { bare, dialogue, ENQ, EOT, frame, header, order, query, results } from './astm.samples.ts';

function read(...turns: readonly (readonly [Side, Uint8Array])[]): AstmEvent[] {
  const events: AstmEvent[] = [];
  const talk = new Conversation(astm, (event) => {
    if (event.kind !== 'lost') events.push(event);
  });
  for (const [side, bytes] of turns) talk.data(side, bytes);
  return events;
}

const from = (...bytes: readonly Uint8Array[]): AstmEvent[] => read(['originator', Buffer.concat(bytes)]);

test('results tell the instrument and in which fields a patient is named', () => {
  expect(from(...results)).toMatchObject([
    { record: 'patient', fields: ['P-3', 'P-5', 'P-6', 'P-8', 'P-9'], patient: {} },
    { record: 'order', fields: ['O-3', 'O-5'], patient: {} },
    {
      kind: 'header',
      from: 'instrument',
      sender: 'Cobas 6000^c501^05.02.11^7788',
      receiver: 'LIS',
      software: '05.02.11',
      version: 'LIS2-A2',
      password: true,
    },
    { record: 'result', fields: ['R-3', 'R-4', 'R-5', 'R-7'], instrument: 'c501-A' },
    { record: 'comment', fields: ['C-4'] },
  ]);
});

test('records without frames tell the same as those in frames', () => {
  expect(from(bare)).toEqual(from(...results));
  expect(from(Buffer.from(bare.toString('latin1').replaceAll('\r', '\r\n'), 'latin1'))).toEqual(from(bare));
});

test('a question comes from an instrument and orders come from its host', () => {
  expect(from(query)).toMatchObject([
    { kind: 'header', from: 'instrument', sender: 'XN-1000', password: false },
    { record: 'query', fields: ['Q-3', 'Q-5'], patient: {} },
  ]);
  expect(from(order).at(-1)).toMatchObject({ kind: 'header', from: 'host', sender: 'LIS', receiver: 'XN-1000' });
});

test('a release is told with points between its numbers, or as two pairs of digits', () => {
  const measured = 'P|1||4711\rR|1|^^^^WBC|6.2\rL|1|N\r';
  const release = (sender: string) =>
    from(Buffer.from(`H|\\^&|||${sender}\r${measured}`, 'latin1')).find(({ kind }) => kind === 'header');
  expect(release('XN-1000^00-24^30111')).toMatchObject({ sender: 'XN-1000^00-24^30111', software: '00-24' });
  expect(release('XN-1000^00-241^30111')).toMatchObject({ software: undefined });
});

test('a header alone does not say who speaks', () => {
  expect(from(frame(1, `${header}L|1|N\r`), EOT)).toEqual([]);
});

test('patients are the same under the same number, and are forgotten with the message', () => {
  const key = new Uint8Array(32);
  const hashes = (text: string) =>
    from(Buffer.from(text, 'latin1')).flatMap((event) =>
      event.kind === 'data' && event.record === 'result' ? [event.patient?.hash(key)] : [],
    );
  const one = hashes('H|\\^&\rP|1|4711\rR|1|X|1\rR|2|Y|2\rL|1\r');
  expect(one[0]).toBe(one[1]);
  expect(hashes('H|\\^&\rP|1||4711\rR|1|X|1\r')).toEqual([one[0]]);
  expect(hashes('H|\\^&\rP|1|4712\rR|1|X|1\rL|1\rH|\\^&\rR|1|X|1\r')[1]).toBeUndefined();
});

test('a wrong checksum is told, and what the frame says is read', () => {
  const [first, ...rest] = results;
  const damaged = Uint8Array.from(first ?? []);
  damaged[8] = 0x41;
  const events = from(damaged, ...rest);
  expect(events[0]).toMatchObject({ kind: 'malformed', reason: expect.stringContaining('checksum') });
  expect(events).toHaveLength(from(...results).length + 1);
});

test('a frame that the host refuses is told', () => {
  expect(read(['originator', ENQ], ['responder', Buffer.of(0x15)])).toEqual([{ protocol: 'astm', kind: 'refused' }]);
});

test('after a hole the next record is read', () => {
  const events: unknown[] = [];
  const talk = new Conversation(astm, (event) => events.push(event.kind));
  talk.data('originator', results[0]?.subarray(0, 20) ?? ENQ);
  talk.gap('originator', 30);
  talk.data('originator', Buffer.concat(results.slice(1)));
  expect(events).toEqual(['data', 'data', 'data', 'data']);
});

test('no value of a patient, a sample or an operator shows', () => {
  const said = inspect(read(...dialogue), { depth: 9 }) + JSON.stringify(read(...dialogue));
  for (const value of ['4711', '0815', 'Doe', '19700101', 'BC-99381', '28.6', 'nurse7', 's3cret'])
    expect(said).not.toContain(value);
});

test('any text in any field of a patient, an order, a result or a comment stays inside', () => {
  const record = fc.constantFrom('P', 'O', 'R', 'C', 'Q', 'M', 'S');
  fc.assert(
    fc.property(record, fc.integer({ min: 1, max: 12 }), fc.stringMatching(/^[A-Z]{6,12}$/), (type, at, secret) => {
      const text = `H|\\^&|||XN\r${type}|1${'|'.repeat(at)}Q7${secret}\rL|1|N\r`;
      expect(inspect(from(Buffer.from(text, 'latin1')), { depth: 9 })).not.toContain(`Q7${secret}`);
    }),
  );
});

test.each([
  ['SOCKS 5', '\x05\x01\x00'],
  ['a DICOM release', '\x05\x00\x00\x00\x00\x04'],
  ['DICOM acknowledging a release', '\x06\x00\x00\x00\x00\x04'],
  ['HTTP', 'HEAD / HTTP/1.1'],
  ['a mail server waiting for a name', 'HELO there\r\n'],
  ['a frame of something else', '\x021ABCDEFG'],
  ['many acknowledgements', '\x06'.repeat(40)],
])('%s is not taken for laboratory records', (_, text) => {
  expect(astm.probe(Buffer.from(text, 'latin1'), 'originator')).toBe(false);
});

test('its own delimiters are recognised and used', () => {
  const text = 'H!~@#!!!ADVIA@2120!!!!!LIS\rP!1!4711\rR!1!X@Y!5\rL!1\r';
  expect(astm.probe(frame(1, text), 'originator')).toBe(true);
  expect(from(frame(1, text)).find(({ kind }) => kind === 'header')).toMatchObject({ sender: 'ADVIA^2120' });
});
