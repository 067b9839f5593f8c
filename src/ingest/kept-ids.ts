/** Which of the devices there were each device of an answer is: the one that most of its endpoints belonged to. */
import { hash } from 'node:crypto';
import type { Device } from '../analysis/document.ts';

export interface Kept {
  readonly ids: ReadonlyMap<Device, string>;
  /** Devices that became part of another, or of nothing any more. */
  readonly gone: ReadonlyMap<string, Device | undefined>;
  /** Devices that were part of another until now. */
  readonly from: ReadonlyMap<Device, string>;
}

/**
 * `votes`: endpoints with the device they belong to now and the one they belonged to. `free` says whether an id is nobody's.
 */
export function keepIds(
  devices: readonly Device[],
  votes: readonly { now: Device; before: string }[],
  free: (id: string) => boolean,
): Kept {
  const counts = new Map<string, Map<Device, number>>();
  for (const { now, before } of votes) {
    const by = counts.getOrInsertComputed(before, () => new Map<Device, number>());
    by.set(now, (by.get(now) ?? 0) + 1);
  }
  const pairs = [...counts].flatMap(([before, by]) => [...by].map(([now, count]) => ({ before, now, count })));
  pairs.sort(
    (a, b) =>
      b.count - a.count || preference(b) - preference(a) || compare(a.before, b.before) || compare(a.now.id, b.now.id),
  );
  const ids = new Map<Device, string>();
  const taken = new Set<string>();
  const from = new Map<Device, string>();
  for (const { before, now } of pairs) {
    if (ids.has(now) || taken.has(before)) continue;
    ids.set(now, before);
    taken.add(before);
  }
  for (const { before, now } of pairs) if (!ids.has(now) && !from.has(now)) from.set(now, before);
  for (const device of devices) {
    if (ids.has(device)) continue;
    const id = newId(device.id, (it) => !taken.has(it) && !counts.has(it) && free(it));
    ids.set(device, id);
    taken.add(id);
  }
  const gone = new Map<string, Device | undefined>();
  for (const { before, now } of pairs) if (!taken.has(before) && !gone.has(before)) gone.set(before, now);
  return { ids, gone, from };
}

/** Among equals the one whose id an analysis of the same evidence would give stays. */
const preference = ({ before, now }: { before: string; now: Device }): number => Number(before === now.id);

const MAX_TRIES = 1000;

/** The id that an analysis gives, which is the same wherever the evidence is read; another when that is somebody else's. */
function newId(wanted: string, free: (id: string) => boolean): string {
  for (let at = 0; at < MAX_TRIES; at++) {
    const id = at === 0 ? wanted : `d-${hash('sha256', `${wanted} ${at}`).slice(0, 16)}`;
    if (free(id)) return id;
  }
  throw new Error(`A thousand devices are called ${wanted}`);
}

const compare = (a: string, b: string): number => Number(a > b) - Number(a < b);
