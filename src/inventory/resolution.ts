/**
 * Who is it: from what the sensor saw to the devices of the network. A device is a thing, not an address.
 *
 * Pure and deterministic: the same evidence gives the same devices with the same ids, in whatever order it comes.
 */
import { hash } from 'node:crypto';
import type { Device } from '../analysis/document.ts';
import { isoTime } from '../lib/time.ts';
import type { ConversationRecord } from '../sensor/observe/conversation-record.ts';
import type { FrameRef, Observation, Subject } from '../sensor/observe/observation.ts';
import { isInternet, isThisNetwork, looksLikeBroadcast } from './address.ts';
import type { Candidate } from './candidate.ts';
import type { Evidence } from './evidence.ts';
import { addressesApart, type Decision } from './decisions.ts';
import { Holders, usesPrivateAddresses } from './holders.ts';
import { identify } from './identity.ts';
import { mergeCandidates } from './merge.ts';
import { earlier } from './ownership.ts';
import { rolesOf } from './traits.ts';

export interface ResolutionOptions {
  /** Whether private addresses are in use; read off the evidence unless told, for evidence that is a part of the whole. */
  readonly privateNetwork?: boolean;
  /** What people decided, in order of time. */
  readonly decisions?: readonly Decision[];
}

export interface Resolution {
  readonly devices: Device[];
  /** Whose a subject was at a time; undefined for nobody's. */
  readonly deviceOf: (subject: Subject, at: FrameRef) => Device | undefined;
}

export const resolve = (evidence: Evidence): Device[] => resolveNetwork(evidence).devices;

export function resolveNetwork(
  { observations, bindings, conversations }: Evidence,
  { privateNetwork = usesPrivateAddresses(bindings), decisions = [] }: ResolutionOptions = {},
): Resolution {
  const holders = new Holders(bindings, privateNetwork, addressesApart(decisions));
  for (const conversation of conversations) noteEnds(holders, conversation);
  noteEngines(holders, conversations);
  for (const observation of observations) if (!HEARSAY.has(observation.name)) note(holders, observation);
  for (const observation of observations) {
    const { address } = observation.subject;
    if (HEARSAY.has(observation.name) && address !== undefined && holders.isHeld(address)) note(holders, observation);
  }
  const { things, rootOf } = mergeCandidates(holders.all(), conversationsBetween(holders, conversations), decisions);
  const devices = new Map(things.map((thing) => [thing, describe(thing)]));
  return {
    devices: [...devices.values()].toSorted((a, b) => compare(a.first, b.first) || compare(a.id, b.id)),
    deviceOf: (subject, at) => {
      const candidate = holders.whose(subject, at);
      return candidate === undefined ? undefined : devices.get(rootOf(candidate));
    },
  };
}

/** What somebody else calls an address. It makes no device: a server of names knows many that nobody here ever met. */
export const HEARSAY: ReadonlySet<string> = new Set(['dns-name', 'audited-ae-title']);

function note(holders: Holders, observation: Observation): void {
  if (isAboutNobody(holders, observation.subject.address)) return;
  holders.find(observation.subject, observation.at)?.learn(observation);
}

/** Whoever sent something in a conversation is there, even if the sensor saw no frame of it, and did what it did. */
function noteEnds(holders: Holders, conversation: ConversationRecord): void {
  const { opened, last, packets, answered, protocol } = conversation;
  const roles = rolesOf(conversation);
  for (const side of ['client', 'server'] as const) {
    const subject = conversation[side];
    if (!(side === 'client' ? packets[0] > 0 : answered)) continue;
    const candidate = holders.find(subject, opened);
    candidate?.seen(opened, last);
    for (const value of roles[side]) {
      candidate?.learn({ subject, name: 'role', value, protocol: protocol ?? 'ip', confidence: 0.9, at: opened });
    }
  }
}

/** So many systems send HL7 to nothing but what passes it on. */
const MANY = 3;

/** Who takes HL7 from several systems and itself sends it to others stands between them. */
function noteEngines(holders: Holders, conversations: readonly ConversationRecord[]): void {
  const sending = new Set<Candidate>();
  const sources = new Map<Candidate, Set<Candidate>>();
  const spoken = conversations.filter(({ protocol, answered }) => protocol === 'hl7' && answered);
  for (const { client, server, opened } of spoken.toSorted((a, b) => (earlier(a.opened, b.opened) ? -1 : 1))) {
    const [from, to] = [holders.find(client, opened), holders.find(server, opened)];
    if (from === undefined || to === undefined) continue;
    sending.add(from);
    sources.set(to, (sources.get(to) ?? new Set()).add(from));
    const name = { subject: {}, name: 'role', protocol: 'hl7', confidence: 0.9, at: opened };
    if (sources.get(to)?.size === MANY) to.learn({ ...name, value: 'hl7-hub' });
    const engine = [from, to].find((end) => sending.has(end) && (sources.get(end)?.size ?? 0) > 1);
    engine?.learn({ ...name, value: 'hl7-engine' });
  }
}

/** Answers whether two candidates talked; reads the conversations when first asked, which is seldom. */
function conversationsBetween(
  holders: Holders,
  conversations: readonly ConversationRecord[],
): (a: Candidate, b: Candidate) => boolean {
  let peers: Map<Candidate, Set<Candidate>> | undefined;
  return (a, b) => {
    if (peers === undefined) {
      peers = new Map();
      for (const { client, server, opened } of conversations) {
        const [from, to] = [holders.find(client, opened), holders.find(server, opened)];
        if (from !== undefined && to !== undefined) peers.set(from, (peers.get(from) ?? new Set()).add(to));
      }
    }
    return peers.get(a)?.has(b) === true || peers.get(b)?.has(a) === true;
  };
}

/** A silent address that is most likely a subnet's broadcast address, or cannot be anybody's. */
function isAboutNobody(holders: Holders, address: string | undefined): boolean {
  if (address === undefined || holders.isHeld(address)) return false;
  return looksLikeBroadcast(address) || isThisNetwork(address);
}

function describe(candidate: Candidate): Device {
  const macs = [...candidate.macs].toSorted(compare);
  const addresses = [...candidate.addresses].toSorted(compareAddresses);
  const { first, forwarded } = candidate;
  const ownMac = forwarded ? undefined : macs[0];
  return {
    id: `d-${hash('sha256', ownMac ?? addresses[0] ?? macs[0] ?? '').slice(0, 16)}`,
    macs,
    addresses,
    ...identify(candidate),
    scope: ownMac === undefined && addresses.every(isInternet) ? 'external' : 'local',
    first: isoTime(first?.time ?? 0),
    last: isoTime(candidate.last),
    history: history(candidate),
  };
}

function history({ sightings }: Candidate): Device['history'] {
  const ordered = sightings.toSorted(
    (a, b) => a.first.time - b.first.time || compare(a.address, b.address) || compare(a.mac, b.mac),
  );
  return ordered.map(({ address, mac, first, last }) => ({
    address,
    mac: mac === '' ? null : mac,
    first: isoTime(first.time),
    last: isoTime(last),
  }));
}

const compare = (a: string, b: string): number => Number(a > b) - Number(a < b);

/** IPv4 first and by number, which is how people look for them. */
function compareAddresses(a: string, b: string): number {
  return rank(a) - rank(b) || compare(a, b);
}

function rank(address: string): number {
  if (address.includes(':')) return 2 ** 32;
  return address.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0);
}
