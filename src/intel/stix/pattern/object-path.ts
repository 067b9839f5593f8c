/** The values at a path of an object: over lists, dictionaries and references to objects of the same observation. @see STIX 2.1, section 9.7 */
import { type Fields, isFields } from '../../../lib/json-fields.ts';
import type { Observation } from './observation.ts';
import type { ObjectPath } from './syntax.ts';

/** A value with the name of the property that holds it, which says how bytes are written in it. */
export interface Valued {
  readonly value: unknown;
  readonly property: string;
}

/** Values that one path may lead to. */
const MAX_VALUES = 100_000;

export function valuesAt(root: Fields, { steps }: ObjectPath, { objects }: Observation): Valued[] {
  let current: Valued[] = [{ value: root, property: '' }];
  for (const step of steps) {
    current = current.flatMap(({ value, property }): Valued[] => {
      if (step.kind === 'any')
        return Array.isArray(value) ? value.map((item: unknown) => ({ value: item, property })) : [];
      if (step.kind === 'index')
        return Array.isArray(value) && step.index in value ? [{ value: value[step.index] as unknown, property }] : [];
      const holder = referred(value, property, objects);
      const name = nameIn(holder, property, step.name);
      return name === undefined ? [] : [{ value: holder[name], property: name }];
    });
    if (current.length > MAX_VALUES) current = current.slice(0, MAX_VALUES);
  }
  return current.filter(({ value }) => value !== undefined && value !== null);
}

/** What `value` refers to when it is a reference and the path goes on. */
function referred(value: unknown, property: string, objects: ReadonlyMap<string, Fields>): Fields {
  if (typeof value === 'string' && /_refs?$/.test(property)) return objects.get(value) ?? {};
  return isFields(value) ? value : {};
}

/** Names of hashes are written as MD5 and md5, SHA-256 and SHA256. */
function nameIn(holder: Fields, property: string, name: string): string | undefined {
  if (Object.hasOwn(holder, name)) return name;
  if (property !== 'hashes') return undefined;
  return Object.keys(holder).find((known) => plain(known) === plain(name));
}

const plain = (name: string): string => name.toLowerCase().replaceAll('-', '');
