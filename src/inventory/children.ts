/**
 * Who is behind a gateway: devices and systems that have no address of their own here, and that another speaks for.
 *
 * An interface engine, a pump server, a serial hub or a docking station names several. Whoever names one only may be that
 * one, and is no gateway. A child is no device of the network: it is not counted, found or alarmed about as one.
 */
import { hash } from 'node:crypto';
import type { Attribute, Child } from '../analysis/document.ts';
import { childParts, type ChildParts } from '../sensor/observe/child.ts';
import { claimsOf } from './claims.ts';
import { conclusionsOf, withoutMaker } from './conclusions.ts';
import { organisationOf } from './oui.ts';
import { TAXONOMY } from './taxonomy.ts';
import { parseUdi } from './udi.ts';

/** The most children of one gateway: the evidence holds no more. */
export const MAX_CHILDREN = 128;
const MAX_EVIDENCE = 8;

/** What is known of the gateway itself. */
export interface Own {
  readonly serial: string | undefined;
  readonly type: string | undefined;
  readonly roles: readonly string[];
  readonly macs: ReadonlySet<string>;
}

/** These are gateways even where they name one child. */
const GATEWAYS = new Set(['serial-server', 'device-gateway', 'interface-engine']);

/** All that was said of one child. */
interface Group {
  readonly keys: Set<string>;
  readonly parts: ChildParts[];
  readonly evidence: Attribute[];
}

/** In the order in which they were first named. */
export function childrenOf(attributes: readonly Attribute[], own: Own): Child[] {
  const named = attributes.filter(({ name }) => name === 'child');
  const groups = named.length === 0 ? [] : groupsOf(named);
  const gateway = GATEWAYS.has(own.type ?? '');
  const several = protocolsOfSeveral(groups);
  const devices = groups
    .filter(({ evidence }) => gateway || evidence.some(({ protocol }) => several.has(protocol)))
    .map(describe)
    .filter((child) => !isItself(child, own));
  return [...devices, ...systems(attributes, own.roles)].slice(0, MAX_CHILDREN);
}

/** Whether it is the gateway's own number, or an identifier with the two halves of its card's address at its ends. */
function isItself({ serial, evidence }: Child, own: Own): boolean {
  if (serial !== null && serial === own.serial) return true;
  return evidence.some(({ value }) => {
    const [, begin, end] = /([\dA-F]{6})-?[\dA-F]{4}-?([\dA-F]{6})\^EUI-64/i.exec(value) ?? [];
    const pairs = `${begin ?? ''}${end ?? ''}`.toLowerCase().match(/../g) ?? [];
    return own.macs.has(pairs.join(':'));
  });
}

/** What one protocol calls by two names are two; two protocols have names of their own for one and the same. */
function protocolsOfSeveral(groups: readonly Group[]): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const { evidence } of groups) {
    for (const protocol of new Set(evidence.map((each) => each.protocol)))
      counts.set(protocol, (counts.get(protocol) ?? 0) + 1);
  }
  return new Set([...counts].filter(([, count]) => count > 1).map(([protocol]) => protocol));
}

function groupsOf(named: readonly Attribute[]): Group[] {
  const groups = new Set<Group>();
  const byKey = new Map<string, Set<Group>>();
  for (const attribute of named) {
    const parts = childParts(attribute.value);
    const keys = keysOf(parts);
    if (keys.length === 0) continue;
    const sharing = new Set(keys.flatMap((key) => [...(byKey.get(key) ?? [])]));
    const [first, ...others] = [...sharing].filter((group) => agreesWithAll(group, parts));
    const group: Group = first ?? { keys: new Set(), parts: [], evidence: [] };
    for (const other of others) {
      for (const key of other.keys) {
        group.keys.add(key);
        byKey.get(key)?.delete(other);
      }
      group.parts.push(...other.parts);
      group.evidence.push(...other.evidence);
      groups.delete(other);
    }
    for (const key of keys) group.keys.add(key);
    group.parts.push(parts);
    group.evidence.push(attribute);
    groups.add(group);
    for (const key of group.keys) byKey.set(key, (byKey.get(key) ?? new Set()).add(group));
  }
  return [...groups];
}

/** Two makers may give the same number: what shares one is the same only where it is of no other make. */
const agreesWithAll = (group: Group, parts: ChildParts): boolean => group.parts.every((known) => agree(known, parts));

function agree(known: ChildParts, said: ChildParts): boolean {
  return Object.entries(said).every(
    ([name, value]) =>
      known[name] === undefined || known[name] === value || !/-(manufacturer|model|serial)$/.test(name),
  );
}

