/** Saved views, of whoever asks. */
import type { Route } from '../platform/http/endpoint.ts';
import { route } from '../platform/http/endpoint.ts';
import type { Database } from '../platform/store/database.ts';
import { deleteView, insertView, readViews, updateView } from './store/views.ts';
import * as contract from './view.contract.ts';

export function viewRoutes(db: Database): Route[] {
  return [
    route(contract.listViews, async (_, { account }) => ({ views: await readViews(db, account) })),
    route(contract.createView, async (view, { account }) =>
      insertView(db, account, { ...view, created: Date.now() * 1000 }),
    ),
    route(contract.changeView, async ({ id, ...changes }, { account }) => updateView(db, account, id, changes)),
    route(contract.deleteView, async ({ id }, { account }) => {
      await deleteView(db, account, id);
      return {};
    }),
  ];
}
