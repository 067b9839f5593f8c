/** The Debian packages that the acceptance tier needs, and how they get here. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const LIST = fileURLToPath(new URL('debian-packages.txt', import.meta.url));

/** Installs what is missing when root, else ends with a message that names it. */
export function ensureDebianPackages() {
  const missing = wanted().filter((name) => !isInstalled(name));
  if (missing.length === 0) return;
  if (process.getuid?.() !== 0) {
    throw new Error(`These Debian packages are missing: sudo apt-get install ${missing.join(' ')}`);
  }
  process.stderr.write(`Installing Debian packages: ${missing.join(' ')}\n`);
  // Services must not start by themselves: the lab starts them where it needs them.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  for (let attempt = 1; ; attempt++) {
    const apt = (...args) => spawnSync('apt-get', args, { env, stdio: ['ignore', 'ignore', 'inherit'] }).status === 0;
    if (apt('update', '-qq') && apt('install', '-y', '-qq', '--no-install-recommends', ...missing)) return;
    if (attempt === 3) throw new Error(`apt-get could not install ${missing.join(' ')}; its messages stand above`);
  }
}

/** One package a line; what follows a # says what needs it. */
function wanted() {
  const lines = readFileSync(LIST, 'utf8').split('\n');
  return lines.map((line) => line.replace(/#.*/, '').trim()).filter((line) => line !== '');
}

function isInstalled(name) {
  const { stdout } = spawnSync('dpkg-query', ['-W', '-f', '${Status}', name], { encoding: 'utf8' });
  return stdout.includes('install ok installed');
}
