/**
 * The elements of a data set that say which equipment it comes from and whom it is about.
 *
 * @see DICOM PS3.6 chapter 6 (data dictionary); PS3.15 table E.1-1 (what identifies a patient)
 */

/** Group and element as one number: (0008,0070) is 0x00080070. */
export type Tag = number;

/** What is said of the equipment, by tag. */
export const EQUIPMENT: ReadonlyMap<Tag, string> = new Map([
  [0x00080060, 'modality'],
  [0x00080070, 'manufacturer'],
  [0x00080080, 'institution'],
  [0x00081010, 'station'],
  [0x00081090, 'model'],
  [0x00181000, 'serial'],
  [0x00181002, 'deviceUid'],
  [0x0018100a, 'udi'],
  [0x00181020, 'software'],
  [0x00400241, 'performedStationAe'],
  [0x00400242, 'performedStation'],
]);

export const PATIENT_NAME = 0x00100010;
export const PATIENT_ID = 0x00100020;
export const ISSUER_OF_PATIENT_ID = 0x00100021;
export const BIRTH_DATE = 0x00100030;

/** Elements outside of group 0010 that identify the patient, a relative or the stay. */
const IDENTIFYING: ReadonlySet<Tag> = new Set([
  0x00080050, // accession number
  0x00080090, // referring physician's name
  0x00081048, // physicians of record
  0x00081050, // performing physician's name
  0x00081060, // name of physicians reading study
  0x00081070, // operators' name
  0x00200010, // study ID
  0x00204000, // image comments
  0x00321032, // requesting physician
  0x00321060, // requested procedure description
  0x00380010, // admission ID
  0x00380300, // current patient location
  0x00380400, // patient's institution residence
  0x00380500, // patient state
  0x00384000, // visit comments
  0x00400006, // scheduled performing physician's name
  0x00401001, // requested procedure ID
  0x00401010, // names of intended recipients of results
  0x00402016, // placer order number
  0x00402017, // filler order number
]);

/** Sex, age, size and weight alone name nobody, but they are the patient's: all of group 0010 counts. */
export const isIdentifying = (tag: Tag): boolean => tag >>> 16 === 0x0010 || IDENTIFYING.has(tag);

/** Nothing that we want comes later, in a data set whose tags ascend: structured reports and pixels do. */
export const LAST_WANTED: Tag = 0x00409fff;

const names = new Map<Tag, string>();

/** (0010,0020), as the standard writes it. */
export function tagName(tag: Tag): string {
  const known = names.get(tag);
  if (known !== undefined) return known;
  const digits = tag.toString(16).toUpperCase().padStart(8, '0');
  const name = `(${digits.slice(0, 4)},${digits.slice(4)})`;
  // Bounded: only tags that are tables of ours or in group 0010 are ever named, 65,536 and a few.
  names.set(tag, name);
  return name;
}
