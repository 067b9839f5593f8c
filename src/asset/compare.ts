/** What a maintenance system says beside what the network shows, field by field: what differs only in writing is the same. */
import { ASSET_FIELDS, type AssetField, type AssetRecord, fieldOf, type FieldKind, type Observable } from './fields.ts';
import { addressesIn, hostKey, macsIn, makerKey, nameKey, serialKey, udiKey, versionKey } from './values.ts';

/** What is known of a device, by the names of {@link Observable}. */
export type Observed = Readonly<Record<Observable, readonly string[]>>;

export interface Compared {
  readonly field: AssetField;
  readonly theirs: string | null;
  readonly ours: string | null;
  readonly state: 'same' | 'differs' | 'only-theirs' | 'only-ours';
}

/** Fields in which both sides can know something, and at least one does; those that differ come first. */
export function compare(record: AssetRecord, observed: Observed): Compared[] {
  const compared = ASSET_FIELDS.flatMap((field) => {
    const { observed: name, kind } = fieldOf(field);
    return name === null ? [] : comparedField(field, record[field] ?? '', observed[name], keysBy(field, kind));
  });
  return compared.toSorted((a, b) => ORDER[a.state] - ORDER[b.state]);
}

const ORDER = { differs: 0, 'only-ours': 1, 'only-theirs': 2, same: 3 };

function comparedField(
  field: AssetField,
  theirs: string,
  ours: readonly string[],
  keysOf: (text: string) => string[],
): Compared[] {
  const wanted = keysOf(theirs);
  const known = ours.filter((value) => value !== '');
  // What cannot be read as what it should be, such as "DHCP" for an address, says nothing.
  if (wanted.length === 0) {
    const [first] = known;
    return first === undefined ? [] : [{ field, theirs: null, ours: first, state: 'only-ours' }];
  }
  if (known.length === 0) return [{ field, theirs, ours: null, state: 'only-theirs' }];
  const same = known.find((value) => keysOf(value).some((key) => wanted.some((other) => alike(field, key, other))));
  return [{ field, theirs, ours: same ?? known[0] ?? '', state: same === undefined ? 'differs' : 'same' }];
}

/** One text within the other is the same for names and versions: `Infinity Delta` and `Dräger Infinity Delta XL`. */
function alike(field: AssetField, a: string, b: string): boolean {
  if (a === b) return true;
  const { kind } = fieldOf(field);
  if (kind === 'version') return ` ${a} `.includes(` ${b} `) || ` ${b} `.includes(` ${a} `);
  if (kind === 'udi') return a.split('/')[0] === b.split('/')[0] && !(a.includes('/') && b.includes('/'));
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return (field === 'model' || field === 'os') && short.length > 2 && long.includes(short);
}

function keysBy(field: AssetField, kind: FieldKind): (text: string) => string[] {
  if (kind === 'mac') return macsIn;
  if (kind === 'address') return addressesIn;
  const keyOf = field === 'manufacturer' ? makerKey : KEYS[kind];
  return (text) => {
    const parts = kind === 'hostname' ? text.split(/[\s,;]+/) : [text];
    return parts.map(keyOf).filter((key) => key !== '');
  };
}

const KEYS: Readonly<Record<Exclude<FieldKind, 'mac' | 'address'>, (text: string) => string>> = {
  text: nameKey,
  name: nameKey,
  serial: serialKey,
  hostname: hostKey,
  udi: udiKey,
  version: versionKey,
  date: nameKey,
};
