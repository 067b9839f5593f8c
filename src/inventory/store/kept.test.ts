import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Kept } from './kept.ts';

/** Counts how often it is read; each reading takes `ms`. */
function counter(ms: number) {
  let readings = 0;
  return async () => {
    readings += 1;
    const mine = readings;
    await sleep(ms);
    return mine;
  };
}

test('many who ask at once wait for the same reading', async () => {
  const kept = new Kept(counter(20));
  expect(await Promise.all([kept.get(), kept.get(), kept.get()])).toEqual([1, 1, 1]);
  expect(await kept.get()).toBe(1);
});

test('what is dropped is read anew, and a reading that had begun before does not come back', async () => {
  const kept = new Kept(counter(20));
  const before = kept.get();
  kept.drop();
  expect(await kept.get()).toBe(2);
  expect(await before).toBe(1);
  expect(await kept.get()).toBe(2);
});

test('what is no longer new is given out once more while the next is being read, and what is old is not', async () => {
  let time = 0;
  let readings = 0;
  const read = async () => {
    time += 10;
    readings += 1;
    return await Promise.resolve(readings);
  };
  const kept = new Kept(read, () => time);
  expect(await kept.get()).toBe(1);
  time += 199;
  expect(await kept.get()).toBe(1);
  time += 2;
  expect(await kept.get()).toBe(1);
  await sleep(0);
  expect(await kept.get()).toBe(2);
  time += 2001;
  expect(await kept.get()).toBe(3);
});

test('a reading that fails is told to who asked, and tried again for the next', async () => {
  let readings = 0;
  const kept = new Kept(async () => {
    readings += 1;
    if (readings === 1) throw new Error('the server is gone');
    return readings;
  });
  await expect(kept.get()).rejects.toThrow('the server is gone');
  expect(await kept.get()).toBe(2);
});
