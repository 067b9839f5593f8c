import { expect, test } from 'vitest';
import { hospital } from '../../web/fixture.ts';
import { news } from './watch.ts';

test('a device is told when it is new, and again when it became different, medical ones first', () => {
  const { devices } = hospital();
  const shown = new Map<string, string>();
  const first = news(devices, shown, false);
  expect(first).toHaveLength(devices.length);
  expect(first.every((line) => line.startsWith('new '))).toBe(true);
  expect(news(devices, shown, false)).toEqual([]);
  const [one, ...others] = devices;
  if (one === undefined) throw new Error('the fixture has no device');
  expect(news([{ ...one, model: 'Another' }, ...others], shown, false)).toEqual([
    expect.stringMatching(/^changed .*Another/),
  ]);
  const told = news(devices, new Map(), true).map((line): unknown => JSON.parse(line));
  expect(told[0]).toMatchObject({ news: 'new', class: 'medical' });
});
