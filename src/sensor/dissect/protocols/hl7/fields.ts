/**
 * Which fields tell who a patient is, and which tell something about one.
 *
 * @see HL7 v2.9 chapters 3 (patient administration), 4 (orders), 6 (finance), 7 (observations), 9 (documents), 10
 */

/** The most fields of a segment that are looked at: PV1, the longest, has 54. */
export const MAX_FIELDS = 64;

const allFrom = (first: number) => (number: number) => number >= first;
const these =
  (...numbers: readonly number[]) =>
  (number: number) =>
    numbers.includes(number);

/** Segment name → whether a field of it identifies the patient, relatives or guarantors. */
export const IDENTITY: Readonly<Record<string, (number: number) => boolean>> = {
  PID: allFrom(2),
  NK1: allFrom(2),
  GT1: allFrom(2),
  IN1: these(2, 16, 18, 19, 36, 43, 44, 49),
  IN2: these(1, 2, 6, 8, 22, 61, 63, 64),
  MRG: allFrom(1),
  QPD: these(3, 4, 5),
  QRD: these(8),
};

/** Segment name → the fields of it that say something about the patient. */
export const CONTENT: Readonly<Record<string, readonly number[]>> = {
  PV1: [3, 7, 8, 9, 10, 17, 19, 44],
  PV2: [3],
  AL1: [3, 5],
  DG1: [3, 4],
  PR1: [3],
  OBX: [5],
  OBR: [4, 13, 31],
  ORC: [2, 3],
  NTE: [3],
  RXO: [1],
  RXE: [2],
  RXD: [2],
  RXG: [4],
  RXA: [5],
  SCH: [7],
  AIS: [3],
  TXA: [2, 12],
  FT1: [7, 19],
  IN1: [3, 4],
};

const names = new Map<string, string[]>();

/** `PID`, 5 → `PID-5`, made once. */
export function fieldName(segment: string, number: number): string {
  let known = names.get(segment);
  if (known === undefined)
    names.set(segment, (known = Array.from({ length: MAX_FIELDS }, (_, n) => `${segment}-${n}`)));
  return known[number] ?? segment;
}
