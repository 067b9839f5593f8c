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
