import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isUse } from './deed.ts';
import { type HourOfUse, utilisationOf } from './utilisation.ts';

/** A Monday at midnight, in hours since 1970. */
const MONDAY = Date.parse('2026-06-01T00:00Z') / 3_600_000;
const MICROSECONDS = 3600 * 1_000_000;

/** `weeks` watched without a break; used on working days from 8 to 18. */
function scanner(weeks: number): HourOfUse[] {
  return Array.from({ length: weeks * 168 }, (_, step) => {
    const [day, hour] = [Math.floor(step / 24) % 7, step % 24];
    const used = day < 5 && hour >= 8 && hour < 18;
    return { hour: MONDAY + step, watched: true, messages: used ? 40 : 0, exams: used ? 1 : 0 };
  });
}

/** The quiet time that is told `hour` hours after that Monday began. */
const at = (hour: number) => utilisationOf(scanner(4), 'UTC', (MONDAY + hour) * MICROSECONDS).next;

describe('the use of a device', () => {
  test('of working hours leaves the nights and one long weekend', () => {
    const { enough, quiet, exams, sentence, week } = utilisationOf(scanner(4), 'UTC', MONDAY * MICROSECONDS);
    expect(enough).toBe(true);
    expect(quiet[0]).toMatchObject({ weekday: 4, from: 18, hours: 62 });
    expect(quiet.slice(1).map(({ weekday, from, hours }) => [weekday, from, hours])).toEqual(
      [0, 1, 2, 3].map((day) => [day, 18, 14]),
    );
    expect(exams).toBe(4 * 5 * 10);
    expect(week[0]?.[8]).toBe(1);
    expect(week[6]?.[8]).toBe(0);
    expect(sentence).toBe(
      'It is used 7.1 hours a day for about 7.1 exams. Its longest quiet time begins on Friday at 18:00 and lasts 62 hours.',
    );
  });

  test('is told by the clock on the wall', () => {
    const { quiet } = utilisationOf(scanner(4), 'Europe/Rome', 0);
    expect(quiet[0]).toMatchObject({ weekday: 4, from: 20, hours: 62 });
  });

  test('names the quiet time that we are in, and else the next', () => {
    expect(at(4 * 24 + 20)).toEqual({ from: '2026-06-05T18:00:00.000000Z', until: '2026-06-08T08:00:00.000000Z' });
    expect(at(12)).toEqual({ from: '2026-06-01T18:00:00.000000Z', until: '2026-06-02T08:00:00.000000Z' });
  });

  test('is not guessed from one week', () => {
    const { enough, quiet, sentence } = utilisationOf(scanner(1), 'UTC', 0);
    expect({ enough, quiet }).toEqual({ enough: false, quiet: [] });
    expect(sentence).toMatch(/^Too little was seen to say when it is free: 7 days/);
  });

  test('is not guessed of a device that says nothing of patients', () => {
    const idle = scanner(4).map((it) => ({ ...it, messages: 0, exams: 0 }));
    const { enough, sentence } = utilisationOf(idle, 'UTC', 0);
    expect(enough).toBe(false);
    expect(sentence).toMatch(/its use cannot be told/);
  });

  test('is unknown in hours in which nobody listened', () => {
    const byDay = scanner(4).map((it, step) => ({ ...it, watched: step % 24 >= 6 }));
    const { week, quiet } = utilisationOf(byDay, 'UTC', 0);
    expect(week[0]?.[3]).toBeNull();
    expect(quiet.every(({ from }) => from >= 6)).toBe(true);
  });

  test('never calls an hour quiet in which it was once used', () => {
    const anyHour = fc.record({ watched: fc.boolean(), messages: fc.nat(1), exams: fc.constant(0) });
    fc.assert(
      fc.property(fc.array(anyHour, { minLength: 400, maxLength: 700 }), (some) => {
        const hours = some.map((it, step) => ({ ...it, hour: MONDAY + step }));
        const { quiet } = utilisationOf(hours, 'UTC', 0);
        const covered = new Set(
          quiet.flatMap(({ weekday, from, hours: length }) =>
            Array.from({ length }, (_, step) => (weekday * 24 + from + step) % 168),
          ),
        );
        for (const { hour, messages } of hours) if (messages > 0) expect(covered).not.toContain((hour - MONDAY) % 168);
      }),
    );
  });
});

test.each([
  ['dicom', 'C-STORE', true],
  ['dicom', 'C-FIND', false],
  ['dicom', 'C-ECHO', false],
  ['hl7', 'ORU^R01', true],
  ['hl7', 'ADT^A01', true],
  ['hl7', 'QBP^Q22', false],
  ['hl7', 'AA', false],
  ['fhir', 'POST Observation', true],
  ['fhir', 'GET Patient', false],
  ['dicomweb', 'STOW-RS', true],
  ['http', 'POST', false],
])('%s %s is use: %s', (protocol, verb, use) => {
  expect(isUse(protocol, verb)).toBe(use);
});
