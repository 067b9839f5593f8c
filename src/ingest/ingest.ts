/**
 * From windows to a living inventory: what a batch of windows tells is taken in, devices that it may change are resolved
 * anew, and what they do is brought up to date, all in the transaction that moves the consumer on.
 */
import type { Transaction } from '../platform/store/database.ts';
import type { SensorWindow } from '../sensor/window.ts';
import { refresh } from './refresh.ts';
import { resolveDirty } from './resolve-dirty.ts';
import { devicesOf } from './store/activity.store.ts';
import { holdInventory } from './store/decisions.store.ts';
import { publicEndpoints, readPrivateNetwork, writePrivateNetwork } from './store/network.store.ts';
import { type Subject, type Taken, takeIn } from './take-in.ts';
import { tell, tellInventory } from './tell.ts';

/** Endpoints whose devices are brought up to date with one batch; the others wait for the next ones. */
const MAX_REFRESHED = 500;
export class Ingest {
  /** Endpoints that did something since their devices were brought up to date. */
  readonly #waiting = new Set<number>();

  /** `now`: microseconds since 1970 by this machine's clock. */
  async takeIn(tx: Transaction, windows: readonly SensorWindow[], now: number): Promise<void> {
    await holdInventory(tx);
    const taken = await takeIn(tx, windows, now);
    if (taken.windows === 0) return;
    const { privateNetwork, more } = await networkOf(tx, taken, now);
    const at = Math.max(...windows.map(({ to }) => Math.floor(to)));
    const circumstances = { privateNetwork, occasion: { at, by: null }, now };
    const { appeared, changed, gone } = await resolveDirty(tx, [...taken.dirty, ...more], circumstances);
    for (const id of taken.active) this.#waiting.add(id);
    const due = this.#due(taken.opened);
    const renewed = [...appeared, ...changed];
    const active = [...new Set([...renewed, ...(await devicesOf(tx, due))])];
    const exposed = [...new Set([...renewed, ...(await devicesOf(tx, taken.exposed))])];
    const { opened } = await refresh(tx, active, exposed);
    await tell(
      tx,
      'window',
      taken.sources.map(({ id }) => id),
    );
    await tellInventory(tx, { appeared, changed, gone, opened });
  }

  /** Whether devices wait to be brought up to date. */
  get behind(): boolean {
    return this.#waiting.size > 0;
  }

  /** Brings the next of those that wait up to date, where no windows come. */
  async catchUp(tx: Transaction): Promise<void> {
    await holdInventory(tx);
    await refresh(tx, await devicesOf(tx, this.#due([])), []);
  }

  /** Those with new peers first. */
  #due(first: readonly number[]): number[] {
    const due = first.slice(0, MAX_REFRESHED);
    for (const id of this.#waiting) {
      if (due.length >= MAX_REFRESHED) break;
      due.push(id);
    }
    for (const id of due) this.#waiting.delete(id);
    for (const id of first.slice(MAX_REFRESHED)) this.#waiting.add(id);
    return due;
  }
}

/** Whether private addresses are in use; as soon as they are, those of the Internet tell less about who is next door. */
async function networkOf(
  tx: Transaction,
  taken: Taken,
  now: number,
): Promise<{ privateNetwork: boolean; more: readonly Subject[] }> {
  if (await readPrivateNetwork(tx)) return { privateNetwork: true, more: [] };
  if (!taken.privateNetwork) return { privateNetwork: false, more: [] };
  await writePrivateNetwork(tx, now);
  return { privateNetwork: true, more: await publicEndpoints(tx) };
}
