/** What a batch of windows tells of edges: conversations between two endpoints about the same thing, hour by hour. */
import { rolesOf } from '../inventory/traits.ts';
import type { Encryption } from '../sensor/observe/conversation-record.ts';
import type { ConversationPart, DataPart } from '../sensor/window.ts';
import { HOUR, MAX_FIELDS, MAX_VERBS } from './limits.ts';
import { earliest, type Reference, referenceOf, within } from './reference.ts';

export interface DataSum {
  readonly fields: Set<string>;
  items: number;
  /** At least, by what parts without a sketch say. */
  patients: number;
  /** By the key under which patients were hashed, the latest last. */
  readonly sketches: Map<string, string[]>;
  readonly from: Set<'client' | 'server'>;
  first: Reference;
}

export interface HourSum {
  conversations: number;
  packets: number;
  out: number;
  in: number;
  /** Messages and objects, by who sent them. */
  readonly items: { client: number; server: number };
  readonly verbs: Map<string, number>;
}

export interface EdgeSum {
  readonly client: string;
  readonly server: string;
  readonly transport: string;
  readonly protocol: string;
  readonly port: number;
  readonly encrypted: boolean;
  first: Reference;
  last: number;
  answered: boolean;
  conversations: number;
  readonly packets: [number, number];
  readonly bytes: [number, number];
  encryption: Encryption | null;
  readonly data: Map<string, DataSum>;
  readonly actions: Map<string, number>;
  readonly hours: Map<number, HourSum>;
  /** What the ends do, such as `client image-sender`, with the frame that opened the first conversation that shows it. */
  readonly roles: Map<string, Reference>;
}

/** Ports that are drawn by lot tell nothing of a service: those of protocols that agree on one, and of what nobody knows. */
const DRAWN = 32_768;
const AGREED = /^(?:rtp|rtcp|bittorrent|stun|dcerpc|ftp-data|tftp)?$/;

export class EdgeSums {
  readonly #sums = new Map<string, EdgeSum>();

  get all(): Iterable<EdgeSum> {
    return this.#sums.values();
  }

  /** Adds a conversation's share of a window, between the endpoints of these keys. */
  add(part: ConversationPart, client: string, server: string): void {
    const sum = this.#at(part, client, server);
    const opened = referenceOf(part.opened);
    const last = within(part.last);
    sum.first = earliest(sum.first, opened);
    sum.last = Math.max(sum.last, last);
    sum.answered ||= part.answered;
    sum.conversations += part.begins ? 1 : 0;
    for (const side of [0, 1] as const) {
      sum.packets[side] += part.packets[side];
      sum.bytes[side] += part.bytes[side];
    }
    if (part.encryption !== null) sum.encryption = protectedBy(sum.encryption, part.encryption);
    noteRoles(sum, part, opened);
    const hour = hourOf(sum, Math.floor(last / HOUR));
    hour.conversations += part.begins ? 1 : 0;
    hour.packets += part.packets[0] + part.packets[1];
    hour.out += part.bytes[0];
    hour.in += part.bytes[1];
    for (const item of part.data) {
      addData(sum, item);
      for (const side of item.category === 'credential' ? [] : item.from) hour.items[side] += item.items;
    }
    for (const { verb, count } of part.actions) {
      addVerb(sum.actions, verb, count);
      addVerb(hour.verbs, verb, count);
    }
  }

  #at(
    { transport, protocol, server: { port }, encryption, opened, last }: ConversationPart,
    client: string,
    server: string,
  ): EdgeSum {
    const spoken = protocol ?? '';
    const told = port >= DRAWN && AGREED.test(spoken) ? 0 : port;
    const encrypted = encryption !== null;
    const key = `${client}|${server}|${transport}|${spoken}|${told}|${encrypted}`;
    let sum = this.#sums.get(key);
    if (sum === undefined) {
      sum = {
        client,
        server,
        transport,
        protocol: spoken,
        port: told,
        encrypted,
        encryption: null,
        first: referenceOf(opened),
        last: within(last),
        answered: false,
        conversations: 0,
        packets: [0, 0],
        bytes: [0, 0],
        data: new Map(),
        actions: new Map(),
        hours: new Map(),
        roles: new Map(),
      };
      this.#sums.set(key, sum);
    }
    return sum;
  }
}

/** Later words complete and correct earlier ones; another kind of protection is another matter. */
export function protectedBy<Known extends { readonly kind: string }>(known: Known | null, later: Known): Known {
  if (known?.kind !== later.kind) return later;
  const unsaid = Object.entries(known).filter(([name]) => isUnsaid(Reflect.get(later, name)));
  return { ...known, ...later, ...Object.fromEntries(unsaid) };
}

const isUnsaid = (value: unknown): boolean =>
  value === null || value === undefined || (Array.isArray(value) && value.length === 0);

function noteRoles({ roles }: EdgeSum, part: ConversationPart, opened: Reference): void {
  const shown = rolesOf(part);
  for (const side of ['client', 'server'] as const) {
    if (side === 'client' && part.packets[0] === 0) continue;
    for (const role of shown[side]) {
      const key = `${side} ${role}`;
      roles.set(key, earliest(roles.get(key) ?? opened, opened));
    }
  }
}

function hourOf({ hours }: EdgeSum, hour: number): HourSum {
  let sum = hours.get(hour);
  if (sum === undefined) {
    const items = { client: 0, server: 0 };
    hours.set(hour, (sum = { conversations: 0, packets: 0, out: 0, in: 0, items, verbs: new Map() }));
  }
  return sum;
}

function addData({ data }: EdgeSum, part: DataPart): void {
  let sum = data.get(part.category);
  if (sum === undefined) {
    const first = referenceOf(part.first);
    sum = { fields: new Set(), items: 0, patients: 0, sketches: new Map(), from: new Set(), first };
    data.set(part.category, sum);
  }
  for (const field of part.fields) if (sum.fields.size < MAX_FIELDS) sum.fields.add(field);
  for (const side of part.from) sum.from.add(side);
  sum.items += part.items;
  sum.patients = Math.max(sum.patients, part.patients);
  sum.first = earliest(sum.first, referenceOf(part.first));
  if (part.sketch === undefined) return;
  const key = part.key ?? '';
  const sketches = sum.sketches.get(key) ?? [];
  sum.sketches.delete(key);
  sum.sketches.set(key, [...sketches, part.sketch]);
}

function addVerb(verbs: Map<string, number>, verb: string, count: number): void {
  const known = verbs.get(verb);
  if (known !== undefined || verbs.size < MAX_VERBS) verbs.set(verb, (known ?? 0) + count);
}
