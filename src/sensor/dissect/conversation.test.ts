import { expect, test } from 'vitest';
import type { Reader } from '../../lib/reader.ts';
import { Conversation } from './conversation.ts';
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
