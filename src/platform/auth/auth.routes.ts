/** Everything about accounts that a server needs: how to find who asks, and the endpoints. */
import type { Route } from '../http/endpoint.ts';
import type { Database } from '../store/database.ts';
import { accountRoutes } from './account.routes.ts';
import { logInRoutes } from './log-in.routes.ts';
import { ownRoutes } from './own.routes.ts';

export function authRoutes(db: Database): Route[] {
  return [...logInRoutes(db), ...accountRoutes(db), ...ownRoutes(db)];
}
