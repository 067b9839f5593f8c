import { expect, test } from 'vitest';
import { Conversation, MAX_BACKLOG } from '../conversation.ts';
import { hl7 } from './hl7.ts';
import { acknowledge, admit } from './hl7.samples.ts';

test('a message tells sender, receiver, type and segments, and no patient', () => {
  const events: unknown[] = [];
  new Conversation(hl7, (event) => events.push(event)).data('originator', Buffer.concat([admit, acknowledge]));
  expect(events).toEqual([
    {
      protocol: 'hl7',
      kind: 'message',
      sendingApplication: 'EPIC',
      sendingFacility: 'WARD 3',
      receivingApplication: 'LAB',
      receivingFacility: 'MAIN',
      type: 'ADT^A01',
      controlId: 'MSG00001',
      version: '2.5.1',
      segments: ['MSH', 'EVN', 'PID'],
    },
    {
      protocol: 'hl7',
      kind: 'message',
      sendingApplication: 'LAB',
      sendingFacility: 'MAIN',
      receivingApplication: 'EPIC',
      receivingFacility: 'WARD 3',
      type: 'ACK^A01',
      controlId: 'MSG00002',
      version: '2.5.1',
      segments: ['MSH', 'MSA'],
    },
  ]);
});

test('after a gap the next block is read again', () => {
  const kinds: unknown[] = [];
  const talk = new Conversation(hl7, (event) => kinds.push(event.kind));
  talk.data('originator', admit.subarray(0, 30));
  talk.gap('originator', 20);
  talk.data('originator', admit.subarray(50));
  talk.data('originator', admit);
  expect(kinds).toEqual(['message']);
});

test.each([
  ['malformed', Buffer.from('\x0bPID|1||4711\x1c\r')],
  ['too long to hold', Buffer.from(`\x0bMSH|^~\\&|${'A'.repeat(MAX_BACKLOG)}\x1c\r`)],
])('a block that is %s does not hide the ones after it', (_, bad) => {
  const kinds: unknown[] = [];
  const talk = new Conversation(hl7, (event) => kinds.push(event.kind));
  talk.data('originator', Buffer.concat([admit, bad, admit]));
  for (const bytes of [admit, bad.subarray(0, -1), bad.subarray(-1), admit]) talk.data('responder', bytes);
  expect(kinds).toEqual(['message', 'malformed', 'message', 'message', 'malformed', 'message']);
});
