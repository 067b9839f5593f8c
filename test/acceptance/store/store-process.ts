/** `store-process.ts FOLDER`: a process that opens the store and says so, until it is told to end or killed. */
import { exitCodeOf } from '../../../src/cli/exit-code.ts';
import { dataFolderOf } from '../../../src/platform/store/data-folder.ts';
import { openStore } from '../../../src/platform/store/open-store.ts';

try {
  const store = await openStore({
    dataFolder: dataFolderOf(process.argv[2]),
    databaseUrl: process.env['DATABASE_URL'],
    say: (line) => console.log(`say ${line}`),
  });
  process.once('SIGTERM', () => {
    // The timer that keeps this process ends with it.
    store.close().then(
      () => process.exit(0),
      (error: unknown) => process.exit(exitCodeOf(error, process.stderr)),
    );
  });
  setInterval(() => undefined, 60_000);
  // Last: whoever reads it may send the signal before this process runs on.
  console.log(`ready ${store.url}`);
} catch (error) {
  process.exitCode = exitCodeOf(error, process.stderr);
}
