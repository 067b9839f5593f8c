/**
 * Who is who, as far as news may change it: reads the part of the network that news is about, asks the pure resolution, and
 * takes its answer over.
 */
import type { Device } from '../analysis/document.ts';
import type { Decision } from '../inventory/decisions.ts';
import { type Resolution, resolveNetwork } from '../inventory/resolution.ts';
import type { Transaction } from '../platform/store/database.ts';
import type { ConversationRecord } from '../sensor/observe/conversation-record.ts';
import type { Endpoint } from '../sensor/observe/observation.ts';
import type { Answer, Circumstances, TakenOver } from './answer.ts';
import { Neighbourhood } from './neighbourhood.ts';
import {
  type EndpointEvidence,
  hl7Relations,
  readDecisions,
  type Relation,
  relationsAmong,
  sourcesInOrder,
} from './store/evidence.store.ts';
import type { Subject } from './take-in.ts';
import { takeOver } from './take-over.ts';

/** Subjects that are looked at together. */
const MAX_CHUNK = 400;
/** How often the answer may show that more belongs to the question. */
const MAX_TURNS = 4;
/** Systems that exchange HL7 with a core device: beyond, it certainly stands between them. */
const MAX_RELATIONS = 10_000;

export async function resolveDirty(
  tx: Transaction,
  dirty: readonly Subject[],
  circumstances: Circumstances,
): Promise<TakenOver> {
  const subjects = [...new Map(dirty.map((subject) => [`${subject.mac} ${subject.address}`, subject]))].toSorted(
    ([a], [b]) => (a < b ? -1 : 1),
  );
  const total: TakenOver = { appeared: new Set(), changed: new Set(), gone: new Set() };
  if (subjects.length === 0) return total;
  const decisions = await readDecisions(tx);
  const sources = await sourcesInOrder(tx);
  for (let at = 0; at < subjects.length; at += MAX_CHUNK) {
    const chunk = subjects.slice(at, at + MAX_CHUNK).map(([, subject]) => subject);
    const answer = await resolvePart(tx, chunk, { ...circumstances, decisions, sources });
    const { appeared, changed, gone } = await takeOver(tx, answer, circumstances);
    for (const id of appeared) total.appeared.add(id);
    for (const id of changed) total.changed.add(id);
    for (const id of gone) {
      total.gone.add(id);
      total.appeared.delete(id);
      total.changed.delete(id);
    }
  }
  return total;
}

interface Asked extends Circumstances {
  readonly decisions: readonly Decision[];
  /** In the order of their packets. */
  readonly sources: readonly number[];
}

async function resolvePart(tx: Transaction, subjects: readonly Subject[], asked: Asked): Promise<Answer> {
  const rank = new Map(asked.sources.map((id, at) => [id, at]));
  const part = new Neighbourhood(tx, { ...asked, rank });
  let more: readonly Subject[] = subjects;
  for (let turn = 1; ; turn++) {
    await part.grow(more);
    const resolution = resolveNetwork(await evidenceOf(tx, part, rank), asked);
    const core = new Set(resolution.devices.filter((device) => isOfCore(device, part)));
    const answer = answerOf(part, resolution, core, rank);
    more = strays(part, resolution, core, answer.before);
    if (more.length === 0 || turn === MAX_TURNS) return withSources(answer, asked.sources);
  }
}

function isOfCore({ macs, addresses }: Device, part: Neighbourhood): boolean {
  return macs.length > 0
    ? macs.some((mac) => part.macs.has(mac))
    : addresses.some((address) => part.addresses.has(address));
}

function answerOf(
  part: Neighbourhood,
  resolution: Resolution,
  core: ReadonlySet<Device>,
  rank: ReadonlyMap<number, number>,
): Answer {
  const whose = (device: Device | undefined): Device | undefined =>
    device !== undefined && core.has(device) ? device : undefined;
  const endpoints = [...part.endpoints.values()].flatMap((endpoint) => {
    const device = whose(resolution.deviceOf(subjectOf(endpoint), lastly(endpoint)));
    return device !== undefined || part.wasCore(endpoint) ? [{ endpoint, device }] : [];
  });
  const facts = [...part.facts.values()].map((fact) => {
    const at = { capture: rank.get(fact.first_source) ?? 0, frame: fact.first_frame, time: fact.first };
    return { fact, device: whose(resolution.deviceOf(subjectOf(fact), at)) };
  });
  const before = new Set(endpoints.flatMap(({ endpoint }) => (part.wasCore(endpoint) ? (endpoint.device ?? []) : [])));
  return { devices: [...core], endpoints, facts, before };
}

/** Endpoints of the core's devices that are somebody else's now: that one belongs to the question too. */
function strays(
  part: Neighbourhood,
  resolution: Resolution,
  core: ReadonlySet<Device>,
  before: ReadonlySet<string>,
): Subject[] {
  return [...part.endpoints.values()].filter((endpoint) => {
    if (endpoint.device === null || !before.has(endpoint.device)) return false;
    const device = resolution.deviceOf(subjectOf(endpoint), lastly(endpoint));
    return device !== undefined && !core.has(device);
  });
}

