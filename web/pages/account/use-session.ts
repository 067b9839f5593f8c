/** Who is logged in here, and what they may do. */
import { useQuery } from '@tanstack/react-query';
import type * as contract from '../../../src/platform/auth/auth.contract.ts';
import type { Permission } from '../../../src/platform/http/endpoint.ts';
import { query, send } from '../../api.ts';

export const SESSION = query<typeof contract.getSession>('/session', {});

/** Where there are no accounts at all that is so for whoever asks: every part of a page that comes would ask again. */
export function useSession() {
  return useQuery({ ...SESSION, retryOnMount: false });
}

/** Whether whoever is here may do `permission`. True as well where there are no accounts at all. */
export function useMay(permission: Permission): boolean {
  const { data, error } = useSession();
  return data === undefined ? error !== null : data.permissions.includes(permission);
}

/** Goes on as somebody else, or nobody: by a new start of the page, so that nothing of before is left in it. */
export function startAnew(path: string): void {
  location.assign(path);
}

export async function logOut(): Promise<void> {
  await send<typeof contract.logOut>('DELETE', '/session', {});
  startAnew('/login');
}
