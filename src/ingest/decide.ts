/**
 * A person says which addresses are one thing and which are not; the answer is there within the transaction. Nothing that was
 * decided is deleted: it is undone, and what it did is put right by asking the resolution again.
 */
import { randomUUID } from 'node:crypto';
import { AppError, notFound } from '../lib/errors.ts';
import type { Transaction } from '../platform/store/database.ts';
import type { TakenOver } from './answer.ts';
import { refresh } from './refresh.ts';
import { resolveDirty } from './resolve-dirty.ts';
import {
  addDecision,
  aliasOf,
  deviceAt,
  holdInventory,
  readDecision,
  setUndone,
  subjectsAt,
  subjectsOf,
} from './store/decisions.store.ts';
import { readDevices } from './store/devices.store.ts';
import { readPrivateNetwork } from './store/network.store.ts';
import type { Subject } from './take-in.ts';
import { tellInventory } from './tell.ts';

/** `by`: the account. */
interface Said {
  readonly note: string;
  readonly by: string;
}

export interface Decided {
  /** The decision's id. */
  readonly decision: string;
  /** The device that came of it. */
  readonly device: string;
}

/** Makes one device of several. Throws `not-found` and `conflict`. */
export async function mergeDevices(
  tx: Transaction,
  { devices: asked, note, by }: Said & { readonly devices: readonly string[] },
): Promise<Decided> {
  await holdInventory(tx);
  const ids = [...new Set(await Promise.all(asked.map((id) => aliasOf(tx, id))))];
  const devices = await readDevices(tx, ids);
  const missing = ids.find((id) => !devices.some((device) => device.id === id));
  if (missing !== undefined) throw notFound('Device', missing);
  if (devices.length < 2)
    throw new AppError('conflict', 'These are one device already; choose another one to unite with');
  const anchors = devices.flatMap(({ document: { macs, addresses } }) => (macs.length > 0 ? macs : addresses));
  const decision = await decide(tx, 'merge', anchors, ids, { note, by });
  await resolveAnew(tx, await subjectsOf(tx, ids), by);
  const [first = ''] = ids;
  return { decision, device: await aliasOf(tx, first) };
}

/** Makes another device of some addresses of one: hardware addresses, or internet addresses. Throws `not-found` and `conflict`. */
export async function splitDevice(
  tx: Transaction,
  { device: asked, anchors, note, by }: Said & { readonly device: string; readonly anchors: readonly string[] },
): Promise<Decided> {
  await holdInventory(tx);
  const id = await aliasOf(tx, asked);
  const [device] = await readDevices(tx, [id]);
  if (device === undefined) throw notFound('Device', asked);
  const { macs, addresses } = device.document;
  const foreign = anchors.find((anchor) => !macs.includes(anchor) && !addresses.includes(anchor));
  if (foreign !== undefined)
    throw new AppError('conflict', `${foreign} is none of its addresses (any more); look at the device again`);
  const rest = macs.length > 0 ? macs : addresses;
  if (rest.every((anchor) => anchors.includes(anchor)))
    throw new AppError('conflict', 'These are all of its addresses; leave at least one with the device');
  const decision = await decide(tx, 'split', anchors, [id], { note, by });
  await resolveAnew(tx, await subjectsOf(tx, [id]), by);
  const made = await deviceAt(tx, anchors);
  if (made === null || made === id)
    throw new AppError(
      'conflict',
      'Nothing was ever heard from these addresses alone, so they cannot stand by themselves',
    );
  return { decision, device: made };
}

/** Takes a merge or a split back. Throws `not-found`, and `conflict` when that was done already. */
export async function undoDecision(
  tx: Transaction,
  { decision, by }: { readonly decision: string; readonly by: string },
): Promise<void> {
  await holdInventory(tx);
  const known = await readDecision(tx, decision);
  if (known === undefined) throw notFound('Decision', decision);
  if (known.undone !== null) throw new AppError('conflict', 'This decision was undone already');
  await setUndone(tx, decision, by, clock());
  await resolveAnew(tx, await subjectsAt(tx, known.anchors), by);
}

/** Writes what is shown of a device again, after a person gave it a value or took one back. Notes no change. */
export async function renewDevice(tx: Transaction, device: string): Promise<void> {
  await holdInventory(tx);
  await resolveAnew(tx, await subjectsOf(tx, [device]), null);
}

async function decide(
  tx: Transaction,
  kind: 'merge' | 'split',
  anchors: readonly string[],
  devices: readonly string[],
  { note, by }: Said,
): Promise<string> {
  const id = randomUUID();
  const before = devices.map((device) => ({ device }));
  await addDecision(tx, { id, kind, anchors: [...anchors], before, note, by, at: clock() });
  return id;
}

async function resolveAnew(tx: Transaction, subjects: readonly Subject[], by: string | null): Promise<TakenOver> {
  const now = clock();
  const occasion = by === null ? null : { at: now, by };
  const privateNetwork = await readPrivateNetwork(tx);
  const taken = await resolveDirty(tx, subjects, { privateNetwork, occasion, now });
  const renewed = [...taken.appeared, ...taken.changed];
  const { opened } = await refresh(tx, renewed, renewed);
  await tellInventory(tx, { ...taken, opened });
  return taken;
}

const clock = (): number => Date.now() * 1000;
