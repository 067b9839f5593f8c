/** `wardline import FILE`: a maintenance system's list beside what is on the network; taken over when told to. */
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import * as contract from '../asset/asset.contract.ts';
import { assetRoutes } from '../asset/asset.routes.ts';
import { ASSET_FIELDS, type AssetField, fieldOf } from '../asset/fields.ts';
import { AppError } from '../lib/errors.ts';
import type { Route } from '../platform/http/endpoint.ts';
import { call } from './call.ts';
import { openRunning } from './running-store.ts';
import { table } from './table.ts';

export interface ImportArguments {
  readonly file: string;
  readonly apply: boolean;
  readonly complete: boolean;
  /** `Column=field`, and `Column=` for a column that is not taken over. */
  readonly map: readonly string[];
  readonly json: boolean;
  readonly data: string | undefined;
}

/** Rows of each kind that are printed; the API and the console have all. */
const SHOWN = 20;

/** @throws AppError when the file cannot be read, or nothing runs */
export async function runImport({ file, apply, complete, map, json, data }: ImportArguments): Promise<void> {
  const mapping = mappingOf(map);
  const store = await openRunning(data);
  try {
    const routes = assetRoutes(store.db, { renewDevice: async () => undefined });
    const input = { name: basename(file), ...(mapping === undefined ? {} : { mapping: JSON.stringify(mapping) }) };
    const read = await call(routes, contract.createImport, input, bytesOf(file));
    const done = apply ? await call(routes, contract.applyImport, { id: read.id, complete }) : read;
    if (json) process.stdout.write(`${JSON.stringify(done, null, 2)}\n`);
    else process.stdout.write(await report(routes, done));
    if (!apply) await call(routes, contract.discardImport, { id: read.id });
  } finally {
    await store.close();
  }
}

/** Takes the last file back that was applied. @throws AppError when there is none */
export async function runUndo({ json, data }: Pick<ImportArguments, 'json' | 'data'>): Promise<void> {
  const store = await openRunning(data);
  try {
    const routes = assetRoutes(store.db, { renewDevice: async () => undefined });
    const { imports } = await call(routes, contract.listImports, {});
    const last = imports.find(({ undoable }) => undoable);
    if (last === undefined) throw new AppError('not-found', 'No file was applied that could be taken back');
    const undone = await call(routes, contract.undoImport, { id: last.id });
    process.stdout.write(json ? `${JSON.stringify(undone, null, 2)}\n` : `${undone.name} was taken back.\n`);
  } finally {
    await store.close();
  }
}

function mappingOf(map: readonly string[]): Record<string, AssetField | null> | undefined {
  if (map.length === 0) return undefined;
  return Object.fromEntries(
    map.map((text) => {
      const at = text.lastIndexOf('=');
      const [column, name] = [text.slice(0, at), text.slice(at + 1)];
      const field = ASSET_FIELDS.find((known) => known === name);
      if (at < 1 || (field === undefined && name !== '')) {
        throw new AppError('invalid', `--map takes COLUMN=FIELD with one of ${ASSET_FIELDS.join(', ')}; not ${text}`);
      }
      return [column, field ?? null];
    }),
  );
}

async function* bytesOf(file: string): AsyncGenerator<Uint8Array> {
  if (file === '-') {
    yield* process.stdin;
    return;
  }
  try {
    yield* createReadStream(file);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw new AppError('not-found', `Cannot read ${file}: ${error.message}`, { cause: error });
  }
}

async function report(routes: readonly Route[], it: contract.AssetImport): Promise<string> {
  const { id, summary, columns, sentence, state } = it;
  const taken = columns.filter(({ field }) => field !== null);
  const left = columns.filter(({ field }) => field === null).map(({ name }) => name);
  const parts = [
    `${sentence}\n`,
    table(
      ['Column', 'Taken for', 'Filled', 'Such as'],
      taken.map(({ name, field, filled, examples }) => [
        name,
        field === null ? '' : fieldOf(field).label,
        String(filled),
        examples[0] ?? '',
      ]),
    ),
    left.length === 0 ? '' : `Not taken over: ${left.join(', ')}`,
    await conflicts(routes, id),
    await undecided(routes, id),
    await missing(routes, id, summary.onlyHereMedical),
    ...summary.skipped.slice(0, SHOWN).map(({ line, reason }) => `Line ${line} was left out. ${reason}.`),
    state === 'preview' ? '\nNothing was changed. Apply it with --apply.' : '',
  ];
  return `${parts.filter((part) => part !== '').join('\n')}\n`;
}

async function conflicts(routes: readonly Route[], id: string): Promise<string> {
  const { rows, total } = await call(routes, contract.listImportRows, { id, state: 'conflict', limit: SHOWN });
  if (total === 0) return '';
  const lines = rows.flatMap(({ key, device, comparisons }) =>
    comparisons
      .filter(({ state }) => state === 'differs')
      .map(({ field, theirs, ours }) => [key, device?.name ?? '', fieldOf(field).label, theirs ?? '', ours ?? '']),
  );
  const heading = `\nContradictions, in ${total} ${total === 1 ? 'row' : 'rows'}`;
  return `${heading}\n${table(['Number', 'Device', 'Field', 'In the file', 'On the network'], lines)}${rest(total)}`;
}

async function undecided(routes: readonly Route[], id: string): Promise<string> {
  const { rows, total } = await call(routes, contract.listImportRows, { id, state: 'ambiguous', limit: SHOWN });
  if (total === 0) return '';
  const lines = rows.map(({ line, key, candidates }) => {
    const [first] = candidates;
    const sure = first === undefined ? '' : `${Math.round(first.confidence * 100)} %`;
    return [String(line), key, first?.device.name ?? '', first?.because ?? '', sure];
  });
  return `\nTo be decided in the console\n${table(['Line', 'Number', 'May be', 'Because', 'Sure'], lines)}${rest(total)}`;
}

async function missing(routes: readonly Route[], id: string, medical: number): Promise<string> {
  if (medical === 0) return '';
  const { devices } = await call(routes, contract.listOnlyHere, { id, limit: SHOWN });
  const lines = devices
    .filter(({ device }) => device.class === 'medical')
    .map(({ device, manufacturer, model, address, last }) => {
      return [device.name, manufacturer ?? '', model ?? '', address ?? '', last.slice(0, 16)];
    });
  const headings = ['Device', 'Manufacturer', 'Model', 'Address', 'Last seen (UTC)'];
  return `\nMedical devices on the network that the file does not have\n${table(headings, lines)}${rest(medical)}`;
}

const rest = (total: number): string => (total > SHOWN ? `\nand ${total - SHOWN} more` : '');
