import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { takeTurn } from './take-turn.ts';

let frames: (() => void)[];
const nextFrame = () => frames.shift()?.();

beforeEach(() => {
  frames = [];
  vi.stubGlobal('requestAnimationFrame', (frame: () => void) => frames.push(frame));
});
afterEach(() => {
  vi.unstubAllGlobals();
});

test('what wants to be drawn at once is drawn a few at a time, in order, and no frame is asked for afterwards', () => {
  const drawn: number[] = [];
  for (let line = 0; line < 20; line += 1) takeTurn(() => drawn.push(line));
  const seen = [];
  while (frames.length > 0) {
    nextFrame();
    seen.push(drawn.length);
  }
  expect(seen).toEqual([6, 12, 18, 20]);
  expect(drawn).toEqual(Array.from({ length: 20 }, (_, line) => line));
});

test('who scrolls on gives his turn back, and who comes after a frame is drawn in the next', () => {
  const drawn: string[] = [];
  const giveBack = takeTurn(() => drawn.push('gone'));
  takeTurn(() => drawn.push('stays'));
  giveBack();
  nextFrame();
  expect(drawn).toEqual(['stays']);
  takeTurn(() => drawn.push('later'));
  nextFrame();
  expect(drawn).toEqual(['stays', 'later']);
});
