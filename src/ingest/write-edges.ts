/** Writes what a batch tells of edges, and finds out what follows from it: roles, exposed data, who passes messages on. */
import { rolesOf } from '../inventory/traits.ts';
import type { Transaction } from '../platform/store/database.ts';
import { buildEdge } from './edge-row.ts';
import type { EdgeSum } from './edge-sums.ts';
import { HOUR, MAX_EDGES_PER_HOUR } from './limits.ts';
import {
  type EdgeKey,
  findEdges,
  findPatients,
  insertEdges,
  keyText,
  type KnownEdge,
  type PatientRow,
  updateEdges,
  writePatients,
} from './store/edges.store.ts';
import { countEdges } from './store/endpoints.store.ts';
import type { FactSum } from './window-sums.ts';
import type { EndpointState } from './write-endpoints.ts';

export interface WrittenEdge {
  readonly id: number;
  readonly sum: EdgeSum;
  readonly client: EndpointState;
  readonly server: EndpointState;
  readonly fresh: boolean;
}

export interface WrittenEdges {
  readonly edges: readonly WrittenEdge[];
  /** What the ends are seen to do here for the first time. */
  readonly roles: readonly FactSum[];
}

/** Data that names patients is not folded away as easily as what merely knocks at doors. */
const MORE_WITH_DATA = 5;

interface Draft {
  readonly key: EdgeKey;
  readonly sum: EdgeSum;
  readonly client: EndpointState;
  readonly server: EndpointState;
}

/** `other` stands for all the servers of a client that opens too many edges. */
export async function writeEdges(
  tx: Transaction,
  sums: Iterable<EdgeSum>,
  states: ReadonlyMap<string, EndpointState>,
  other: EndpointState,
  now: number,
): Promise<WrittenEdges> {
  const drafts = [...sums].flatMap((sum) => draftOf(sum, states) ?? []);
  const known = new Map<string, KnownEdge>();
  for (const found of await findEdges(
    tx,
    drafts.map(({ key }) => key),
  )) {
    const draft = drafts[found.at];
    if (draft !== undefined) known.set(keyText(draft.key), found);
  }
  const { kept, folded } = fold(drafts, known, other);
  await countEdges(tx, opened(kept, known));
  for (const found of await findEdges(
    tx,
    folded.map(({ key }) => key),
  )) {
    const draft = folded[found.at];
    if (draft !== undefined) known.set(keyText(draft.key), found);
  }
  const all = [...kept, ...folded].toSorted((a, b) => compareKeys(a.key, b.key));
  return await write(tx, all, known, now);
}

async function write(
  tx: Transaction,
  drafts: readonly Draft[],
  known: ReadonlyMap<string, KnownEdge>,
  now: number,
): Promise<WrittenEdges> {
  const counted = drafts.filter(({ sum }) => [...sum.data.values()].some(({ sketches }) => sketches.size > 0));
  const asked = counted.flatMap(({ key }) => known.get(keyText(key))?.id ?? []);
  const sketches = Map.groupBy(await findPatients(tx, asked), ({ edge }) => edge);
  const built = drafts.map((draft) => {
    const before = known.get(keyText(draft.key));
    const old = before === undefined ? [] : (sketches.get(before.id) ?? []);
    return { ...draft, before, ...buildEdge(draft.key, draft.sum, before, byCategory(old)) };
  });
  const fresh = built.filter(({ before }) => before === undefined);
  const ids = await insertEdges(
    tx,
    fresh.map(({ row }) => row),
    now,
  );
  const numbers = new Map(fresh.map(({ key }, at) => [keyText(key), ids[at] ?? 0]));
  await updateEdges(
    tx,
    built.flatMap(({ row, before }) => (before === undefined ? [] : [{ ...row, id: before.id }])),
    now,
  );
  const edges = built.map(({ key, sum, client, server, before, row, patients }) => ({
    id: before?.id ?? numbers.get(keyText(key)) ?? 0,
    sum,
    client,
    server,
    fresh: before === undefined,
    before,
    row,
    patients,
  }));
  await writePatients(
    tx,
    edges.flatMap(({ id, patients }) => patients.map((patient) => ({ ...patient, edge: id }))),
  );
  return { edges, roles: edges.flatMap(newRoles) };
}

