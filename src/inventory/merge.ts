/**
 * Several network cards, one thing: only where something that only one thing can have says so.
 *
 * A name is not enough, an address neither. What a message says of others (the serial number in an image that an archive
 * passes on) is enough only together with the name that the sender gives itself; and who talks to each other is two.
 */
import type { Candidate } from './candidate.ts';
import { type Decision, sidesOf, unitedBy } from './decisions.ts';
import { parseUdi } from './udi.ts';

/** Given by more candidates, it is a maker's default and tells nothing apart. */
const MAX_SHARED = 8;

/** Gives what identifies a candidate beyond doubt; `''` in a part means that it is not known, and then nothing follows. */
type Identifier = (candidate: Candidate) => string[];

const IDENTIFIERS: readonly Identifier[] = [
  (candidate) => whole('engine', single(candidate, 'snmp-engine')),
  (candidate) => whole('chassis', single(candidate, 'lldp-chassis-id')),
  (candidate) => whole('lease', single(candidate, 'dhcp-client-id'), single(candidate, 'hostname')),
  (candidate) => whole('snmp', single(candidate, 'snmp-model'), serial(candidate, 'snmp-serial')),
  (candidate) => whole('mdns', single(candidate, 'mdns-model'), serial(candidate, 'mdns-serial')),
  (candidate) =>
    ownNames(candidate).flatMap((name) =>
      whole('dicom', single(candidate, 'dicom-model'), serial(candidate, 'dicom-serial'), name),
    ),
  (candidate) => ownNames(candidate).flatMap((name) => whole('udi', serialUdi(candidate), name)),
];

export interface Merged {
  readonly things: Candidate[];
  /** The thing that a candidate is, or became part of. */
  readonly rootOf: (candidate: Candidate) => Candidate;
}

/** Unites candidates that are one thing; `conversing` says whether two ever talked to each other. People's word wins. */
export function mergeCandidates(
  candidates: Iterable<Candidate>,
  conversing: (a: Candidate, b: Candidate) => boolean,
  decisions: readonly Decision[] = [],
): Merged {
  const known = new Map<string, Candidate[]>();
  const all = [...candidates];
  for (const candidate of all) {
    for (const key of IDENTIFIERS.flatMap((identifier) => identifier(candidate))) {
      const sharing = known.get(key);
      if (sharing === undefined) known.set(key, [candidate]);
      else sharing.push(candidate);
    }
  }
  const into = new Map<Candidate, Candidate>();
  for (const sharing of known.values()) {
    if (sharing.length < 2 || sharing.length > MAX_SHARED) continue;
    if (talkToEachOther(sharing, conversing)) continue;
    for (const side of sidesOf(sharing, decisions)) unite(side, into);
  }
  for (const group of unitedBy(all, decisions)) unite(group, into);
  for (const [from, to] of into) to.absorb(from);
  return {
    things: all.filter((candidate) => !into.has(candidate)),
    rootOf: (candidate) => into.get(candidate) ?? candidate,
  };
}

/** Were two of them different things, the identifier would not be one. */
function talkToEachOther(sharing: readonly Candidate[], conversing: (a: Candidate, b: Candidate) => boolean): boolean {
  return sharing.some((a, at) => sharing.slice(at + 1).some((b) => conversing(a, b)));
}

function unite(sharing: readonly Candidate[], into: Map<Candidate, Candidate>): void {
  const roots = [...new Set(sharing.map((candidate) => into.get(candidate) ?? candidate))];
  const [first, ...others] = roots;
  if (first === undefined) return;
  for (const other of others) {
    for (const [from, to] of into) if (to === other) into.set(from, first);
    into.set(other, first);
  }
}

/** One key of all parts, or none when one part is missing. */
const whole = (...parts: string[]): string[] => (parts.includes('') ? [] : [parts.join('\n')]);

function single(candidate: Candidate, name: string): string {
  const [value = '', ...more] = new Set(candidate.values(name));
  return more.length === 0 ? value : '';
}

/** Without what is filled in where nobody knew: nothing, zeros, one character again and again. */
function serial(candidate: Candidate, name: string): string {
  const value = single(candidate, name);
  return value.length < 4 || /^(.)\1*$/.test(value) || /^(none|null|unknown|n\/a|default|serial|12345)/i.test(value)
    ? ''
    : value;
}

function serialUdi(candidate: Candidate): string {
  const text = single(candidate, 'udi');
  return parseUdi(text)?.serial === undefined ? '' : text;
}

const ownNames = (candidate: Candidate): string[] => [
  ...candidate.values('dicom-ae-title'),
  ...candidate.values('hl7-application'),
];
