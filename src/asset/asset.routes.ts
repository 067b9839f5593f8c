/** Answers what can be asked and done about maintenance systems. */
import { DeviceClass } from '../analysis/document.ts';
import { AppError, notFound } from '../lib/errors.ts';
import { isoTime } from '../lib/time.ts';
import { type Actor, FileAnswer, type Route, route } from '../platform/http/endpoint.ts';
import type { Database, Transaction } from '../platform/store/database.ts';
import { announce } from '../platform/webhook/webhook.store.ts';
import { applyRows, believeFile, undoRows } from './apply.store.ts';
import * as contract from './asset.contract.ts';
import { assetsOf, deleteBelief, writeBelief } from './believe.store.ts';
import { comparisonsOf, detailsOf } from './detail.store.ts';
import { exportFile } from './export-file.ts';
import { type AssetField, fieldOf, sayable } from './fields.ts';
import {
  chooseRow,
  selectImport,
  selectImports,
  selectOnlyHere,
  selectRow,
  selectRows,
  settledFields,
  summarise,
} from './import.store.ts';
import { todaysDevice } from './known.store.ts';
import { parseMapping, readImport } from './read-import.ts';
import { differingFields } from './reconcile.ts';
import { devicesOf, importView, rowView } from './views.ts';

/** Writes a device's row anew after people said something of it. */
export type RenewDevice = (transaction: Transaction, device: string) => Promise<void>;

export interface AssetParts {
  readonly renewDevice: RenewDevice;
  /** Hears that devices look different now. */
  readonly onChange?: () => void;
}

export function assetRoutes(db: Database, { renewDevice, onChange = NOTHING }: AssetParts): Route[] {
  const importOf = async (id: string, within: Database = db) => importView(await selectImport(within, id));
  return [
    route(contract.listImports, async ({ limit }) => ({ imports: (await selectImports(db, limit)).map(importView) })),
    route(contract.createImport, async ({ name, mapping }, { account }, { body }) => {
      const chosen = mapping === undefined ? undefined : parseMapping(mapping);
      return importOf(await readImport(db, { name, bytes: body, mapping: chosen, by: account }));
    }),
    route(contract.getImport, async ({ id }) => importOf(id)),
    route(contract.listImportRows, async (query) => {
      await selectImport(db, query.id);
      const { rows, total } = await selectRows(db, query);
      const details = await detailsOf(db, rows.flatMap(devicesOf));
      return { rows: rows.map((row) => rowView(row, details)), total };
    }),
    route(contract.listOnlyHere, async ({ id, offset, limit }) => {
      await selectImport(db, id);
      const { devices, total } = await selectOnlyHere(db, id, offset, limit);
      return {
        devices: devices.map(({ id: device, name, class: kind, type, scope, last, ...rest }) => ({
          device: { id: device, name, class: DeviceClass.parse(kind), type, external: scope === 'external' },
          ...rest,
          last: isoTime(last),
        })),
        total,
      };
    }),
    route(contract.chooseDevice, async ({ id, line, device }) => {
      await inPreview(db, id);
      const row = await selectRow(db, id, line);
      const known = device === null ? undefined : await todaysDevice(db, device);
      if (device !== null && known === undefined) throw notFound('Device', device);
      const settled = await settledFields(db);
      const isSettled = (of: string, field: string): boolean => settled.has(`${of} ${field}`);
      const differing = known === undefined ? [] : differingFields(row.record, known, { isSettled });
      const state = known === undefined ? 'only-there' : differing.length === 0 ? 'matched' : 'conflict';
      await chooseRow(db, { id, line }, { device: known?.id ?? null, state, differing });
      await summarise(db, id);
      const chosen = await selectRow(db, id, line);
      return rowView(chosen, await detailsOf(db, devicesOf(chosen)));
    }),
    route(contract.applyImport, async ({ id, believe, complete }, { account }) => {
      await db.transaction().execute(async (transaction) => {
        const { state } = await locked(transaction, id);
        // Applying twice is applying once.
        if (state === 'applied') return;
        if (state !== 'preview') throw new AppError('conflict', `This file was ${state}: read it again to apply it.`);
        const deed = { import: id, by: account, at: Date.now() * 1000 };
        await applyRows(transaction, deed, complete);
        for (const device of await believeFile(transaction, deed, believe)) await renewDevice(transaction, device);
        const { name, summary } = await importOf(id, transaction);
        await announce(transaction, 'import-applied', { import: { id, name, summary } });
      });
      onChange();
      return importOf(id);
    }),
    route(contract.undoImport, async ({ id }, { account }) => {
      await db.transaction().execute(async (transaction) => {
        const { state } = await locked(transaction, id);
        if (state === 'undone') return;
        const { undoable } = await selectImport(transaction, id);
        if (state !== 'applied') throw new AppError('conflict', 'This file was not applied: there is nothing to undo.');
        if (!undoable) throw new AppError('conflict', 'Another file was applied after this one: undo that one first.');
        const devices = await undoRows(transaction, { import: id, by: account, at: Date.now() * 1000 });
        for (const device of devices) await renewDevice(transaction, device);
      });
      onChange();
      return importOf(id);
    }),
    route(contract.discardImport, async ({ id }) => {
      await db.transaction().execute(async (transaction) => {
        const { state } = await locked(transaction, id);
        if (state === 'applied') throw new AppError('conflict', 'This file was applied: undo it instead.');
        await transaction.deleteFrom('import_row').where('import', '=', id).execute();
        if (state === 'preview') {
          await transaction.updateTable('import').set({ state: 'discarded' }).where('id', '=', id).execute();
        }
      });
      return importOf(id);
    }),
    route(contract.getAsset, async ({ id }) => assetView(db, id)),
    route(contract.believe, async (decision, actor) => {
      await decide(db, renewDevice, decision, actor);
      onChange();
      return assetView(db, decision.id);
    }),
    route(contract.exportAssets, ({ what }) => new FileAnswer(`wardline-${what}.csv`, exportFile(db, what, 'csv'))),
    route(
      contract.exportAssetsJson,
      ({ what }) => new FileAnswer(`wardline-${what}.json`, exportFile(db, what, 'json')),
    ),
  ];
}

