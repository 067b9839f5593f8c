/** Which account PostgreSQL runs as: it refuses to be root's. */
import { readFileSync, statSync } from 'node:fs';
import { userInfo } from 'node:os';
import { AppError } from '../../../lib/errors.ts';
import type { Layout } from './layout.ts';

export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/**
 * Null: our own account. Root's stands for the account `postgres`, else `nobody`, or whoever owns the cluster already.
 * Throws `forbidden` when the cluster is another's, and `unavailable` when our account has no name.
 */
export function accountFor(layout: Layout): Account | null {
  const owner = statSync(layout.cluster, { throwIfNoEntry: false });
  if (process.getuid?.() !== 0) {
    requireName();
    if (owner !== undefined && owner.uid !== process.getuid?.()) {
      throw new AppError(
        'forbidden',
        `${layout.cluster} belongs to the account with the number ${owner.uid}: start Wardline as that one or as root`,
      );
    }
    return null;
  }
  // What was copied or restored by root is handed over when it is started.
  if (owner !== undefined && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const account = accountNamed('postgres') ?? accountNamed('nobody');
  if (account === undefined) {
    throw new AppError(
      'unavailable',
      'PostgreSQL may not run as root, and this machine has neither an account "postgres" nor "nobody": add one, or start Wardline as an ordinary user',
    );
  }
  return account;
}

function requireName(): void {
  try {
    userInfo();
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ERR_SYSTEM_ERROR')) throw error;
    throw new AppError(
      'unavailable',
      `PostgreSQL needs the name of the account it runs as, and /etc/passwd has none for the number ${process.getuid?.()}: add a line, or set DATABASE_URL`,
    );
  }
}

function accountNamed(wanted: string): Account | undefined {
  for (const line of readFileSync('/etc/passwd', 'utf8').split('\n')) {
    const [name, , uid, gid] = line.split(':');
    if (name === wanted && uid !== undefined && gid !== undefined) return { uid: Number(uid), gid: Number(gid) };
  }
  return undefined;
}
