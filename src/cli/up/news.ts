/** Carries news from the process that takes in windows to the browsers. */
import { NEWS, type News } from '../../ingest/tell.ts';
import { type Listening, listen } from '../../platform/bus/notices.ts';
import type { EventHub, EventKind } from '../../platform/http/events.ts';

const KINDS = {
  window: 'flow',
  'device-appeared': 'device',
  'device-changed': 'device',
  'device-gone': 'device',
  'finding-opened': 'finding',
} as const satisfies Record<News['kind'], EventKind>;

/** `url`: of the database. `onDevices` is told when there are others than before. */
export function carryNews(url: string, hub: EventHub, onDevices: () => void): Listening {
  return listen(url, NEWS, (payload) => {
    // What was told while nobody listened is unknown: whatever changes is asked for again.
    if (payload === null) for (const kind of new Set(Object.values(KINDS))) hub.publish(kind, { ids: [], more: true });
    else tell(hub, JSON.parse(payload), onDevices);
  });
}

function tell(hub: EventHub, { kind, ids, more }: News, onDevices: () => void): void {
  if (kind === 'device-appeared' || kind === 'device-gone') onDevices();
  hub.publish(KINDS[kind], { what: kind, ids: ids.map(String), more });
}
