/**
 * Runs one tier of the tests and prints `N passed, N failed, N skipped` last.
 *
 * test: types, lint, format, dead code and all unit and property tests. acceptance: scored corpora, the lab, browsers.
 * soak: by hand, for hours. check: the static part of test alone.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureDebianPackages } from './debian.js';
import { ensurePackages, findNode, root } from './node.js';

const SOURCES = ['src', 'test', 'lab', 'bench', 'tools', 'web', 'bin'];
const STATIC = [
  ['types', ['typescript/bin/tsc', '--noEmit', '-p', 'tsconfig.json']],
  ['types of the console', ['typescript/bin/tsc', '--noEmit', '-p', 'web/tsconfig.json']],
  ['lint', ['oxlint/bin/oxlint', '--type-aware', '--deny-warnings', ...SOURCES]],
  ['format', ['oxfmt/bin/oxfmt', '--check', ...SOURCES]],
  ['dead code', ['knip/bin/knip.js']],
];
const TIERS = { check: [], test: ['unit'], acceptance: ['acceptance'], soak: ['soak'] };

const tier = process.argv[2] ?? 'test';
const counts = { passed: 0, failed: 0, skipped: 0 };
ensurePackages();
if (tier === 'acceptance') ensureDebianPackages();
if (tier === 'test' || tier === 'check') for (const [name, command] of STATIC) count(name, runTool(command));
for (const project of TIERS[tier] ?? fail(`There is no tier ${tier}`)) runVitest(project, process.argv.slice(3));
console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
process.exitCode = counts.failed > 0 || counts.passed === 0 ? 1 : 0;

function runTool([file, ...args], env = process.env) {
  const options = { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], env };
  return spawnSync(findNode(), [join(root, 'node_modules', file), ...args], options).status === 0;
}

function count(name, passed) {
  console.log(`${passed ? 'ok' : 'FAILED'}: ${name}`);
  counts[passed ? 'passed' : 'failed'] += 1;
}

/** Runs a project of vitest.config.ts, and counts a run that ended without its counts as a failure. */
function runVitest(project, args) {
  const folder = mkdtempSync(join(tmpdir(), 'wardline-tier-'));
  const file = join(folder, 'counts.json');
  const passed = runTool(['vitest/vitest.mjs', 'run', '--project', project, ...args], {
    ...process.env,
    WARDLINE_COUNTS: file,
  });
  try {
    const seen = JSON.parse(readFileSync(file, 'utf8'));
    for (const name of Object.keys(counts)) counts[name] += seen[name];
    if (!passed && seen.failed === 0) count(`${project}: errors outside of tests`, false);
  } catch (error) {
    console.error(error);
    count(`${project}: no counts`, false);
  }
  rmSync(folder, { recursive: true });
}

function fail(message) {
  throw new Error(message);
}
