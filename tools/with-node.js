/** `node tools/with-node.js SCRIPT [ARG ...]`: runs one of our scripts on the Node that the lock file names. */
import { run } from './node.js';

process.exitCode = await run(process.argv.slice(2));
