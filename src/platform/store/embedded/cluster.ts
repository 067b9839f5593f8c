/** Makes PostgreSQL's data folder: wholly or not at all. */
import { spawn } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  lchownSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
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

/**
 * Makes the folders around the cluster, and gives PostgreSQL's account those that it writes to. Throws `forbidden` when a
 * folder above is closed to that account, or the socket's folder is another's.
 */
export function makeFolders(layout: Layout, account: Account | null): void {
  for (const folder of [layout.socket, layout.logs]) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    // In a folder open to all, somebody may have made it before us.
    const { uid } = lstatSync(folder);
    const ours = [process.getuid?.(), account?.uid];
    if (!lstatSync(folder).isDirectory() || !ours.includes(uid)) {
      throw new AppError('forbidden', `${folder} belongs to another account: remove it`);
    }
    chmodSync(folder, 0o700);
    if (account !== null) chownSync(folder, account.uid, account.gid);
  }
  if (account !== null) requireWay(layout.folder, account);
}

/** Ours, handed over: a cluster that root copied or restored. */
export function handOver(folder: string, { uid, gid }: Account): void {
  lchownSync(folder, uid, gid);
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }))
    lchownSync(join(folder, name), uid, gid);
}

/** Every folder down to `folder` must let `account` pass. */
function requireWay(folder: string, account: Account): void {
  for (let at = folder; ; at = dirname(at)) {
    const { mode, uid, gid } = statSync(at);
    const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) {
      if (at !== folder || uid !== 0) {
        throw new AppError(
          'forbidden',
          `PostgreSQL may not run as root, and the account with the number ${account.uid} that it runs as may not pass through ${at}: use "chmod o+x ${at}", choose another folder with --data, or start Wardline as an ordinary user`,
        );
      }
      chmodSync(at, (mode & 0o7777) | bit);
    }
    if (at === dirname(at)) return;
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
