/** What a device is, from what was learned of it: each value with the reason for it and with what speaks against it. */
import type { Attribute, Device, Provenance } from '../analysis/document.ts';
import type { Candidate } from './candidate.ts';
import { childrenOf } from './children.ts';
import { claimsOf } from './claims.ts';
import { conclusionsOf, withoutMaker } from './conclusions.ts';
import { namesOf } from './names.ts';
import { organisationOf } from './oui.ts';
import { TAXONOMY } from './taxonomy.ts';

/** The part of a device that is concluded, not merely seen. */
export type Identity = Omit<Device, 'id' | 'macs' | 'addresses' | 'scope' | 'first' | 'last' | 'history'>;

export function identify(candidate: Candidate): Identity {
  const learned = candidate.attributes();
  const attributes = [...learned.filter(({ name }) => name !== 'role'), ...makersOfCards(candidate)];
  const roles = learned.filter(({ name }) => name === 'role');
  const claims = claimsOf([...attributes, ...roles], candidate.forwarded);
  const names = namesOf(attributes);
  const concluded = conclusionsOf(claims);
  const { type } = concluded;
  const kind = type === undefined ? undefined : TAXONOMY[type.value];
  const own = {
    serial: concluded.serial?.value,
    type: type?.value,
    roles: roles.map(({ value }) => value),
    macs: candidate.macs,
  };
  const children = childrenOf(learned, own);
  return {
    ...(children.length > 0 && { children }),
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
