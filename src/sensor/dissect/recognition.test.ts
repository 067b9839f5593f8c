import { expect, test } from 'vitest';
import { alike, MAX_HEAD, type StreamDissector } from './dissector.ts';
import { MAX_UNRECOGNISED, Recognition } from './recognition.ts';

/** Recognises what begins with `word`, said by the originator. */
const greeting = (word: string): StreamDissector => ({
  name: word,
  transport: 'tcp',
  ports: [],
  probe(head, side) {
    const wanted = Buffer.from(word);
    const seen = Math.min(head.length, wanted.length);
    if (side !== 'originator' || !wanted.subarray(0, seen).equals(head.subarray(0, seen))) return false;
    return head.length >= wanted.length ? true : undefined;
  },
  open: alike(function* () {}),
});
const candidates = [greeting('HELLO'), greeting('HE')];
const bytes = (text: string): Uint8Array => Buffer.from(text);

test('one that is tried earlier is waited for, so that the cut does not decide', () => {
  const recognition = new Recognition(candidates, true);
  expect(recognition.data('originator', bytes('HE'))).toBeUndefined();
  expect(recognition.data('originator', bytes('LLO'))?.dissector.name).toBe('HELLO');
  expect(new Recognition(candidates, true).data('originator', bytes('HELP'))?.dissector.name).toBe('HE');
});

test('when the opening was not seen, the first bytes tell who is who', () => {
  expect(new Recognition(candidates, false).data('responder', bytes('HELLO'))).toMatchObject({ swapped: true });
  expect(new Recognition(candidates, true).data('responder', bytes('HELLO'))).toBeUndefined();
});

test('nobody knows it once both sides have said something unknown', () => {
  const recognition = new Recognition(candidates, true);
  expect(recognition.data('originator', bytes('?'))).toBeUndefined();
  expect(recognition.data('responder', bytes('!'))).toBeNull();
});

test('a side that talks on unknown is not kept for ever', () => {
  const recognition = new Recognition(candidates, true);
  expect(recognition.data('originator', new Uint8Array(MAX_UNRECOGNISED))).toBeUndefined();
  expect(recognition.data('originator', bytes('?'))).toBeNull();
});

test('a probe that never makes up its mind counts as no', () => {
  const dreamer = { ...greeting('X'), probe: () => undefined };
  const recognition = new Recognition([dreamer, greeting('HE')], true);
  expect(recognition.data('originator', bytes('HE'.repeat(MAX_HEAD / 2 - 1)))).toBeUndefined();
  expect(recognition.data('originator', bytes('HE'))?.dissector.name).toBe('HE');
});

test('what arrived before is kept in order; what lies before a hole is not', () => {
  const recognition = new Recognition(candidates, true);
  recognition.data('responder', bytes('well'));
  recognition.data('originator', bytes('noise'));
  recognition.gap('originator', 7);
  expect(recognition.data('originator', bytes('HELLO'))?.dissector.name).toBe('HELLO');
  expect(recognition.pieces().map(({ side, bytes: piece, gap }) => [side, Buffer.from(piece).toString(), gap])).toEqual(
    [
      ['responder', 'well', 0],
      ['originator', '', 7],
      ['originator', 'HELLO', 0],
    ],
  );
});

test('what is said in single bytes is kept as one piece, and holes in the answer cost nothing', () => {
  const recognition = new Recognition(candidates, true);
  for (let at = 0; at < 4096; at++) recognition.data('responder', bytes('?'));
  for (let hole = 0; hole < 4096; hole++) recognition.gap('originator', 1);
  expect(recognition.held).toBe(4096);
  expect(recognition.pieces().map(({ bytes: piece, gap }) => [piece.length, gap])).toEqual([
    [4096, 0],
    [0, 1],
  ]);
});

test('what waits to be recognised stays, though the caller hands in a Buffer that it uses again', () => {
  const recognition = new Recognition(candidates, true);
  const buffer = Buffer.from('HE');
  expect(recognition.data('originator', buffer)).toBeUndefined();
  buffer.fill('!');
  expect(recognition.data('originator', bytes('LLO'))?.dissector.name).toBe('HELLO');
  expect(recognition.pieces().map((piece) => Buffer.from(piece.bytes).toString())).toEqual(['HELLO']);
});

test('a last resort is asked when all others know neither direction', () => {
  const resort: StreamDissector = { ...greeting('X'), lastResort: true, probe: () => undefined };
  expect(new Recognition([resort, ...candidates], false).data('responder', bytes('HELLO'))).toMatchObject({
    dissector: { name: 'HELLO' },
    swapped: true,
  });
});
