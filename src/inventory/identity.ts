/** What a device is, from what was learned of it: each value with the reason for it and with what speaks against it. */
import type { Attribute, Device, Provenance } from '../analysis/document.ts';
import type { Candidate } from './candidate.ts';
import { type Claims, claimsOf } from './claims.ts';
import { type Claim, conclude, type Conclusion } from './conclude.ts';
import { namesOf } from './names.ts';
import { organisationOf } from './oui.ts';
import { isMoreSpecial, TAXONOMY } from './taxonomy.ts';

/** The part of a device that is concluded, not merely seen. */
export type Identity = Omit<Device, 'id' | 'macs' | 'addresses' | 'scope' | 'first' | 'last' | 'history'>;

export function identify(candidate: Candidate): Identity {
  const learned = candidate.attributes();
  const attributes = [...learned.filter(({ name }) => name !== 'role'), ...makersOfCards(candidate)];
  const roles = learned.filter(({ name }) => name === 'role');
  const claims = claimsOf([...attributes, ...roles], candidate.forwarded);
  const names = namesOf(attributes);
  const concluded = {
    manufacturer: conclude(claims.manufacturer ?? [], never),
    model: conclude(claims.model ?? [], begins),
    serial: conclude(claims.serial ?? [], never),
    software: concludeSoftware(claims),
    os: closed(conclude(claims.os ?? [], begins)),
    udi: conclude(claims.udi ?? [], never),
    type: conclude(claims.type ?? [], isMoreSpecial),
  };
  const { type } = concluded;
  const kind = type === undefined ? undefined : TAXONOMY[type.value];
  return {
    names: names.map(({ value }) => value),
    manufacturer: concluded.manufacturer?.value ?? null,
    model: withoutMaker(concluded.model?.value, concluded.manufacturer?.value),
    serial: concluded.serial?.value ?? null,
    software: concluded.software?.value ?? null,
    os: concluded.os?.value ?? null,
    udi: concluded.udi?.value ?? null,
    class: kind?.class ?? 'unknown',
    type: type?.value ?? 'unknown',
    confidence: type?.confidence ?? 0,
    roles: [...new Set(roles.map(({ value }) => value))].toSorted(),
    attributes,
    provenance: provenance({
      ...concluded,
      ...(kind === undefined || type === undefined ? {} : { class: { ...type, value: kind.class } }),
      name: named(names[0]),
    }),
  };
}

/** A model that begins with its maker's name says it twice. */
function withoutMaker(model: string | undefined, maker: string | undefined): string | null {
  if (model === undefined) return null;
  return maker !== undefined && begins(model, `${maker} `) ? model.slice(maker.length + 1) : model;
}

/** Xerox's first range, and what emulators write and those who make captures anonymous: it tells of nobody. */
const ZEROS = '00:00:00:';

/** Whose network cards they are; nothing where the MAC may be a router's. */
function makersOfCards({ macs, forwarded, first }: Candidate): Attribute[] {
  if (forwarded || first === undefined) return [];
  const { capture, frame } = first;
  const bought = [...macs].filter((mac) => !mac.startsWith(ZEROS));
  const names = new Set(bought.map(organisationOf).filter((name) => name !== undefined));
  return [...names]
    .toSorted()
    .map((value) => ({ name: 'oui', value, protocol: 'ethernet', capture, frame, confidence: 0.5 }));
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

function named(evidence: Attribute | undefined): Provenance | undefined {
  if (evidence === undefined) return undefined;
  return {
    value: evidence.value,
    because: `it is called so in ${evidence.protocol}`,
    evidence: [evidence],
    conflicts: [],
  };
}

function provenance(values: Partial<Record<keyof Device['provenance'], Provenance | undefined>>): Device['provenance'] {
  const known: Device['provenance'] = {};
  for (const field of ['manufacturer', 'model', 'serial', 'software', 'os', 'udi', 'class', 'type', 'name'] as const) {
    const found = values[field];
    if (found === undefined) continue;
    const { value, because, evidence, conflicts } = found;
    known[field] = { value, because, evidence, conflicts };
  }
  return known;
}
