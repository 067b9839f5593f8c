/** Carries news from the process that takes in windows to the browsers. */
import { NEWS, type News } from '../../ingest/ingest.ts';
import { type Listening, listen } from '../../platform/bus/notices.ts';
import type { EventHub, EventKind } from '../../platform/http/events.ts';

const KINDS: Readonly<Record<News['kind'], EventKind>> = {
  window: 'flow',
  'device-appeared': 'device',
  'device-changed': 'device',
  'device-gone': 'device',
  'finding-opened': 'finding',
};

/** `url`: of the database. */
export function carryNews(url: string, hub: EventHub): Listening {
  return listen(url, NEWS, (payload) => {
    // What was told while nobody listened is unknown: whatever changes is asked for again.
    if (payload === null) for (const kind of new Set(Object.values(KINDS))) hub.publish(kind, { ids: [], more: true });
    else tell(hub, JSON.parse(payload));
  });
}

function tell(hub: EventHub, { kind, ids, more }: News): void {
  hub.publish(KINDS[kind], { what: kind, ids: ids.map(String), more });
}
