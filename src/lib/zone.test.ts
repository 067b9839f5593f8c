import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { localHours } from './zone.ts';

const hourOf = (text: string) => Date.parse(text) / 3_600_000;

test('an hour of summer and one of winter are told as the clock on the wall shows them', () => {
  const rome = localHours('Europe/Rome');
  expect(rome(hourOf('2026-07-05T22:00Z'))).toEqual({ day: '2026-07-06', weekday: 0, hour: 0 });
  expect(rome(hourOf('2026-01-04T22:00Z'))).toEqual({ day: '2026-01-04', weekday: 6, hour: 23 });
});

test('on the day that clocks are put back one hour comes twice', () => {
  const rome = localHours('Europe/Rome');
  const hours = Array.from({ length: 4 }, (_, at) => rome(hourOf('2026-10-24T23:00Z') + at).hour);
  expect(hours).toEqual([1, 2, 2, 3]);
});

test('zones that are half an hour off are cut down to the hour', () => {
  expect(localHours('Asia/Kolkata')(hourOf('2026-01-01T00:00Z')).hour).toBe(5);
});

test('every hour is what the date and time in words say', () => {
  const zones = ['UTC', 'Europe/Rome', 'America/New_York', 'Australia/Lord_Howe', 'Pacific/Kiritimati', 'Asia/Tehran'];
  const hours = fc.integer({ min: hourOf('2000-01-01T00:00Z'), max: hourOf('2040-01-01T00:00Z') });
  fc.assert(
    fc.property(fc.constantFrom(...zones), hours, (zone, hour) => {
      const parts = new Intl.DateTimeFormat('en-CA', {
        timeZone: zone,
        dateStyle: 'short',
        timeStyle: 'short',
        hourCycle: 'h23',
      }).format(hour * 3_600_000);
      const [day, time = ''] = parts.split(', ');
      expect(localHours(zone)(hour)).toMatchObject({ day, hour: Number(time.slice(0, 2)) });
    }),
  );
});
