/**
 * Whether what stands in brackets holds of one observation. Tests of one type of object that are joined by AND have to hold of the same
 * object; of different types, of objects of the same observation.
 */
import { holds } from './holds.ts';
import { valuesAt } from './object-path.ts';
import type { Observation } from './observation.ts';
import type { Comparison } from './syntax.ts';

/** Objects that do, by type: all of the types are needed, one object of each. */
type Choice = ReadonlyMap<string, ReadonlySet<string>>;

/** Ways in which one observation can fit that are told apart; they are only more than a few where types are mixed. */
const MAX_CHOICES = 1000;

export const fits = (test: Comparison, observation: Observation): boolean => choicesOf(test, observation).length > 0;

function choicesOf(test: Comparison, observation: Observation): readonly Choice[] {
  if (test.kind === 'test') return choicesOfTest(test, observation);
  const left = choicesOf(test.left, observation);
  if (test.kind === 'either') return merged([...left, ...choicesOf(test.right, observation)]);
  if (left.length === 0) return [];
  const right = choicesOf(test.right, observation);
  return merged(left.flatMap((a) => right.flatMap((b) => joined(a, b) ?? [])));
}

function choicesOfTest(
  { path, negated, test }: Extract<Comparison, { kind: 'test' }>,
  observation: Observation,
): readonly Choice[] {
  const ids = new Set<string>();
  for (const [id, object] of observation.objects) {
    if (object['type'] !== path.type) continue;
    const values = valuesAt(object, path, observation);
    // "Not exists" is true of an object without a value, every other test of one with a value that fits.
    const fitting =
      test.operator === 'exists'
        ? values.length > 0 !== negated
        : values.some((value) => holds(test, value) !== negated);
    if (fitting) ids.add(id);
  }
  return ids.size === 0 ? [] : [new Map([[path.type, ids]])];
}

/** Both at once; `undefined` where no object of a type does both. */
function joined(a: Choice, b: Choice): Choice | undefined {
  const both = new Map(a);
  for (const [type, ids] of b) {
    const known = both.get(type);
    const common = known === undefined ? ids : known.intersection(ids);
    if (common.size === 0) return undefined;
    both.set(type, common);
  }
  return both;
}

/** Choices of one and the same type are one choice among more objects. */
function merged(choices: readonly Choice[]): readonly Choice[] {
  const single = new Map<string, Set<string>>();
  const mixed: Choice[] = [];
  for (const choice of choices) {
    const [first] = choice;
    if (choice.size !== 1 || first === undefined) mixed.push(choice);
    else single.set(first[0], (single.get(first[0]) ?? new Set<string>()).union(first[1]));
  }
  return [...[...single].map((entry) => new Map([entry])), ...mixed].slice(0, MAX_CHOICES);
}
