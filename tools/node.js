/**
 * Finds the Node that Wardline is written for and runs a script on it.
 *
 * Node 26 comes as an exact optional dependency, a plain binary from the npm registry. This file and those that import
 * it run on whatever Node the machine has, so they stay JavaScript that Node 20 understands.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The oldest Node that runs our TypeScript as it stands. */
const NEEDED = 26;

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Where Node keeps what it compiled: what was compiled once need not be compiled again by the next short command. */
export const compiled = join(root, '.cache', 'compiled');

/** Whether the Node that runs this is one. */
export const isNewEnough = Number.parseInt(process.versions.node, 10) >= NEEDED;

/** Where npm puts the binary for this machine; macOS on ARM has a package of another name. */
const PACKAGES = [`node-${process.platform}-${process.arch}`, `node-bin-${process.platform}-${process.arch}`];

/** Installs the locked packages when they are missing or older than the lock file. */
export function ensurePackages() {
  const lock = join(root, 'package-lock.json');
  const installed = join(root, 'node_modules', '.package-lock.json');
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs) return;
  for (let attempt = 1; ; attempt++) {
    process.stderr.write('Installing the packages that the lock file names (about 20 s)...\n');
    const { status } = spawnSync('npm', ['ci', '--no-progress', '--loglevel=error'], {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    if (status === 0) return;
    if (attempt === 3) throw new Error('npm ci failed three times; its messages stand above');
  }
}

/** The path of a Node that is new enough. */
export function findNode() {
  if (isNewEnough) return process.execPath;
  for (const name of PACKAGES) {
    const binary = join(root, 'node_modules', name, 'bin', 'node');
    if (existsSync(binary)) return binary;
  }
  throw new Error(
    `Wardline needs Node ${NEEDED}, and npm has no build of it for ${process.platform} on ${process.arch}`,
  );
}

/**
 * Runs Node with `args` (the first may be a script below the root) and hands signals on.
 * Resolves to the exit code.
 */
export async function run(args, { cwd = process.cwd(), env = process.env } = {}) {
  ensurePackages();
  const [script = '', ...rest] = args;
  const file = existsSync(join(root, script)) ? join(root, script) : script;
  const child = spawn(findNode(), ['--disable-warning=ExperimentalWarning', file, ...rest], {
    stdio: 'inherit',
    cwd,
    env: { NODE_COMPILE_CACHE: compiled, ...env },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  return await new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 143)));
  });
}
