/** What the device list asks the server for, page by page. */
import type * as contract from '../../../../src/inventory/inventory.contract.ts';
import { query } from '../../../api.ts';

/** Without the part that pages through the answer. */
export type DeviceQuery = Omit<Parameters<typeof query<typeof contract.listDevices>>[1], 'offset' | 'limit'>;

export const PAGE = 100;

/** All that an address can ask for. */
export const QUERY_FIELDS = [
  'search',
  'class',
  'type',
  'manufacturer',
  'severity',
  'rule',
  'scope',
  'presence',
  'ward',
  'owner',
  'approved',
  'seen',
  'appeared',
  'changed',
  'source',
  'hasSoftware',
  'sort',
  'order',
] as const satisfies readonly (keyof DeviceQuery)[];

/**
 * What react-query needs for page number `page`, counted from 0. A list is read in one `edition` until its reader asks for
 * a newer one: rows do not jump under the eye.
 */
export function devicePage(asked: DeviceQuery, page: number, edition: number) {
  const input = { ...asked, offset: String(page * PAGE), limit: String(PAGE) };
  const { queryKey, queryFn } = query<typeof contract.listDevices>('/devices', input);
  return { queryKey: [...queryKey, edition], queryFn };
}

/** What the address asks for; the server answers with a problem document to what it cannot understand. */
export function queryOf(get: (field: string) => string): DeviceQuery {
  return Object.fromEntries(asksOf(get));
}

/** The part of an address that makes a view: filters, search and order, not what is open or chosen in it. */
export function viewOf(get: (field: string) => string): string {
  return new URLSearchParams(asksOf(get)).toString();
}

const asksOf = (get: (field: string) => string) =>
  QUERY_FIELDS.map((field) => [field, get(field)]).filter(([, value]) => value !== '');
