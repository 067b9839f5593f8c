/** Which column of a file says what: by the names that maintenance systems give their columns, unless a person said otherwise. */
import { AppError } from '../lib/errors.ts';
import { ASSET_FIELDS, type AssetField, fieldOf } from './fields.ts';

/** Columns' names, as the file writes them, with what they are taken for; null: not taken over. */
export type Mapping = Readonly<Record<string, AssetField | null>>;

export interface MappedColumn {
  readonly name: string;
  readonly field: AssetField | null;
  /** Recognised, not chosen. */
  readonly guessed: boolean;
}

/** A device may have several cards and names; everything else it has once. */
const SEVERAL: ReadonlySet<AssetField> = new Set(['mac', 'address', 'hostname']);
/** Columns about people who are treated. They are neither recognised nor can they be chosen: nothing of a patient is stored. */
const PATIENT =
  /\b(?:patients?|pat|mrn|medical record|dob|birth|date of birth|ssn|social security|insurance|diagnosis|next of kin)\b/;

/** Each name of a column with its field and how telling it is: a lower number is more telling. */
const NAMES: ReadonlyMap<string, { readonly field: AssetField; readonly rank: number }> = namesOf();

/** `chosen`: what a person said, now or when a file with these columns came last. @throws AppError for a column that may tell of patients */
export function mapColumns(headings: readonly string[], chosen: Mapping = {}): MappedColumn[] {
  const columns: MappedColumn[] = headings.map((name) => {
    const field = chosen[name];
    if (field !== undefined && field !== null && isPatient(name)) {
      throw new AppError('invalid', `The column "${name}" may tell of patients, and is not taken over.`);
    }
    return { name, field: field ?? null, guessed: field === undefined };
  });
  const taken = new Set(columns.flatMap(({ field }) => (field === null ? [] : [field])));
  const guesses = columns.flatMap(({ name, guessed }, at) => {
    const guess = guessed ? guessOf(name) : undefined;
    return guess === undefined ? [] : [{ ...guess, at }];
  });
  for (const { field, at } of guesses.toSorted((a, b) => a.rank - b.rank || a.at - b.at)) {
    if (taken.has(field) && !SEVERAL.has(field)) continue;
    taken.add(field);
    const column = columns[at];
    if (column !== undefined) columns[at] = { ...column, field };
  }
  return columns;
}

/** How many of these look like headings that we know. */
export const familiarity = (cells: readonly string[]): number =>
  cells.filter((cell) => guessOf(cell) !== undefined).length;

/** The same for files with the same columns in any order, so that a choice is found again. */
export const headingsKey = (headings: readonly string[]): string => headings.map(plainName).toSorted().join('\n');

function guessOf(heading: string): { readonly field: AssetField; readonly rank: number } | undefined {
  const name = plainName(heading);
  if (name === '' || name.length > 60 || isPatient(heading)) return undefined;
  const variants = [name, plainName(heading.replaceAll(/\(.*?\)|\[.*?\]/g, ' ')), name.replace(/^u /, '')];
  // Joined tables write `asset.serial_number`.
  if (/^[\w.]+$/.test(heading)) variants.push(plainName(heading.slice(heading.lastIndexOf('.') + 1)));
  for (const variant of variants) {
    const known = NAMES.get(variant);
    if (known !== undefined) return known;
  }
  return undefined;
}

const isPatient = (heading: string): boolean => PATIENT.test(plainName(heading));

/** `SerialNumber`, `serial_number` and `Serial-Number:` are `serial number`. */
function plainName(heading: string): string {
  return heading
    .replaceAll(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

function namesOf(): Map<string, { field: AssetField; rank: number }> {
  const names = new Map<string, { field: AssetField; rank: number }>();
  for (const field of ASSET_FIELDS) {
    const all = fieldOf(field).columns.flatMap((line) => line.split('|'));
    // Our own exports have the labels above their columns.
    [...all, plainName(fieldOf(field).label)].forEach((name, rank) => {
      if (!names.has(name)) names.set(name, { field, rank });
    });
  }
  return names;
}
