/**
 * How evidence adds up, in one stated rule.
 *
 * Claims for one value are taken as independent where they rest on different attributes: the chance that all of them are
 * wrong is the product of their doubts (noisy-or). The most believed value wins; a more special one of the same kind is
 * preferred when it is at least half as well supported; half of the belief in the best rival is taken off.
 */
import type { Attribute, Provenance } from '../analysis/document.ts';

/** One reason for one value. */
export interface Claim {
  readonly value: string;
  readonly confidence: number;
  readonly because: string;
  readonly evidence: Attribute;
}

export interface Conclusion extends Provenance {
  readonly confidence: number;
}

/** Below, it is a guess, and unknown is said. */
export const LEAST_BELIEF = 0.3;
/** Nothing that was only overheard is certain. */
const MOST_BELIEF = 0.99;
/** More evidence than this is counted and not shown. */
const MAX_SHOWN = 8;

interface Hypothesis {
  readonly value: string;
  readonly claims: Claim[];
}

/** The value that is believed most; undefined when none is believed enough. `isSpecial`: whether a is a kind of b. */
export function conclude(
  claims: readonly Claim[],
  isSpecial: (a: string, b: string) => boolean,
): Conclusion | undefined {
  const hypotheses = Map.groupBy(claims, ({ value }) => value.toLowerCase());
  const all = [...hypotheses.values()].map((group): Hypothesis => ({ value: spelling(group), claims: group }));
  /** Evidence for a general value speaks for its special ones too, when something speaks for those at all. */
  const supporting = ({ value }: Hypothesis): Claim[] =>
    all.filter((other) => other.value === value || isSpecial(value, other.value)).flatMap((other) => other.claims);
  const ranked = all.map((hypothesis) => {
    const own = belief(hypothesis.claims);
    return { ...hypothesis, own, total: belief(supporting(hypothesis)) };
  });
  let [best] = ranked.toSorted((a, b) => b.own - a.own || compare(a.value, b.value));
  // Each turn goes to a special value of the last, and there are finitely many.
  for (let next = best; next !== undefined;) {
    const { value, own } = (best = next);
    const special = ranked.filter((other) => isSpecial(other.value, value) && other.own >= own / 2);
    next = special.toSorted((a, b) => b.own - a.own || compare(a.value, b.value))[0];
  }
  if (best === undefined || best.total < LEAST_BELIEF) return undefined;
  const { value, total } = best;
  const rivals = ranked.filter(
    (other) => other.value !== value && !isSpecial(value, other.value) && !isSpecial(other.value, value),
  );
  const rival = Math.max(0, ...rivals.map((other) => other.own));
  const reasons = supporting(best).toSorted((a, b) => b.confidence - a.confidence);
  return {
    value,
    because: explain(reasons),
    evidence: shown(reasons),
    conflicts: shown(rivals.flatMap((other) => other.claims)),
    confidence: Math.min(MOST_BELIEF, Math.round(total * (1 - rival / 2) * 100) / 100),
  };
}

/** Of claims on one attribute the strongest counts; claims on different ones leave the product of their doubts. */
function belief(claims: readonly Claim[]): number {
  const strongest = new Map<string, number>();
  for (const { evidence, confidence, because } of claims) {
    const source = evidence.name === 'role' ? because : evidence.name;
    strongest.set(source, Math.max(strongest.get(source) ?? 0, confidence));
  }
  return 1 - [...strongest.values()].reduce((doubt, confidence) => doubt * (1 - confidence), 1);
}

/** The spelling of the most reliable claim; the earliest among equals. */
function spelling(claims: readonly Claim[]): string {
  const [first] = claims.toSorted((a, b) => b.confidence - a.confidence || compare(a.value, b.value));
  return first?.value ?? '';
}

function explain(claims: readonly Claim[]): string {
  const reasons = [...new Set(claims.map(({ because }) => because))];
  const [first = '', second, ...more] = reasons;
  if (second === undefined) return first;
  return more.length === 0 ? `${first}; ${second}` : `${first}; ${second}; and ${more.length} more`;
}

function shown(claims: readonly Claim[]): Attribute[] {
  return [...new Set(claims.map(({ evidence }) => evidence))].slice(0, MAX_SHOWN);
}

const compare = (a: string, b: string): number => Number(a > b) - Number(a < b);
