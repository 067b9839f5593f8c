/** `wardline devices`: the inventory of a Wardline that runs, as a table, as CSV or as JSON. */
import { once } from 'node:events';
import { stringify } from 'csv-stringify/sync';
import type { z } from 'zod';
import * as contract from '../inventory/inventory.contract.ts';
import { inventoryRoutes } from '../inventory/inventory.routes.ts';
import { typeLabel } from '../inventory/device-name.ts';
import { DeviceLists } from '../inventory/store/device-lists.ts';
import { AppError } from '../lib/errors.ts';
import type { Route } from '../platform/http/endpoint.ts';
import { call } from './call.ts';
import { openRunning } from './running-store.ts';
import { table } from './table.ts';

export interface DevicesArguments {
  /** Words that must all occur in what identifies a device. */
  readonly words: readonly string[];
  readonly class: string | undefined;
  readonly type: string | undefined;
  readonly manufacturer: string | undefined;
  readonly severity: string | undefined;
  readonly ward: string | undefined;
  readonly scope: 'local' | 'external' | 'all';
  readonly sort: string;
  readonly order: 'up' | 'down';
  /** How many at most; `undefined`: all. */
  readonly limit: number | undefined;
  readonly json: boolean;
  readonly csv: boolean;
  readonly data: string | undefined;
}

/** Devices that are read at a time. */
const PAGE = 500;

type Row = contract.DeviceRow;

/** @throws AppError when nothing runs, or a filter is none */
export async function runDevices(told: DevicesArguments): Promise<void> {
  if (told.json && told.csv) throw new AppError('invalid', 'Choose --json or --csv, not both');
  const query = queryOf(told);
  const store = await openRunning(told.data);
  try {
    const routes = inventoryRoutes(store.db, new DeviceLists(store.db));
    const pages = pagesOf(routes, query, told.limit ?? Infinity);
    if (told.json) await print(jsonOf(pages));
    else if (told.csv) await print(csvOf(pages));
    else await print(tableOf(pages));
  } finally {
    await store.close();
  }
}

type Query = z.input<typeof contract.listDevices.input>;

/** @throws AppError `invalid` for a value that no filter has */
function queryOf({ words, class: kind, scope, sort, ...told }: DevicesArguments): Query {
  const sorted = contract.DeviceSort.safeParse(sort);
  if (!sorted.success) {
    throw new AppError('invalid', `--sort takes one of ${contract.DeviceSort.options.join(', ')}; not ${sort}`);
  }
  const { type, manufacturer, severity, ward, order } = told;
  const filters = { class: kind, type, manufacturer, severity, ward };
  const query: Query = {
    ...filters,
    search: words.join(' '),
    scope: scope === 'all' ? undefined : scope,
    sort: sorted.data,
    order,
  };
  const { error } = contract.listDevices.input.safeParse(query);
  if (error === undefined) return query;
  const [issue] = error.issues;
  throw new AppError('invalid', `--${String(issue?.path[0] ?? 'search')}: ${issue?.message ?? 'is not understood'}`);
}

interface Page {
  readonly devices: readonly Row[];
  readonly total: number;
}

async function* pagesOf(routes: readonly Route[], query: Query, limit: number): AsyncGenerator<Page> {
  // Each turn takes a page off the devices.
  for (let offset = 0; offset < limit; offset += PAGE) {
    const input = { ...query, offset, limit: Math.min(PAGE, limit - offset) };
    const { devices, total } = await call(routes, contract.listDevices, input);
    yield { devices, total };
    if (devices.length < PAGE) return;
  }
}

async function* tableOf(pages: AsyncIterable<Page>): AsyncGenerator<string> {
  const rows: Row[] = [];
  let all = 0;
  for await (const { devices, total } of pages) {
    all = total;
    rows.push(...devices);
  }
  if (rows.length === 0) {
    yield 'No device fits.\n';
    return;
  }
  const lines = rows.map((row) => {
    const { name, type, manufacturer, model, software, address, ward, findings, worst, last } = row;
    const wrong = worst === null ? '' : `${findings} ${worst}`;
    const product = [manufacturer ?? '', model ?? '', software ?? ''];
    return [name, typeLabel(type), ...product, address ?? '', ward ?? '', wrong, last.slice(0, 16).replace('T', ' ')];
  });
  yield `${table(HEADINGS, lines)}\n`;
  yield all > rows.length ? `${rows.length} of ${all} devices; --all shows the others\n` : `${all} devices\n`;
}

const HEADINGS = ['Name', 'Type', 'Manufacturer', 'Model', 'Software', 'Address', 'Ward', 'Wrong', 'Last seen (UTC)'];

async function* jsonOf(pages: AsyncIterable<Page>): AsyncGenerator<string> {
  let before = '[\n';
  for await (const { devices } of pages) {
    for (const device of devices) {
      yield before + JSON.stringify(device);
      before = ',\n';
    }
  }
  yield before === '[\n' ? '[]\n' : '\n]\n';
}

const COLUMNS = [
  'id',
  'name',
  'class',
  'type',
  'manufacturer',
  'model',
  'serial',
  'software',
  'address',
  'ward',
  'owner',
  'findings',
  'worst',
  'first',
  'last',
] as const satisfies readonly (keyof Row)[];

/** Nothing in it is taken for a formula by a table program. */
async function* csvOf(pages: AsyncIterable<Page>): AsyncGenerator<string> {
  yield lineOf(COLUMNS);
  for await (const { devices } of pages) {
    yield devices.map((device) => lineOf(COLUMNS.map((column) => String(device[column] ?? '')))).join('');
  }
}

const lineOf = (cells: readonly string[]): string =>
  stringify([[...cells]], { escape_formulas: true, record_delimiter: 'windows' });

/** Writes no faster than the reader takes it. */
async function print(pieces: AsyncIterable<string>): Promise<void> {
  for await (const piece of pieces) {
    if (piece !== '' && !process.stdout.write(piece)) await once(process.stdout, 'drain');
  }
}