function draftOf(sum: EdgeSum, states: ReadonlyMap<string, EndpointState>): Draft | undefined {
  const [client, server] = [states.get(sum.client), states.get(sum.server)];
  if (client === undefined || server === undefined) return undefined;
  const { transport, protocol, port, encrypted } = sum;
  return { key: { client: client.id, server: server.id, transport, protocol, port, encrypted }, sum, client, server };
}

/** Lets each client open so many edges in an hour; the conversations of the others go to one edge for each transport. */
function fold(
  drafts: readonly Draft[],
  known: ReadonlyMap<string, KnownEdge>,
  other: EndpointState,
): { kept: Draft[]; folded: Draft[] } {
  const kept: Draft[] = [];
  const folded = new Map<string, Draft>();
  for (const draft of drafts) {
    const { client, sum } = draft;
    if (known.has(keyText(draft.key))) {
      kept.push(draft);
      continue;
    }
    const hour = Math.floor(sum.last / HOUR);
    if (hour > client.hour) {
      client.hour = hour;
      client.edges = 0;
    }
    client.edges += 1;
    if (client.edges <= MAX_EDGES_PER_HOUR * (sum.data.size > 0 ? MORE_WITH_DATA : 1)) {
      kept.push(draft);
      continue;
    }
    const key = {
      client: client.id,
      server: other.id,
      transport: sum.transport,
      protocol: '',
      port: 0,
      encrypted: false,
    };
    const into = folded.get(keyText(key));
    if (into === undefined) {
      const plain = {
        ...sum,
        protocol: '',
        port: 0,
        encrypted: false,
        encryption: null,
        data: new Map(),
        actions: new Map(),
      };
      folded.set(keyText(key), {
        key,
        sum: { ...plain, packets: [...sum.packets], bytes: [...sum.bytes] },
        client,
        server: other,
      });
    } else addUp(into.sum, sum);
  }
  return { kept, folded: [...folded.values()] };
}

function addUp(into: EdgeSum, more: EdgeSum): void {
  into.last = Math.max(into.last, more.last);
  into.answered ||= more.answered;
  into.conversations += more.conversations;
  for (const side of [0, 1] as const) {
    into.packets[side] += more.packets[side];
    into.bytes[side] += more.bytes[side];
  }
  for (const [hour, sum] of more.hours) {
    const known = into.hours.get(hour);
    if (known === undefined) into.hours.set(hour, { ...sum, verbs: new Map() });
    else {
      known.conversations += sum.conversations;
      known.packets += sum.packets;
      known.out += sum.out;
      known.in += sum.in;
    }
  }
}

/** Clients that opened edges, with how many in their hour. */
function opened(drafts: readonly Draft[], known: ReadonlyMap<string, KnownEdge>) {
  const clients = new Set(drafts.filter(({ key }) => !known.has(keyText(key))).map(({ client }) => client));
  return [...clients].map(({ id, hour, edges }) => ({ id, hour, edges }));
}

function newRoles(
  edge: WrittenEdge & { before: KnownEdge | undefined; row: { actions: { verb: string; count: number }[] | null } },
): FactSum[] {
  const { sum, before, row } = edge;
  const protocol = sum.protocol === '' ? null : sum.protocol;
  const now = rolesOf({
    protocol,
    actions: row.actions ?? before?.actions ?? [],
    answered: sum.answered || before?.answered === true,
  });
  const then = before === undefined ? undefined : rolesOf({ ...before, protocol });
  // Whoever was never heard does nothing that we know of.
  const heard = { client: before?.heard === true || sum.packets[0] > 0, server: true };
  const told = { client: before?.heard === true, server: true };
  return (['client', 'server'] as const).flatMap((side) => {
    const { mac, address } = edge[side];
    if (!heard[side]) return [];
    const fresh = [...now[side]].filter((role) => !told[side] || then?.[side].has(role) !== true);
    return fresh.map((role) => ({
      mac,
      address,
      name: 'role',
      value: role,
      protocol: sum.protocol,
      confidence: 0.9,
      last: sum.last,
      first: sum.roles.get(`${side} ${role}`) ?? sum.first,
    }));
  });
}

function byCategory(rows: readonly PatientRow[]): ReadonlyMap<string, PatientRow> {
  return new Map(rows.map((row) => [row.category, row]));
}

function compareKeys(a: EdgeKey, b: EdgeKey): number {
  return a.client - b.client || a.server - b.server || (keyText(a) < keyText(b) ? -1 : 1);
}
