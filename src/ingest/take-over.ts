/** Takes an answer of the resolution over: devices keep their ids, and what became different is noted. */
import { hash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Device } from '../analysis/document.ts';
import { attentionOf, deviceFields } from '../inventory/device-row.ts';
import { parseTime } from '../lib/time.ts';
import { withWords } from '../inventory/words.ts';
import type { Transaction } from '../platform/store/database.ts';
import { appeared, differences, merged, splitOff } from './changes.ts';
import { keepIds, type Kept } from './kept-ids.ts';
import type { Answer, Circumstances, TakenOver } from './answer.ts';
import {
  addChanges,
  becomePart,
  type ChangeRow,
  type KeptDevice,
  readDevices,
  readWords,
  removeDevices,
  takenIds,
  writeDevices,
} from './store/devices.store.ts';
import { giveHomes, type Home, setResolved } from './store/evidence.store.ts';

export async function takeOver(tx: Transaction, answer: Answer, { occasion, now }: Circumstances): Promise<TakenOver> {
  const kept = await keptIds(tx, answer);
  const before = new Map(
    (await readDevices(tx, [...new Set([...answer.before, ...kept.ids.values()])])).map((device) => [
      device.id,
      device,
    ]),
  );
  const words = Map.groupBy(await readWords(tx, [...kept.ids.values()]), ({ device }) => device);
  const written: Parameters<typeof writeDevices>[1][number][] = [];
  const changes: ChangeRow[] = [];
  const result: TakenOver = { appeared: new Set(), changed: new Set(), gone: new Set(kept.gone.keys()) };
  for (const [concluded, id] of kept.ids) {
    const known = before.get(id);
    const said = words.get(id) ?? [];
    const device = withWords({ ...concluded, id }, said);
    const place = (field: string): string | null => said.find((word) => word.field === field)?.value ?? null;
    const [ward, owner] = [place('ward'), place('owner')];
    const replaced = known?.ward !== ward || known.owner !== owner;
    if (!replaced && isDeepStrictEqual(known.document, device)) continue;
    const fields = deviceFields(device, [ward, owner]);
    const attention = attentionOf(fields, known?.worst ?? null, known?.findings ?? 0);
    written.push({ ...fields, attention, ward, owner, document: device });
    const news = newsOf(device, known, before.get(kept.from.get(concluded) ?? ''), occasion);
    changes.push(...news);
    if (known === undefined) result.appeared.add(id);
    else if (news.length > 0 || occasion === null) result.changed.add(id);
  }
  await writeDevices(tx, written, now);
  changes.push(...(await removeGone(tx, kept, before, occasion, now)));
  await addChanges(tx, changes);
  await setResolved(tx, movedEndpoints(answer, kept), movedFacts(answer, kept));
  await giveHomes(tx, homeless(answer, kept), now);
  return result;
}

function newsOf(
  device: Device,
  known: KeptDevice | undefined,
  from: KeptDevice | undefined,
  occasion: Circumstances['occasion'],
): ChangeRow[] {
  if (occasion === null) return [];
  if (known !== undefined) return differences(known.document, device, occasion);
  return [from === undefined ? appeared(device, occasion) : splitOff(device, from.name, occasion)];
}

/** As many ids as one device may find taken. */
const VARIANTS = 8;

async function keptIds(tx: Transaction, { devices, endpoints, before }: Answer): Promise<Kept> {
  const votes = endpoints.flatMap(({ endpoint, device }) =>
    device === undefined || endpoint.device === null ? [] : [{ now: device, before: endpoint.device }],
  );
  const asked = devices.flatMap(({ id }) => [
    id,
    ...Array.from({ length: VARIANTS }, (_, at) => `d-${hash('sha256', `${id} ${at + 1}`).slice(0, 16)}`),
  ]);
  const taken = new Map((await takenIds(tx, asked)).map(({ id, device }) => [id, device]));
  // One that became part of a device of this answer may come back to its own.
  const free = (id: string): boolean => {
    const part = taken.get(id);
    return part === undefined || (part !== null && before.has(part));
  };
  const kept = keepIds(devices, votes, free);
  const lost = [...before].filter((id) => ![...kept.ids.values()].includes(id) && !kept.gone.has(id));
  return { ...kept, gone: new Map([...kept.gone, ...lost.map((id) => [id, undefined] as const)]) };
}

async function removeGone(
  tx: Transaction,
  { ids: now, gone }: Kept,
  before: ReadonlyMap<string, KeptDevice>,
  occasion: Circumstances['occasion'],
  clock: number,
): Promise<ChangeRow[]> {
  const parts = [...gone].flatMap(([old, into]) => {
    const device = into === undefined ? undefined : now.get(into);
    return device === undefined || into === undefined ? [] : [{ old, device, into }];
  });
  await becomePart(tx, parts, clock);
  const lost = [...gone.keys()].filter((old) => !parts.some((part) => part.old === old));
  await removeDevices(tx, lost);
  if (occasion === null) return [];
  return parts.map(({ old, device, into }) => merged({ ...into, id: device }, before.get(old)?.name ?? old, occasion));
}

/** A router of which only what it passes on was heard stands at none of its endpoints: it is given one, or it would be lost. */
function homeless({ devices, endpoints }: Answer, { ids: now }: Kept): Home[] {
  const placed = new Set(endpoints.map(({ device }) => device));
  return devices
    .filter((device) => !placed.has(device))
    .map((device) => ({
      mac: device.macs[0] ?? '',
      address: device.macs.length > 0 ? '' : (device.addresses[0] ?? ''),
      device: idOf(now, device),
      own: device.macs.length > 0,
      first: parseTime(device.first),
      last: parseTime(device.last),
    }));
}

/** Rows whose device is another than is written there. */
function movedEndpoints(
  { endpoints }: Answer,
  { ids: now }: Kept,
): { id: number; device: string | null; own: boolean }[] {
  return endpoints.flatMap(({ endpoint, device: whose }) => {
    const device = idOf(now, whose);
    const own = whose !== undefined && whose.macs.includes(endpoint.mac);
    return endpoint.device === device && endpoint.own === own ? [] : [{ id: endpoint.id, device, own }];
  });
}

function movedFacts({ facts }: Answer, { ids: now }: Kept): { id: number; device: string | null }[] {
  return facts.flatMap(({ fact, device: whose }) => {
    const device = idOf(now, whose);
    return fact.device === device ? [] : [{ id: fact.id, device }];
  });
}

const idOf = (ids: ReadonlyMap<Device, string>, device: Device | undefined): string | null =>
  device === undefined ? null : (ids.get(device) ?? null);
