/** Whether the data folder can be used, how much room it has, and whether a Wardline runs on it. */
import { accessSync, constants, existsSync, statfsSync } from 'node:fs';
import { AppError } from '../../lib/errors.ts';
import { claimDataFolder } from '../../platform/store/data-folder.ts';
import { fine, type Finding, hasCode, megabytes, note, trouble } from './check.ts';

/** Below, PostgreSQL soon stops; below the second, somebody should look. In bytes. */
const LEAST_ROOM = 512e6;
const LITTLE_ROOM = 5e9;
const LEAST_FILES = 10_000;

export function lookAtFolder(folder: string): Finding[] {
  const what = 'Data folder';
  if (!existsSync(folder)) return [note(what, `${folder} is not there yet`, 'It is made by "wardline up"')];
  try {
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    if (!hasCode(error, 'EACCES', 'EROFS')) throw error;
    const next = 'Give it to the account that runs Wardline, or name another folder with --data or WARDLINE_DATA';
    return [trouble(what, `${folder} may not be written to by this account`, next)];
  }
  return [fine(what, folder), ...room(folder), running(folder)];
}

function room(folder: string): Finding[] {
  const { bavail, bsize, blocks, ffree, files } = statfsSync(folder);
  const free = bavail * bsize;
  const share = blocks === 0 ? 100 : Math.round((bavail / blocks) * 100);
  const says = `${megabytes(free)} free, ${share} %`;
  const next = 'Make room on that disk, or move the data folder to a larger one';
  const found = [
    free < LEAST_ROOM
      ? trouble('Disk', says, next)
      : free < LITTLE_ROOM
        ? note('Disk', says, next)
        : fine('Disk', says),
  ];
  // File systems that have no fixed number of files say 0.
  if (files > 0 && ffree < LEAST_FILES) {
    found.push(
      trouble(
        'Files',
        `Only ${ffree} more files can be made on that disk`,
        'Remove small files there, or move the data folder',
      ),
    );
  }
  return found;
}

/** Claims the folder for a moment: it is free exactly when nobody runs on it. */
function running(folder: string): Finding {
  try {
    claimDataFolder(folder)();
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'conflict') throw error;
    const who = /\((.*?)\)/.exec(error.message)?.[1] ?? 'unknown';
    return fine('Wardline', `Runs on this folder (${who})`);
  }
  return note('Wardline', 'Does not run on this folder', 'Start it with "wardline up"');
}
