/** `db-process.ts FOLDER backup|restore FILE`: what the command line does for `wardline db`, as a process of its own. */
import { runBackup, runRestore } from '../../../src/cli/db.ts';
import { exitCodeOf } from '../../../src/cli/exit-code.ts';

const [, , data = '', work = '', file = ''] = process.argv;
try {
  const run = work === 'restore' ? runRestore : runBackup;
  await run({ file, data, databaseUrl: process.env['DATABASE_URL'], json: true });
} catch (error) {
  process.exitCode = exitCodeOf(error, process.stderr);
}
