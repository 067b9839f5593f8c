import { expect, test } from 'vitest';
import { type Reader, Violation } from '../../lib/reader.ts';
import { Conversation, MAX_BACKLOG } from './conversation.ts';
import { alike, type StreamDissector, take, until } from './dissector.ts';

const HALF = 512 * 1024;

test.each([
  ['a length', () => take(HALF)],
  ['an end', () => until(0)],
])('a message that waits for %s costs no more in one-byte segments', (_, wait) => {
  const done: unknown[] = [];
  const waiting: StreamDissector = {
    name: 'waiting',
    transport: 'tcp',
    ports: [],
    probe: () => true,
    open: alike(function* (_side, emit) {
      yield* wait();
      emit({ protocol: 'waiting', kind: 'done' });
    }),
  };
  const conversation = new Conversation(waiting, (event) => done.push(event.kind));
  for (let sent = 1; sent < HALF; sent++) conversation.data('originator', Uint8Array.of(1));
  conversation.data('originator', Uint8Array.of(0));
  expect(done).toEqual(['done']);
});

test('what a dissector took stays, though the caller hands in a Buffer that it uses again', () => {
  const taken: Reader[] = [];
  const keeping: StreamDissector = {
    name: 'keeping',
    transport: 'tcp',
    ports: [],
    probe: () => true,
    open: alike(function* () {
      taken.push(yield* take(3), yield* take(5));
    }),
  };
  const conversation = new Conversation(keeping, () => {});
  const buffer = Buffer.alloc(4);
  for (const text of ['abcd', 'efgh']) {
    buffer.write(text);
    conversation.data('originator', buffer);
    buffer.fill('!');
  }
  expect(taken.map((reader) => reader.text(reader.left))).toEqual(['abc', 'defgh']);
});

test('beginnings without an end are looked through once, in whatever pieces they come', () => {
  const restless: StreamDissector = {
    name: 'restless',
    transport: 'tcp',
    ports: [],
    probe: () => true,
    open: alike(function* (_side, emit) {
      for (;;) {
        try {
          yield* until(0);
          emit({ protocol: 'restless', kind: 'message' });
        } catch (error) {
          if (!(error instanceof Violation)) throw error;
          emit({ protocol: 'restless', kind: 'refused' });
        }
      }
    }),
  };
  const flood = new Uint8Array(2 * MAX_BACKLOG + 100).fill(1);
  flood[flood.length - 1] = 0;
  for (const piece of [flood.length, 100_000]) {
    const said: unknown[] = [];
    const conversation = new Conversation(restless, ({ kind }) => said.push(kind));
    for (let at = 0; at < flood.length; at += piece) conversation.data('originator', flood.subarray(at, at + piece));
    // Twice a whole backlog in vain; what is left is a message.
    expect(said).toEqual(['refused', 'refused', 'message']);
  }
});
