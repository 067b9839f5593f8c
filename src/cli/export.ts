/** `wardline export`: a file for the maintenance system, or for a table program. */
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ExportKind } from '../asset/asset.contract.ts';
import { exportFile } from '../asset/export-file.ts';
import { AppError } from '../lib/errors.ts';
import { openRunning } from './running-store.ts';

export interface ExportArguments {
  readonly what: ExportKind;
  readonly json: boolean;
  /** A file; standard output unless told. */
  readonly output: string | undefined;
  readonly data: string | undefined;
}

/** @throws AppError when nothing runs, or the file cannot be written */
export async function runExport({ what, json, output, data }: ExportArguments): Promise<void> {
  const store = await openRunning(data);
  try {
    const made = Readable.fromWeb(exportFile(store.db, what, json ? 'json' : 'csv'));
    if (output === undefined) await pipeline(made, process.stdout, { end: false });
    else await pipeline(made, createWriteStream(output));
  } catch (error) {
    if (output === undefined || !(error instanceof Error && 'syscall' in error)) throw error;
    throw new AppError('unavailable', `Cannot write ${output}: ${error.message}`, { cause: error });
  } finally {
    await store.close();
  }
}
