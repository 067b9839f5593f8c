import { expect, test } from 'vitest';
import type { SensorHour } from '../../../src/capture/sensor.contract.ts';
import { courseOf, lossesOf } from './sensor-hours.ts';

const NOW = Date.parse('2026-11-27T16:20:00Z');
const hour = (at: string, changes: Partial<SensorHour>): SensorHour => ({
  hour: `2026-11-27T${at}:00:00.000000Z`,
  seconds: 3600,
  frames: 0,
  bytes: 0,
  dropped: 0,
  gaps: 0,
  unreadable: 0,
  shed: 0,
  untracked: 0,
  ...changes,
});

test('an hour in which nobody listened is a hole and not a zero', () => {
  const hours = [hour('14', { frames: 100 }), hour('16', { frames: 50 })];
  expect(courseOf(hours, 4, NOW)).toEqual([null, 100, null, 50]);
});

test('the hour that has only begun is drawn as if it had gone on like this', () => {
  expect(courseOf([hour('16', { frames: 50, seconds: 1800 })], 1, NOW)).toEqual([100]);
});

test('losses are added up by kind, and kinds without any are not told', () => {
  const lost = lossesOf([hour('14', { dropped: 2, gaps: 1 }), hour('15', { dropped: 3 })]);
  expect(lost.map(({ kind, count }) => [kind, count])).toEqual([
    ['dropped', 5],
    ['gaps', 1],
  ]);
});
