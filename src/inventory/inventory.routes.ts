/** Answers what can be asked about devices. */
import { type Route, route } from '../platform/http/endpoint.ts';
import type { Database } from '../platform/store/database.ts';
import * as contract from './inventory.contract.ts';
import type { DeviceQuery } from './inventory.contract.ts';
import { readDeviceDetail } from './store/device-detail.ts';
import type { Moment } from './store/device-filter.ts';
import type { DeviceLists } from './store/device-lists.ts';
import { readDevicePage, readDeviceRows } from './store/device-rows.ts';
import { readMoment } from './store/watch.ts';

/** From here on, walking all rows before costs more than remembering their order. */
const DEEP = 1000;

/** `lists` is shared with whoever changes devices, so that the list shows it at once. */
export function inventoryRoutes(db: Database, lists: DeviceLists): Route[] {
  const page = async (query: DeviceQuery, moment: Moment) => {
    if (query.offset < DEEP) return await readDevicePage(db, query, moment);
    const order = await lists.order(query);
    return await readDeviceRows(db, order.slice(query.offset, query.offset + query.limit), moment);
  };
  return [
    route(contract.listDevices, async (query) => {
      const moment = await readMoment(db, Date.now() * 1000);
      const [devices, total, counted] = await Promise.all([
        page(query, moment),
        lists.total(query),
        lists.facets.get(),
      ]);
      return { devices, total, ...counted };
    }),
    route(contract.getDevice, async ({ id }) => readDeviceDetail(db, id, await readMoment(db, Date.now() * 1000))),
  ];
}
