/** Which observations together are what a pattern describes. @see STIX 2.1, sections 9.3 to 9.5 */
import { fits } from './match-objects.ts';
import type { Observation } from './observation.ts';
import type { Joined, ObservationExpression } from './syntax.ts';

export type Match =
  /** Places in the list of observations, in order: the first that were found. */
  | { readonly matched: true; readonly observations: readonly number[] }
  | { readonly matched: false }
  /** So many combinations were looked at that the search was given up. */
  | { readonly matched: 'undecided' };

/** Combinations that are looked at. */
const MAX_STEPS = 2_000_000;

/** `observations` in any order. @throws AppError `invalid` when an expression of the pattern cannot be used */
export function matchPattern(pattern: ObservationExpression, observations: readonly Observation[]): Match {
  const search = new Search(observations);
  try {
    for (const { places } of search.find(pattern, { span: Infinity, from: -Infinity, until: Infinity })) {
      return { matched: true, observations: [...places].toSorted((a, b) => a - b) };
    }
    return { matched: false };
  } catch (error) {
    if (!(error instanceof GivenUp)) throw error;
    return { matched: 'undecided' };
  }
}

class GivenUp extends Error {
  override readonly name = 'GivenUp';
}

/** Observations that fit together, and the time that they span. */
interface Found {
  readonly places: ReadonlySet<number>;
  readonly first: number;
  readonly last: number;
}

/** What all that is found has to keep to: the qualifiers around an expression, pushed down so that the search ends early. */
interface Bounds {
  /** Microseconds from the first to the last. */
  readonly span: number;
  readonly from: number;
  readonly until: number;
}

class Search {
  readonly #observations: readonly Observation[];
  /** By time. */
  readonly #order: readonly number[];
  readonly #fitting = new Map<ObservationExpression, readonly Found[]>();
  #steps = 0;

  constructor(observations: readonly Observation[]) {
    this.#observations = observations;
    this.#order = [...observations.keys()].toSorted(
      (a, b) => (observations[a]?.first ?? 0) - (observations[b]?.first ?? 0),
    );
  }

  *find(expression: ObservationExpression, bounds: Bounds): Generator<Found> {
    switch (expression.kind) {
      case 'observation':
        for (const found of this.#fittingTo(expression)) if (this.#keeps(found, bounds)) yield found;
        return;
      case 'or':
        yield* this.find(expression.left, bounds);
        yield* this.find(expression.right, bounds);
        return;
      case 'and':
      case 'followed-by':
        yield* this.#pairs(expression, bounds);
        return;
      case 'within':
        yield* this.find(expression.of, { ...bounds, span: Math.min(bounds.span, expression.microseconds) });
        return;
      case 'start-stop':
        yield* this.find(expression.of, {
          ...bounds,
          from: Math.max(bounds.from, expression.start),
          until: Math.min(bounds.until, expression.stop),
        });
        return;
      case 'repeats':
        yield* this.#repeated(expression.of, expression.times, bounds);
    }
  }

  #fittingTo(expression: Extract<ObservationExpression, { kind: 'observation' }>): readonly Found[] {
    const known = this.#fitting.get(expression);
    if (known !== undefined) return known;
    const found = this.#order.flatMap((place) => {
      const observation = this.#observations[place];
      if (observation === undefined || !fits(expression.test, observation)) return [];
      return [{ places: new Set([place]), first: observation.first, last: observation.last }];
    });
    this.#fitting.set(expression, found);
    return found;
  }

  *#pairs({ kind, left, right }: Joined, bounds: Bounds): Generator<Found> {
    // Where one of the two is nowhere, the combinations of the other need not be looked at.
    if (this.find(right, bounds).next().done === true) return;
    for (const a of this.find(left, bounds)) {
      // What follows begins when the other is over; and nothing lies outside of the span.
      const from = Math.max(bounds.from, kind === 'followed-by' ? a.last : a.last - bounds.span);
      const until = Math.min(bounds.until, a.first + bounds.span + 1);
      for (const b of this.find(right, { ...bounds, from, until })) {
        const both = together(a, b);
        if (both !== undefined && this.#keeps(both, bounds)) yield both;
      }
    }
  }

  /** What was counted several times in one observation repeats by itself. */
  *#repeated(of: ObservationExpression, times: number, bounds: Bounds): Generator<Found> {
    const all = [...this.find(of, bounds)].toSorted((a, b) => a.first - b.first);
    yield* this.#chosen(all, 0, times, undefined, bounds);
  }

  *#chosen(
    all: readonly Found[],
    start: number,
    left: number,
    chosen: Found | undefined,
    bounds: Bounds,
  ): Generator<Found> {
    if (left <= 0) {
      if (chosen !== undefined) yield chosen;
      return;
    }
    for (let index = start; index < all.length; index += 1) {
      const next = all[index];
      if (next === undefined) continue;
      // By time: whatever comes later lies even farther from the first.
      if (chosen !== undefined && next.first - chosen.first > bounds.span) return;
      const both = chosen === undefined ? next : together(chosen, next);
      if (both !== undefined && this.#keeps(both, bounds))
        yield* this.#chosen(all, index + 1, left - this.#countOf(next), both, bounds);
    }
  }

  #countOf({ places }: Found): number {
    const [place = -1, ...others] = places;
    return others.length > 0 ? 1 : Math.max(1, this.#observations[place]?.count ?? 1);
  }

  #keeps({ first, last }: Found, { span, from, until }: Bounds): boolean {
    this.#steps += 1;
    if (this.#steps > MAX_STEPS) throw new GivenUp();
    return last - first <= span && first >= from && last < until;
  }
}

/** `undefined` when they share an observation: what is joined is seen in different ones. */
function together(a: Found, b: Found): Found | undefined {
  if (!a.places.isDisjointFrom(b.places)) return undefined;
  return { places: a.places.union(b.places), first: Math.min(a.first, b.first), last: Math.max(a.last, b.last) };
}
