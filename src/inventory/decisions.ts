/**
 * What people decided about which addresses are one thing. The last word counts: a split keeps its addresses apart from all
 * others until a later merge names both sides.
 */
import type { Candidate } from './candidate.ts';

export interface Decision {
  readonly kind: 'merge' | 'split';
  /** Hardware addresses, and internet addresses. */
  readonly anchors: readonly string[];
}

const MAC = /^(?:[0-9a-f]{2}:){5}[0-9a-f]{2}$/;

/** Internet addresses that a person took away from the cards that hold them. */
export function addressesApart(decisions: readonly Decision[]): ReadonlySet<string> {
  const splits = decisions.filter(({ kind }) => kind === 'split');
  return new Set(splits.flatMap(({ anchors }) => anchors.filter((anchor) => !MAC.test(anchor))));
}

/**
 * Groups of candidates that may be one thing: those on the same side of every split from number `since` on. `decisions` are
 * in order of time.
 */
export function sidesOf(
  candidates: readonly Candidate[],
  decisions: readonly Decision[],
  since = 0,
): readonly (readonly Candidate[])[] {
  const splits = decisions.slice(since).filter(({ kind }) => kind === 'split');
  if (splits.length === 0) return [candidates];
  const side = (candidate: Candidate): string =>
    splits.map(({ anchors }) => (isNamed(candidate, anchors) ? '1' : '0')).join('');
  return [...Map.groupBy(candidates, side).values()];
}

/** Groups of candidates that people said are one thing. */
export function unitedBy(candidates: readonly Candidate[], decisions: readonly Decision[]): readonly Candidate[][] {
  return decisions.flatMap(({ kind, anchors }, at) => {
    if (kind !== 'merge') return [];
    const named = candidates.filter((candidate) => isNamed(candidate, anchors));
    return sidesOf(named, decisions, at + 1).map((side) => [...side]);
  });
}

function isNamed({ macs, addresses }: Candidate, anchors: readonly string[]): boolean {
  // An address moves from card to card; whoever has a card is known by it.
  return anchors.some((anchor) => macs.has(anchor) || (macs.size === 0 && addresses.has(anchor)));
}
