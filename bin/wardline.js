#!/usr/bin/env node
/** Starts the command line on the Node that the lock file names, whatever Node the machine has (20 or newer). */
import { run } from '../tools/node.js';

process.exitCode = await run(['src/main.ts', ...process.argv.slice(2)]);
