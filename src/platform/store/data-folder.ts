/** The folder that holds all Wardline keeps: where it is, whether it can be used, and that one process alone uses it. */
import {
  accessSync,
  closeSync,
  constants,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  statfsSync,
  writeSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import koffi from 'koffi';
import { AppError } from '../../lib/errors.ts';

const MB = 1024 * 1024;
/** A fresh cluster takes 40 MB, and PostgreSQL stops when it cannot write its log of changes. */
const MIN_FREE_MB = 256;
const LOCK_EX = 2;
const LOCK_NB = 4;

/** `told`: by an option; else WARDLINE_DATA, else where such data belongs on this system. */
export function dataFolderOf(told?: string): string {
  const named = told ?? process.env['WARDLINE_DATA'];
  if (named !== undefined && named !== '') return resolve(named);
  if (process.getuid?.() === 0) return '/var/lib/wardline';
  const xdg = process.env['XDG_DATA_HOME'];
  return join(xdg !== undefined && xdg.startsWith('/') ? xdg : join(homedir(), '.local', 'share'), 'wardline');
}

/** Makes it if need be. Throws with what is in the way: `forbidden`, `invalid`, or `unavailable` when the disk is full. */
export function openDataFolder(folder: string): void {
  try {
    // PostgreSQL's account has to pass through root's folder, and needs to see no more of it.
    mkdirSync(folder, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw asFolderTrouble(folder, error);
  }
  const free = freeMb(folder);
  if (free < MIN_FREE_MB) {
    throw new AppError(
      'unavailable',
      `The disk of the data folder ${folder} is full: ${free} MB are free, and Wardline needs ${MIN_FREE_MB} MB to start. Make room, or choose another folder with --data`,
    );
  }
}

function freeMb(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return Math.floor((bavail * bsize) / MB);
}

/** What the system says about a folder, in words; anything else as it is. */
export function asFolderTrouble(folder: string, error: unknown): unknown {
  if (!(error instanceof Error && 'code' in error)) return error;
  switch (error.code) {
    case 'EACCES':
    case 'EPERM':
      return new AppError(
        'forbidden',
        `Wardline may not write to the data folder ${folder}: give it to the account that runs Wardline, or choose another with --data or WARDLINE_DATA`,
      );
    case 'EROFS':
      return new AppError(
        'forbidden',
        `The data folder ${folder} is on a disk that can only be read: choose another with --data or WARDLINE_DATA`,
      );
    case 'ENOTDIR':
    case 'EEXIST':
      return new AppError(
        'invalid',
        `The data folder ${folder} cannot be made, because a part of that path is a file: choose another with --data or WARDLINE_DATA`,
      );
    case 'ENOSPC':
    case 'EDQUOT':
      return new AppError(
        'unavailable',
        `The disk of the data folder ${folder} is full: make room, or choose another folder with --data`,
      );
    default:
      return error;
  }
}

/**
 * Claims `folder` for this process until the returned function is called or the process ends, however it ends: the kernel
 * holds the lock, also between containers that share the folder. Throws `conflict` with who has it.
 */
export function claimDataFolder(folder: string): () => void {
  const path = join(folder, 'wardline.lock');
  let fd: number;
  try {
    fd = openSync(path, constants.O_RDWR | constants.O_CREAT, 0o600);
  } catch (error) {
    throw asFolderTrouble(folder, error);
  }
  const flock = koffi.load(null).func('int flock(int fd, int operation)');
  if (flock(fd, LOCK_EX | LOCK_NB) !== 0) {
    const holder = readFileSync(path, 'utf8').trim();
    closeSync(fd);
    throw new AppError(
      'conflict',
      `Another Wardline (${holder === '' ? 'just starting' : holder}) uses the data folder ${folder}: use that one, or end it first`,
    );
  }
  ftruncateSync(fd);
  const started = new Date(Date.now() - process.uptime() * 1000).toISOString().slice(0, 19);
  writeSync(fd, `process ${process.pid}, started ${started}Z\n`, 0);
  return () => closeSync(fd);
}
