/** Writes the hours of edges, the days of endpoints and their deeds. */
import type { Transaction } from '../platform/store/database.ts';
import { MAX_DEEDS } from './limits.ts';
import {
  addDays,
  addDeeds,
  addHours,
  type DayRow,
  type DeedRow,
  ensureDays,
  ensureHours,
} from './store/history.store.ts';
import type { WrittenEdge } from './write-edges.ts';

const SLOTS = 24;
/** Of the largest that an array of whole numbers holds. */
const MOST = 2 ** 31 - 1;
/** What a device does for patients, rather than for itself. */
const CLINICAL = /^(?:dicom|dicomweb|hl7|fhir|astm|poct1|ieee11073)/;

interface Day {
  readonly day: number;
  readonly endpoint: number;
  readonly conversations: number[];
  readonly out: number[];
  readonly in: number[];
  readonly items: number[];
}

export async function writeHistory(tx: Transaction, edges: readonly WrittenEdge[], today: number): Promise<void> {
  const hours = edges.flatMap(({ id, sum }) =>
    [...sum.hours].map(([hour, { conversations, packets, out, in: back, items }]) => ({
      hour,
      edge: id,
      conversations,
      packets,
      bytes_out: out,
      bytes_in: back,
      items: items.client + items.server,
    })),
  );
  for (const day of new Set(hours.map(({ hour }) => Math.floor(hour / SLOTS)))) {
    // Yesterday's last windows may come late, and a sensor's clock may be a little ahead.
    if (Math.abs(day - today) <= 1) await ensureHours(tx, day);
  }
  await addHours(
    tx,
    hours.toSorted((a, b) => a.hour - b.hour || a.edge - b.edge),
  );
  await addDays(tx, daysOf(edges));
  await addDeeds(tx, deedsOf(edges));
}

/** Makes the partition of a day's month, in which the days of edges are kept. */
export async function ensureMonth(tx: Transaction, day: number): Promise<void> {
  const date = new Date(day * 86_400_000);
  const start = (month: number): number => Date.UTC(date.getUTCFullYear(), month, 1) / 86_400_000;
  await ensureDays(tx, start(date.getUTCMonth()), start(date.getUTCMonth() + 1));
}

function daysOf(edges: readonly WrittenEdge[]): DayRow[] {
  const days = new Map<string, Day>();
  const at = (day: number, endpoint: number): Day => {
    const make = (): Day => ({ day, endpoint, conversations: zeros(), out: zeros(), in: zeros(), items: zeros() });
    return days.getOrInsertComputed(`${day} ${endpoint}`, make);
  };
  for (const { sum, client, server } of edges) {
    for (const [hour, it] of sum.hours) {
      const [day, slot] = [Math.floor(hour / SLOTS), hour % SLOTS];
      const [from, to] = [at(day, client.id), at(day, server.id)];
      add(from.out, slot, it.out);
      add(from.in, slot, it.in);
      add(from.items, slot, it.items.client);
      add(from.conversations, slot, it.conversations);
      if (to === from) continue;
      add(to.out, slot, it.in);
      add(to.in, slot, it.out);
      add(to.items, slot, it.items.server);
      add(to.conversations, slot, it.conversations);
    }
  }
  const sorted = [...days.values()].toSorted((a, b) => a.endpoint - b.endpoint || a.day - b.day);
  return sorted.map(({ day, endpoint, conversations, out, in: back, items }) => ({
    day,
    endpoint,
    conversations: small(conversations),
    items: small(items),
    bytes_out: text(out),
    bytes_in: text(back),
  }));
}

const zeros = (): number[] => Array.from({ length: SLOTS }, () => 0);

/** What clients did, hour by hour. */
function deedsOf(edges: readonly WrittenEdge[]): DeedRow[] {
  const deeds = new Map<string, { day: number; endpoint: number; protocol: string; verb: string; counts: number[] }>();
  const perEndpoint = new Map<number, number>();
  for (const { sum, client } of edges) {
    if (!CLINICAL.test(sum.protocol)) continue;
    for (const [hour, { verbs }] of sum.hours) {
      const day = Math.floor(hour / SLOTS);
      for (const [verb, count] of verbs) {
        const key = [day, client.id, sum.protocol, verb].join('\n');
        const known = deeds.get(key);
        const made = perEndpoint.get(client.id) ?? 0;
        if (known !== undefined) add(known.counts, hour % SLOTS, count);
        else if (made < MAX_DEEDS) {
          const counts = zeros();
          add(counts, hour % SLOTS, count);
          deeds.set(key, { day, endpoint: client.id, protocol: sum.protocol, verb, counts });
          perEndpoint.set(client.id, made + 1);
        }
      }
    }
  }
  const sorted = [...deeds].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return sorted.map(([, { counts, ...deed }]) => ({ ...deed, counts: small(counts) }));
}

function add(slots: number[], at: number, count: number): void {
  slots[at] = (slots[at] ?? 0) + count;
}

/** In PostgreSQL's own text. Where nothing happened stands nothing: a null takes no room in an array. */
const text = (slots: readonly number[]): string => `{${slots.map((count) => (count === 0 ? 'null' : count)).join()}}`;
const small = (slots: readonly number[]): string => text(slots.map((count) => Math.min(MOST, count)));