const subjectOf = ({ mac, address }: Subject) => ({
  mac: mac === '' ? undefined : mac,
  address: address === '' ? undefined : address,
});

/** Whose it was at last is whose it is. */
const lastly = ({ last, spoke_last: spoke }: EndpointEvidence) => ({
  capture: Number.MAX_SAFE_INTEGER,
  frame: Number.MAX_SAFE_INTEGER,
  time: Math.max(last, spoke ?? 0),
});

async function evidenceOf(tx: Transaction, part: Neighbourhood, rank: ReadonlyMap<number, number>) {
  const core = [...part.endpoints.values()].filter((endpoint) => part.isCore(endpoint));
  const ids = core.map(({ id }) => id);
  const sharing = core
    .filter(({ mac, address }) => part.sharing.has(mac) || part.sharing.has(address))
    .map(({ id }) => id);
  const relations = [
    ...(await hl7Relations(tx, ids, MAX_RELATIONS)).map((relation) => relationRecord(relation, 'hl7', part)),
    ...(await relationsAmong(tx, sharing)).map((relation) => relationRecord(relation, null, part)),
  ];
  const observations = [...part.facts.values()]
    .map(({ mac, address, name, value, protocol, confidence, first_source: source, first_frame: frame, first }) => ({
      subject: subjectOf({ mac, address }),
      name,
      value,
      protocol,
      confidence,
      at: { capture: rank.get(source) ?? 0, frame, time: first },
    }))
    .toSorted((a, b) => a.at.capture - b.at.capture || a.at.frame - b.at.frame);
  return {
    observations,
    bindings: part.bindings,
    conversations: [...core.flatMap((row) => spokenRecord(row, rank)), ...relations],
  };
}

const NOBODY: Endpoint = { mac: undefined, address: undefined, port: 0 };
const NOTHING = { transport: 'other', bytes: [0, 0], missing: 0, encryption: null, data: [], actions: [] } as const;

/** That an endpoint sent something in conversations, from when to when. */
function spokenRecord(row: EndpointEvidence, rank: ReadonlyMap<number, number>): ConversationRecord[] {
  const { spoke_first: time, spoke_last: last, spoke_source: source, spoke_frame: frame } = row;
  if (time === null || last === null || source === null || frame === null) return [];
  const opened = { capture: rank.get(source) ?? 0, frame, time };
  const client = { ...subjectOf(row), port: 0 };
  return [
    {
      ...NOTHING,
      client: { mac: client.mac, address: client.address, port: 0 },
      server: NOBODY,
      protocol: null,
      opened,
      last,
      packets: [1, 0],
      answered: false,
    },
  ];
}

function relationRecord(relation: Relation, protocol: 'hl7' | null, part: Neighbourhood): ConversationRecord {
  const { first, last, first_source, first_frame } = relation;
  const client = end(part, relation.client_mac, relation.client_address, relation.client_device);
  const server = end(part, relation.server_mac, relation.server_address, relation.server_device);
  const opened = part.at({ first, first_source, first_frame });
  return { ...NOTHING, client, server, protocol, opened, last, packets: [0, 0], answered: protocol !== null };
}

/** Who is not of the core stands for itself under a name that no packet bears, however many addresses it has. */
function end(part: Neighbourhood, mac: string, address: string, device: string | null): Endpoint {
  if (device === null || part.isCore({ mac, address })) return { ...subjectOf({ mac, address }), port: 0 };
  return { mac: undefined, address: `device:${device}`, port: 0 };
}

/** The same with captures as sources. */
function withSources(answer: Answer, sources: readonly number[]): Answer {
  const moved = new Map(answer.devices.map((device) => [device, mapCaptures(device, (rank) => sources[rank] ?? 0)]));
  const now = (device: Device | undefined): Device | undefined =>
    device === undefined ? undefined : moved.get(device);
  return {
    devices: [...moved.values()],
    endpoints: answer.endpoints.map(({ endpoint, device }) => ({ endpoint, device: now(device) })),
    facts: answer.facts.map(({ fact, device }) => ({ fact, device: now(device) })),
    before: answer.before,
  };
}

function mapCaptures(device: Device, sourceOf: (rank: number) => number): Device {
  const map = <A extends { capture: number }>(list: readonly A[]): A[] =>
    list.map((it) => ({ ...it, capture: sourceOf(it.capture) }));
  const provenance = Object.entries(device.provenance).map(([field, known]) => [
    field,
    { ...known, evidence: map(known.evidence), conflicts: map(known.conflicts) },
  ]);
  return { ...device, attributes: map(device.attributes), provenance: Object.fromEntries(provenance) };
}
