/** Answers what can be asked and done about the feeds of intelligence. */
import { join } from 'node:path';
import { type Route, route } from '../platform/http/endpoint.ts';
import { chosenFeeds, feedsOf } from './feeds.ts';
import * as contract from './intel.contract.ts';
import { readChanges } from './keep/changes.ts';
import { readSettings } from './settings.ts';
import { feedStatus } from './status.ts';

export interface IntelParts {
  /** Of all feeds. */
  readonly folder: string;
  readonly keeper: { sync(feeds: readonly string[]): void; readonly asking: boolean };
}

/** Names that one change lists in an answer. */
const NAMED = 20;

export function intelRoutes({ folder, keeper }: IntelParts): Route[] {
  return [
    route(contract.listFeeds, async () => {
      const settings = readSettings(folder);
      const feeds = feedsOf(settings).map((feed) => {
        const status = feedStatus(folder, feed, Date.now());
        return {
          ...status,
          taken: status.taken ?? null,
          confirmed: status.confirmed ?? null,
          asOf: status.asOf ?? null,
          origin: status.origin ?? null,
          age: status.age ?? null,
          trouble: status.trouble ?? null,
          // A folder is looked at when it changes.
          next: settings.mirror === undefined ? (status.next ?? null) : null,
          notes: [...status.notes],
        };
      });
      return { online: settings.online, mirror: settings.mirror ?? null, asking: keeper.asking, feeds };
    }),
    route(contract.syncFeeds, async ({ feeds }) => {
      const chosen = chosenFeeds(feedsOf(readSettings(folder)), feeds).map(({ name }) => name);
      keeper.sync(feeds);
      return { asked: chosen };
    }),
    route(contract.listIntelChanges, async ({ limit }) => {
      const all = feedsOf(readSettings(folder)).flatMap(({ name }) => readChanges(join(folder, name)));
      const latest = all.toSorted((a, b) => (a.at > b.at ? -1 : 1)).slice(0, limit);
      const changes = latest.map((change) => ({
        ...change,
        added: change.added.slice(0, NAMED),
        changed: change.changed.slice(0, NAMED),
        removed: change.removed.slice(0, NAMED),
      }));
      return { changes };
    }),
  ];
}
