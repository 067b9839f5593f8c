/** Takes what people say of devices, and takes it back. */
import { AppError } from '../lib/errors.ts';
import { type Actor, type Route, route } from '../platform/http/endpoint.ts';
import type { Database, Transaction } from '../platform/store/database.ts';
import * as contract from './decision.contract.ts';
import type { InventoryChanges } from './inventory-changes.ts';
import { approve, undoApproval } from './store/approvals.ts';
import { assign, undoAssignment } from './store/assignments.ts';
import { lockDecision, markUndone, readDecision, readDecisions } from './store/decisions.ts';
import { currentId } from './store/device-id.ts';
import type { DeviceLists } from './store/device-lists.ts';
import { readRefs } from './store/refs.ts';
import { dropWord, noteSaid, putWord, readField, readWords } from './store/words.ts';
import { TAXONOMY } from './taxonomy.ts';

export function decisionRoutes(db: Database, changes: InventoryChanges, lists: DeviceLists): Route[] {
  /** All or nothing; what was counted before no longer counts. */
  const change = async <T>(work: (transaction: Transaction) => Promise<T>): Promise<T> => {
    const result = await db.transaction().execute(work);
    lists.drop();
    return result;
  };
  const answer = async (decision: string) => ({ decision: await readDecision(db, decision) });
  const decided = async ({ decision, device }: { decision: string; device: string }) => {
    const refOf = await readRefs(db, [device]);
    return { decision: await readDecision(db, decision), device: refOf(device) };
  };
  return [
    route(contract.listDecisions, async (query) => readDecisions(db, query)),
    route(contract.mergeDevices, async ({ devices, note }, { account: by }) => {
      const ids = new Set(await Promise.all(devices.map((id) => currentId(db, id))));
      if (ids.size < 2) throw new AppError('conflict', 'These are one device already: reload the page to see it');
      return await decided(await change((tx) => changes.mergeDevices(tx, { devices: [...ids], note, by })));
    }),
    route(contract.splitDevice, async ({ id, anchors, note }, { account: by }) => {
      const device = await currentId(db, id);
      return await decided(await change((tx) => changes.splitDevice(tx, { device, anchors, note, by })));
    }),
    route(contract.undoDecision, async ({ id }, actor) => {
      await change((tx) => undo(tx, id, actor, changes));
      return await answer(id);
    }),
    route(contract.approveDevices, async (request, { account: by }) => {
      const devices = await currentIds(db, request.devices);
      return await answer(await change((tx) => approve(tx, { ...request, devices, at: now(), by })));
    }),
    route(contract.assignDevices, async ({ devices, note, ward, owner }, { account: by }) => {
      const ids = await currentIds(db, devices);
      const decision = await change(async (tx) => {
        const assigned = await assign(tx, { devices: ids, values: { ward, owner }, note, at: now(), by });
        for (const device of assigned.devices) await changes.renewDevice(tx, device);
        return assigned.decision;
      });
      return await answer(decision);
    }),
    route(contract.setWord, async ({ id, field, value, reason }, { account: by }) => {
      if (field === 'type' && !Object.hasOwn(TAXONOMY, value)) {
        throw new AppError('invalid', `${value} is no type that Wardline knows: choose one of its list`);
      }
      const device = await currentId(db, id);
      await change(async (tx) => {
        const at = now();
        const before = await putWord(tx, { device, field, value, at, by, reason });
        if (before !== value) await noteSaid(tx, [{ device, kind: 'said', field, before, after: value }], at, by);
        await changes.renewDevice(tx, device);
      });
      const word = (await readWords(db, device)).find((it) => it.field === field);
      if (word === undefined) throw new AppError('conflict', 'Somebody took it back in the same moment');
      return { word };
    }),
    route(contract.deleteWord, async ({ id, field }, { account: by }) => {
      const device = await currentId(db, id);
      await change(async (tx) => {
        const before = await dropWord(tx, device, field);
        if (before === null) return;
        await noteSaid(tx, [{ device, kind: 'said', field, before, after: null }], now(), by);
        await changes.renewDevice(tx, device);
      });
      return { field, value: await readField(db, device, field) };
    }),
  ];
}

const now = () => Date.now() * 1000;

/** At most a page of them: the contract bounds the list. */
async function currentIds(db: Database, ids: readonly string[]): Promise<string[]> {
  const current = new Set<string>();
  for (const id of ids) current.add(await currentId(db, id));
  return [...current];
}

async function undo(tx: Transaction, id: string, { account: by }: Actor, changes: InventoryChanges): Promise<void> {
  const decision = await lockDecision(tx, id);
  if (decision.undone !== null) throw new AppError('conflict', 'This was undone already: reload the page to see it');
  const at = now();
  switch (decision.kind) {
    case 'merge':
    case 'split':
      // It marks the decision as undone itself.
      await changes.undoDecision(tx, { decision: id, by });
      return;
    case 'approve':
    case 'withdraw':
      await undoApproval(tx, { id, at: decision.at, approved: decision.kind === 'approve' }, at, by);
      break;
    case 'assign':
      for (const device of await undoAssignment(tx, id, at, by)) await changes.renewDevice(tx, device);
      break;
  }
  await markUndone(tx, id, at, by);
}
