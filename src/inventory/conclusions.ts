/** What is concluded of a device, or of one that another speaks for: each value that its claims make believable. */
import type { Claims } from './claims.ts';
import { type Claim, conclude, type Conclusion } from './conclude.ts';
import { isMoreSpecial } from './taxonomy.ts';

export type Conclusions = Readonly<
  Record<'manufacturer' | 'model' | 'serial' | 'software' | 'os' | 'udi' | 'type', Conclusion | undefined>
>;

export function conclusionsOf(claims: Claims): Conclusions {
  return {
    manufacturer: conclude(claims.manufacturer ?? [], never),
    model: conclude(claims.model ?? [], begins),
    serial: conclude(claims.serial ?? [], never),
    software: concludeSoftware(claims),
    os: closed(conclude(claims.os ?? [], begins)),
    udi: conclude(claims.udi ?? [], never),
    type: conclude(claims.type ?? [], isMoreSpecial),
  };
}

/** A model that begins with its maker's name says it twice. */
export function withoutMaker(model: string | undefined, maker: string | undefined): string | null {
  if (model === undefined) return null;
  return maker !== undefined && begins(model, `${maker} `) ? model.slice(maker.length + 1) : model;
}

/** A device runs many programs, which do not speak against each other: the best told source names the one. */
function concludeSoftware({ software = [] }: Claims): Conclusion | undefined {
  const sources = [...Map.groupBy(software, ({ evidence }) => evidence.name).values()];
  return conclude(sources.toSorted((a, b) => strength(b) - strength(a))[0] ?? [], begins);
}

const strength = (claims: readonly Claim[]): number => Math.max(...claims.map(({ confidence }) => confidence));

const never = (): boolean => false;

/** `Linux (Ubuntu 22.04)` is a special `Linux`. */
const begins = (special: string, general: string): boolean =>
  special.length > general.length && special.toLowerCase().startsWith(general.toLowerCase());

/** General values such as `Linux (Ubuntu` lack the bracket so that special ones begin with them. */
function closed(conclusion: Conclusion | undefined): Conclusion | undefined {
  if (conclusion === undefined || !/\([^)]*$/.test(conclusion.value)) return conclusion;
  return { ...conclusion, value: `${conclusion.value})` };
}
