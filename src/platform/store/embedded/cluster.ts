/** Makes PostgreSQL's data folder: wholly or not at all. */
import { spawn } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { AppError } from '../../../lib/errors.ts';
import type { Account } from './account.ts';
import type { Layout } from './layout.ts';
import type { Programs } from './programs.ts';

/** The major version of the PostgreSQL that made the cluster; null when there is none yet. */
export function clusterMajor(layout: Layout): number | null {
  if (!existsSync(layout.cluster)) return null;
  const file = join(layout.cluster, 'PG_VERSION');
  const major = existsSync(file) ? Number.parseInt(readFileSync(file, 'utf8'), 10) : Number.NaN;
  if (Number.isNaN(major)) {
    throw new AppError(
      'unavailable',
      `${layout.cluster} is not a whole PostgreSQL data folder (it has no PG_VERSION). Nothing was changed in it. Move it away and restore a backup with "wardline db restore"`,
    );
  }
  return major;
}

/** Makes the folders around the cluster, and gives PostgreSQL's account those that it writes to. */
export function makeFolders(layout: Layout, account: Account | null): void {
  // PostgreSQL's account has to pass through, and needs to see no more.
  mkdirSync(layout.folder, { recursive: true, mode: account === null ? 0o700 : 0o711 });
  for (const folder of [layout.socket, layout.logs]) {
    mkdirSync(folder, { recursive: true });
    chmodSync(folder, 0o700);
    if (account !== null) chownSync(folder, account.uid, account.gid);
  }
}

/** `extra`: further options of initdb. */
export async function makeCluster(
  layout: Layout,
  programs: Programs,
  account: Account | null,
  extra: readonly string[] = [],
): Promise<void> {
  // What was half made when we were killed.
  rmSync(layout.making, { recursive: true, force: true });
  mkdirSync(layout.making, { mode: 0o700 });
  if (account !== null) chownSync(layout.making, account.uid, account.gid);
  // The same order of texts on every system, and no change of it when a system library is updated.
  const locale = programs.major >= 17 ? ['--locale-provider=builtin', '--locale=C.UTF-8'] : ['--locale=C.UTF-8'];
  const args = ['-D', layout.making, '-U', 'wardline', '-A', 'trust', '-E', 'UTF8', ...locale, ...extra];
  const child = spawn(join(programs.folder, 'initdb'), args, {
    cwd: '/',
    env: { ...programs.env, LC_ALL: 'C', TZ: 'UTC' },
    stdio: ['ignore', 'ignore', 'pipe'],
    ...account,
  });
  const ended = new Promise<number | null>((resolve, reject) => child.once('error', reject).once('exit', resolve));
  const [complaint, code] = await Promise.all([text(child.stderr), ended]);
  if (code !== 0) {
    rmSync(layout.making, { recursive: true, force: true });
    throw new AppError('unavailable', `PostgreSQL could not make ${layout.cluster}: ${complaint.trim()}`);
  }
  renameSync(layout.making, layout.cluster);
}