async function assetView(db: Database, id: string) {
  const device = await todaysDevice(db, id);
  if (device === undefined) throw notFound('Device', id);
  const detail = (await detailsOf(db, [device.id])).get(device.id);
  const assets = await assetsOf(db, device.id);
  return {
    assets: assets.map(({ key, record, file, at }) => {
      return {
        key,
        record,
        file,
        at: isoTime(at),
        comparisons: detail === undefined ? [] : comparisonsOf(record, detail),
      };
    }),
  };
}

/** A decision is written as the person's word; the one before it is taken back first, so that "the network" means the network. */
async function decide(
  db: Database,
  renewDevice: RenewDevice,
  { id, field, whom, reason }: { id: string; field: AssetField; whom: 'cmms' | 'network' | 'nobody'; reason: string },
  { account }: Actor,
): Promise<void> {
  const name = sayable(field);
  if (name === null) {
    throw new AppError(
      'invalid',
      `${fieldOf(field).label}: there is nothing to decide. What was seen on the network stands beside what that system says.`,
    );
  }
  await db.transaction().execute(async (transaction) => {
    const at = Date.now() * 1000;
    const device = (await todaysDevice(transaction, id))?.id;
    if (device === undefined) throw notFound('Device', id);
    if (await deleteBelief(transaction, { device, field: name, by: account, at }))
      await renewDevice(transaction, device);
    if (whom === 'nobody') return;
    const record = (await assetsOf(transaction, device))[0]?.record;
    const value = whom === 'cmms' ? record?.[field] : (await todaysDevice(transaction, device))?.[name];
    if (value === undefined || value === null) {
      const who = whom === 'cmms' ? 'The maintenance system' : 'The network';
      throw new AppError('invalid', `${who} says nothing about this: ${fieldOf(field).label}.`);
    }
    const words = whom === 'cmms' ? 'The maintenance system is believed' : 'The network is believed';
    await writeBelief(transaction, {
      device,
      field: name,
      whom,
      value,
      reason: reason || words,
      by: account,
      at: at + 1,
    });
    await renewDevice(transaction, device);
  });
}

async function inPreview(db: Database, id: string): Promise<void> {
  const { state } = await selectImport(db, id);
  if (state !== 'preview') throw new AppError('conflict', `This file was ${state}: read it again to change it.`);
}

async function locked(transaction: Transaction, id: string) {
  const found = await transaction
    .selectFrom('import')
    .select('state')
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (found === undefined) throw notFound('Import', id);
  return found;
}

const NOTHING = (): void => undefined;
