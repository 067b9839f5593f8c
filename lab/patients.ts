/**
 * The patients of the lab: nobody, and every word of theirs a canary.
 *
 * Each value is unlike any other text of the lab, so that finding one in an output proves a leak.
 */

export interface Patient {
  readonly id: string;
  readonly family: string;
  readonly given: string;
  /** YYYYMMDD. */
  readonly birth: string;
  readonly sex: 'F' | 'M';
  readonly street: string;
  readonly phone: string;
  /** Free text that names the patient. */
  readonly note: string;
  /** What somebody called a file about the patient. */
  readonly file: string;
}

const GIVEN = [
  'CANARYALMA',
  'CANARYBORIS',
  'CANARYCLEO',
  'CANARYDORA',
  'CANARYEMIL',
  'CANARYJÖRG',
  'CANARYFRIDA',
] as const;

export const patients: readonly Patient[] = Array.from({ length: 40 }, (_, index) => {
  const number = String(index + 1).padStart(3, '0');
  return {
    id: `CANARYID${number}`,
    family: `CANARYNAME${number}`,
    given: GIVEN[index % GIVEN.length] ?? '',
    birth: `19${String(11 + (index % 30))}0${1 + (index % 9)}${10 + (index % 18)}`,
    sex: index % 2 === 0 ? 'F' : 'M',
    street: `CANARYSTREET${number} 12`,
    phone: `CANARYPHONE${number}`,
    note: `CANARYNOTE${number} fell at home`,
    file: `CANARYFILE${number} discharge letter.txt`,
  } as const;
});

/** `count` patients, the first of whom has number `first`, counted from 0. */
export function somePatients(first: number, count: number): readonly Patient[] {
  const some = patients.slice(first, first + count);
  if (some.length !== count) throw new Error(`there are only ${patients.length} patients`);
  return some;
}

/** Every text that must appear in no output, as it stands in DICOM and HL7, and as FHIR writes dates. */
export const canaries: readonly string[] = [
  'CANARY',
  ...patients.flatMap(({ id, family, street, phone, note, file }) => [id, family, street, phone, note, file]),
  ...GIVEN,
  ...new Set(patients.flatMap(({ birth }) => [birth, isoDate(birth)])),
];

/** A date of DICOM or HL7 as FHIR writes it. */
export function isoDate(date: string): string {
  return `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}`;
}
