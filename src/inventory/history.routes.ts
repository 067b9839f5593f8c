/** Answers what can be asked about how devices were over time. */
import { notFound } from '../lib/errors.ts';
import { isoTime } from '../lib/time.ts';
import { localHours, ownZone } from '../lib/zone.ts';
import { type Route, route } from '../platform/http/endpoint.ts';
import type { Database } from '../platform/store/database.ts';
import { activityOf } from './activity.ts';
import * as contract from './history.contract.ts';
import { presenceNow } from './presence-now.ts';
import { readDeeds, readLastDay, readTraffic } from './store/activity.ts';
import { readAddresses } from './store/addresses.ts';
import { readChanges } from './store/changes.ts';
import { allIds, currentId } from './store/device-id.ts';
import { readSpans } from './store/presence.ts';
import { readPresenceFacts } from './store/presence-facts.ts';
import { readMoment, readWatchedHours } from './store/watch.ts';
import { utilisationOf } from './utilisation.ts';

const HOUR = 3600 * 1_000_000;
const DAY = 24 * HOUR;
/** In days. */
const LONG_AGO = 28;

export function historyRoutes(db: Database, clock: () => number = () => Date.now() * 1000): Route[] {
  return [
    route(contract.listChanges, async (query) => readChanges(db, { ...query, devices: null })),
    route(contract.listDeviceChanges, async ({ id, ...query }) =>
      readChanges(db, { ...query, devices: await allIds(db, await currentId(db, id)) }),
    ),
    route(contract.getActivity, async ({ id, days, zone = ownZone() }) => {
      const device = await currentId(db, id);
      const today = Math.floor(clock() / DAY);
      const to = await endOf(db, device, today);
      const from = to - days + 1;
      const [traffic, watched] = await Promise.all([
        readTraffic(db, device, from, to),
        readWatchedHours(db, device, from * 24, to * 24 + 23),
      ]);
      return { zone, days: activityOf(traffic, watched, localHours(zone)) };
    }),
    route(contract.getUtilisation, async ({ id, weeks, zone = ownZone() }) => {
      const device = await currentId(db, id);
      const now = clock();
      const to = await endOf(db, device, Math.floor(now / DAY));
      const from = to - weeks * 7 + 1;
      const [deeds, watched] = await Promise.all([
        readDeeds(db, device, from, to),
        readWatchedHours(db, device, from * 24, to * 24 + 23),
      ]);
      const byHour = new Map(deeds.map((it) => [it.hour, it]));
      const hours = [...watched.union(new Set(byHour.keys()))].toSorted((a, b) => a - b);
      const used = hours.map((hour) => {
        const { messages = 0, exams = 0 } = byHour.get(hour) ?? {};
        return { hour, watched: watched.has(hour), messages, exams };
      });
      return utilisationOf(used, zone, now);
    }),
    route(contract.getPresence, async ({ id, days }) => {
      const device = await currentId(db, id);
      const moment = await readMoment(db, clock());
      const facts = await readPresenceFacts(db, device, moment);
      if (facts === undefined) throw notFound('Device', id);
      const spans = await readSpans(db, device, Math.min(moment.now, facts.last) - days * DAY);
      return {
        now: presenceNow(facts),
        spans: spans.map(({ from, to }) => ({ from: isoTime(from), to: isoTime(to) })),
      };
    }),
    route(contract.listAddresses, async ({ id }) => ({ addresses: await readAddresses(db, await currentId(db, id)) })),
  ];
}

/** What is known may end in the past: a capture of last year is shown as what it is, and a device silent for a week still as silent. */
async function endOf(db: Database, device: string, today: number): Promise<number> {
  const last = await readLastDay(db, device, today);
  return today - last > LONG_AGO ? last : today;
}
