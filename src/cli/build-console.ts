/** Builds the console where it is missing or older than its sources, so that a fresh clone starts with one command. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../..');
const BUILT = join(ROOT, 'dist/web');
/** Beside the built files: every file they were made from, with its hash. */
const RECORD = '.sources.json';
const ALWAYS = ['src/cli/build-console.ts', 'web/vite.config.ts', 'web/index.html', 'package-lock.json'];

type Sources = Record<string, string>;

/** The folder with the built console. `say` hears of a build, which takes a few seconds. */
export async function builtConsole(say: (line: string) => void): Promise<string> {
  if (isFresh()) return BUILT;
  say('Building the console…');
  const start = performance.now();
  await build();
  say(`Built the console in ${((performance.now() - start) / 1000).toFixed(1)} s.`);
  return BUILT;
}

/** Whether no file that went into the last build has changed since. A file added is imported by one that changed. */
function isFresh(): boolean {
  const record = join(BUILT, RECORD);
  if (!existsSync(record)) return false;
  const sources: unknown = JSON.parse(readFileSync(record, 'utf8'));
  return (
    typeof sources === 'object' &&
    sources !== null &&
    ALWAYS.every((file) => file in sources) &&
    Object.entries(sources).every(([file, hash]) => existsSync(join(ROOT, file)) && hashOf(file) === hash)
  );
}

/** Into a folder of its own, then moved into place at once: two that start together do not read each other's halves. */
async function build(): Promise<void> {
  const { build: bundle } = await import('vite');
  const made = join(ROOT, `dist/.web-${process.pid}`);
  const files = new Set(ALWAYS);
  await inProduction(async () =>
    bundle({
      configFile: join(ROOT, 'web/vite.config.ts'),
      logLevel: 'error',
      build: { outDir: made, emptyOutDir: true },
      plugins: [
        {
          name: 'record-sources',
          generateBundle() {
            for (const id of this.getModuleIds()) {
              const file = relative(ROOT, id.replace(/\?.*$/, ''));
              if (/^(?:web|src)\//.test(file)) files.add(file);
            }
          },
        },
      ],
    }),
  );
  const sources: Sources = {};
  for (const file of files) sources[file] = hashOf(file);
  writeFileSync(join(made, RECORD), JSON.stringify(sources));
  mkdirSync(join(ROOT, 'dist'), { recursive: true });
  rmSync(BUILT, { recursive: true, force: true });
  renameSync(made, BUILT);
}

/**
 * Whatever the shell or a test runner calls its environment: Vite keeps what it finds, and would bundle the React that developers
 * need, which checks as it draws and is much slower.
 */
async function inProduction<T>(act: () => Promise<T>): Promise<T> {
  const before = process.env['NODE_ENV'];
  process.env['NODE_ENV'] = 'production';
  try {
    return await act();
  } finally {
    if (before === undefined) delete process.env['NODE_ENV'];
    else process.env['NODE_ENV'] = before;
  }
}

const hashOf = (file: string) =>
  createHash('sha256')
    .update(readFileSync(join(ROOT, file)))
    .digest('hex');
