/** What a browser is told of who is logged in. */
import type { z } from 'zod';
import type { Database } from '../store/database.ts';
import { accountById, anyAccount } from './account.store.ts';
import type { Session } from './auth.contract.ts';
import { permissionsOf, VISITOR_PERMISSIONS } from './roles.ts';

/** `id`: of an account, `visitor`, or empty for nobody. */
export async function describeSession(db: Database, id: string): Promise<z.output<typeof Session>> {
  const visitor = id === 'visitor';
  const row = id === '' || visitor ? undefined : await accountById(db, id);
  if (row === undefined) {
    const permissions = visitor ? [...VISITOR_PERMISSIONS] : [];
    return { account: null, permissions, visitor, ready: await anyAccount(db) };
  }
  const { name, login, role } = row;
  return { account: { id, name, login, role }, permissions: [...permissionsOf(role)], visitor, ready: true };
}
