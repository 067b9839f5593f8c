/** What all pages of a list share: how many match, in which order, and which values there are to filter by. Kept for a moment. */
import type { Database } from '../../platform/store/database.ts';
import type { DeviceFilter, DeviceQuery } from '../inventory.contract.ts';
import { countDevices, readDeviceOrder } from './device-rows.ts';
import { type FacetCounts, readFacets } from './facets.ts';
import { Kept } from './kept.ts';
import { readMoment } from './watch.ts';

/** Filters that are in use at the same time; the one asked for longest ago is forgotten. */
const MAX_TOTALS = 200;
/** Each order holds the id of every device that matches. */
const MAX_ORDERS = 6;

export class DeviceLists {
  readonly facets: Kept<FacetCounts>;
  readonly #db: Database;
  readonly #totals = new Map<string, Kept<number>>();
  readonly #orders = new Map<string, Kept<string[]>>();

  constructor(db: Database) {
    this.#db = db;
    this.facets = new Kept(async () => readFacets(db, await this.#moment()));
  }

  /** How many devices match. */
  total(filter: DeviceFilter): Promise<number> {
    return recall(this.#totals, MAX_TOTALS, filterKey(filter), async () =>
      countDevices(this.#db, filter, await this.#moment()),
    ).get();
  }

  /** The ids of all devices that match, in order: for pages so far down that finding them means walking all before. */
  order(query: DeviceQuery): Promise<string[]> {
    const key = JSON.stringify([filterKey(query), query.sort, query.order]);
    return recall(this.#orders, MAX_ORDERS, key, async () =>
      readDeviceOrder(this.#db, query, await this.#moment()),
    ).get();
  }

  /** Devices have become different. */
  drop(): void {
    this.facets.drop();
    this.#totals.clear();
    this.#orders.clear();
  }

  #moment() {
    return readMoment(this.#db, Date.now() * 1000);
  }
}

/** The last asked for stands at the end. */
function recall<T>(known: Map<string, Kept<T>>, most: number, key: string, read: () => Promise<T>): Kept<T> {
  const kept = known.get(key) ?? new Kept(read);
  known.delete(key);
  known.set(key, kept);
  const [oldest] = known.keys();
  if (known.size > most && oldest !== undefined) known.delete(oldest);
  return kept;
}

function filterKey(filter: DeviceFilter): string {
  const { search, class: kind, type, manufacturer, severity, rule, scope, presence, ward, owner } = filter;
  const { approved, seen, appeared, changed, source, hasSoftware } = filter;
  const lists = [kind, type, manufacturer, severity, rule, presence, ward, owner];
  return JSON.stringify([search, lists, scope, approved, seen, appeared, changed, source, hasSoftware]);
}
