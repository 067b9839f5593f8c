/** Whom a PID segment is about. @see HL7 v2.9 section 3.4.2 */
import { Phi } from '../../../../lib/phi.ts';
import type { Delimiters } from './encoding.ts';

/**
 * The first identifier with who assigned it (PID-3, else PID-2 and PID-4 of older versions), else name and birth date.
 *
 * @param fields The segment's fields, the first being its name.
 */
export function patientOf(fields: readonly string[], { component, repetition }: Delimiters): Phi | undefined {
  for (const number of [3, 2, 4]) {
    for (const identifier of (fields[number] ?? '').split(repetition)) {
      const [id = '', , , authority = ''] = identifier.split(component);
      if (id.trim() !== '') return Phi.of(`${id.trim()}\n${authority.trim()}`);
    }
  }
  const name = (fields[5] ?? '').split(repetition)[0] ?? '';
  return name.replaceAll(component, '').trim() === ''
    ? undefined
    : Phi.of(`${name.trim()}\n${(fields[7] ?? '').trim()}`);
}

/** The fields whose first components are what a patient is called or numbered by, and how many of a name count. */
const CALLED: readonly (readonly [field: number, components: number])[] = [
  [2, 1],
  [3, 1],
  [4, 1],
  [5, 3],
  [9, 3],
  [18, 1],
  [19, 1],
];
/** Shorter words mean too much else. */
const SHORTEST = 3;
/** Repetitions of a field that are looked at. */
const MAX_REPETITIONS = 16;

/** What the segment calls and numbers its patient by, in upper case. Not for events: it is to know what to leave out. */
export function wordsOf(fields: readonly string[], { component, repetition }: Delimiters): string[] {
  return CALLED.flatMap(([field, components]) =>
    (fields[field] ?? '')
      .split(repetition, MAX_REPETITIONS)
      .flatMap((value) => value.split(component, components).map((word) => word.trim().toUpperCase()))
      .filter((word) => word.length >= SHORTEST),
  );
}