/** By what a child is told from others: a serial number, a name that its gateway or its port gives it. */
function keysOf(parts: ChildParts): string[] {
  const keys: string[] = [];
  for (const [name, value] of Object.entries(parts)) {
    if (name.endsWith('-serial') && isNumber(value)) keys.push(`serial ${value}`);
    else if (name === 'udi' && parseUdi(value)?.serial !== undefined) keys.push(`udi ${value}`);
    else if (name === 'hl7-equipment' || name === 'poct-device') keys.push(`${name} ${value}`);
  }
  const { 'astm-sender': talker = '', port = '' } = parts;
  if (talker !== '' || port !== '') keys.push(`astm ${talker} ${port}`);
  return keys;
}

/** Without what is filled in where nobody knew. */
const isNumber = (value: string): boolean =>
  value.length > 2 && !/^(.)\1*$|^(none|null|unknown|n\/a|default|serial)/i.test(value);

function describe({ keys, parts, evidence }: Group): Child {
  const attributes = evidence.flatMap((attribute, at) =>
    Object.entries(parts[at] ?? {}).map(([name, value]) => ({ ...attribute, name, value, confidence: 0.9 })),
  );
  const [equipment = ''] = attributes.filter(({ name }) => name === 'hl7-equipment').map(({ value }) => value);
  const mac = macOf(equipment);
  const organisation = organisationIn(equipment);
  const [first] = evidence;
  const maker: Attribute[] =
    organisation === undefined || first === undefined
      ? []
      : [{ ...first, name: 'oui', value: organisation, confidence: 0.5 }];
  const { manufacturer, model, serial, software, udi, type } = conclusionsOf(
    claimsOf([...attributes, ...maker], false),
  );
  const kind = type === undefined ? undefined : TAXONOMY[type.value];
  const [key = ''] = [...keys].toSorted();
  return {
    id: `c-${hash('sha256', key).slice(0, 16)}`,
    kind: 'device',
    name: nameOf(parts),
    manufacturer: manufacturer?.value ?? null,
    model: withoutMaker(model?.value, manufacturer?.value),
    serial: serial?.value ?? null,
    software: software?.value ?? null,
    udi: udi?.value ?? null,
    mac: mac ?? null,
    class: kind?.class ?? 'unknown',
    type: type?.value ?? 'unknown',
    device: null,
    evidence: evidence.slice(0, MAX_EVIDENCE),
  };
}

const NAMES = ['fhir-device-name', 'hl7-equipment', 'astm-sender', 'poct-device', 'port'];

function nameOf(parts: readonly ChildParts[]): string | null {
  for (const name of NAMES) {
    const value = parts.map((each) => each[name]).find((each) => each !== undefined);
    if (value === undefined) continue;
    // An entity identifier has its name first, and may have nothing but a number of its card.
    const words = name === 'port' ? `port ${value}` : value.split('^').find((each) => each.trim() !== '');
    if (words !== undefined) return words.replaceAll('&', ' ').trim();
  }
  return null;
}

/** Who was given the range that an identifier of the kind EUI-64 is of. */
function organisationIn(equipment: string): string | undefined {
  const [, prefix] =
    /(?:^|\^)([\dA-F]{2}-?[\dA-F]{2}-?[\dA-F]{2})(?:-?[\dA-F]{2}){5}\^(?:.*\^)?EUI-64$/i.exec(equipment) ?? [];
  const pairs = prefix?.replaceAll('-', '').toLowerCase().match(/../g);
  return pairs == null ? undefined : organisationOf(`${pairs.join(':')}:00:00:00`);
}

/** The hardware address in an entity identifier of the kind EUI-64, where it was made from one. @see IEEE guidelines for EUI */
function macOf(equipment: string): string | undefined {
  const digits = /\^([\dA-F]{6})-?FFFE-?([\dA-F]{6})\^EUI-64$/i.exec(equipment)?.slice(1).join('').toLowerCase();
  return digits?.match(/../g)?.join(':');
}

/** Of an engine, whose messages it passes on: who wrote several kinds of message is nobody's child. */
function systems(attributes: readonly Attribute[], roles: readonly string[]): Child[] {
  const sources = attributes.filter(({ name }) => name === 'hl7-source');
  if (sources.length < 2 || !roles.includes('hl7-engine')) return [];
  return sources.map((evidence) => ({
    id: `c-${hash('sha256', `hl7 ${evidence.value}`).slice(0, 16)}`,
    kind: 'system',
    name: evidence.value.split('^')[0] ?? evidence.value,
    manufacturer: null,
    model: null,
    serial: null,
    software: null,
    udi: null,
    mac: null,
    class: 'unknown',
    type: 'unknown',
    device: null,
    evidence: [evidence],
  }));
}
