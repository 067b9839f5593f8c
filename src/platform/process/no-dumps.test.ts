import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writersIn } from './no-dumps.ts';

const MODULE = join(import.meta.dirname, 'no-dumps.ts');

function run(options: string, limit: string): { status: number | null; stdout: string; stderr: string } {
  const script = `const { leaveNoDumps } = await import(${JSON.stringify(MODULE)});
    await leaveNoDumps();
    const { spawnSync } = await import('node:child_process');
    console.log(spawnSync('sh', ['-c', 'ulimit -c; ulimit -Hc'], { encoding: 'utf8' }).stdout.trim().split('\\n').join(' '));`;
  return spawnSync(
    'sh',
    ['-c', `ulimit -c ${limit} && exec "$0" --input-type=module --eval "$1"`, process.execPath, script],
    { encoding: 'utf8', env: { ...process.env, NODE_OPTIONS: options } },
  );
}

test('options that have Node write its memory to a file are known however they are written, and others are let be', () => {
  const options = ['--heapsnapshot-signal=SIGUSR2', '--heapsnapshot_near_heap_limit=2', '--report-on-fatalerror'];
  expect(writersIn(options)).toEqual(options);
  expect(writersIn(['--max-old-space-size=512', '--report-dir=/x', '--no-report-on-signal', ''])).toEqual([]);
});

test('where dumps are allowed they are forbidden, for those that are started as well, and none of them can allow them again', () => {
  // The shell counts in blocks: what is left of one byte is none.
  expect(run('', 'unlimited').stdout).toMatch(/^[01] [01]\n$/);
});

test('a Node that is told to write its memory to a file is not worked with', () => {
  const { status, stderr } = run('--heapsnapshot-signal=SIGUSR2', '0');
  expect(status).not.toBe(0);
  expect(stderr).toContain('start Wardline without that, and look at NODE_OPTIONS');
});
