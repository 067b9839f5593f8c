#!/usr/bin/env node
/** Starts the command line on the Node that the lock file names, whatever Node the machine has (20 or newer). */
import module from 'node:module';
import { compiled, ensurePackages, isNewEnough, run } from '../tools/node.js';

if (isNewEnough) {
  // In this process: a second one would cost a short command a third of its time.
  ensurePackages();
  module.enableCompileCache(compiled);
  await import('../src/main.ts');
} else {
  process.exitCode = await run(['src/main.ts', ...process.argv.slice(2)]);
}
