/** What the device list asks the server for, page by page. */
import type * as contract from '../../../src/inventory/inventory.contract.ts';
import { query } from '../../api.ts';

/** Without the part that pages through the answer. */
export type DeviceQuery = Omit<Parameters<typeof query<typeof contract.listDevices>>[1], 'offset' | 'limit'>;

export const PAGE = 100;

/** What react-query needs for page number `page`, counted from 0. */
export const devicePage = (asked: DeviceQuery, page: number) =>
  query<typeof contract.listDevices>('/devices', { ...asked, offset: String(page * PAGE), limit: String(PAGE) });
