/** Writes `docs/protocols.md`. With the corpus beside the repository its captures are counted anew, else as they stand there. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { capturesIn, page } from './protocols/page.ts';

const root = join(import.meta.dirname, '..');
const CORPUS = join(root, '..', 'shared', 'corpus');
const PAGE = join(root, 'docs', 'protocols.md');
/** Captures that one process reads. */
const AT_ONCE = 100;

function countCaptures(): ReadonlyMap<string, number> {
  const [, ...manifest] = readFileSync(join(CORPUS, 'manifest.tsv'), 'utf8').trim().split('\n');
  const files = manifest.map((line) => join(CORPUS, line.slice(0, line.indexOf('\t'))));
  const counts = new Map<string, number>();
  for (let at = 0; at < files.length; at += AT_ONCE) {
    const command = [join(root, 'bin', 'wardline.js'), 'analyze', '--each', '--json', ...files.slice(at, at + AT_ONCE)];
    const { stdout, stderr } = spawnSync(process.execPath, command, { encoding: 'utf8', maxBuffer: 2 ** 30 });
    if (stdout === '') throw new Error(stderr);
    for (const line of stdout.trim().split('\n')) {
      const { conversations }: { conversations: readonly { protocol: string | null }[] } = JSON.parse(line);
      for (const name of new Set(conversations.map(({ protocol }) => protocol))) {
        if (name !== null) counts.set(name, (counts.get(name) ?? 0) + 1);
      }
    }
    process.stderr.write(`${Math.min(at + AT_ONCE, files.length)} of ${files.length} captures\n`);
  }
  return counts;
}

writeFileSync(PAGE, page(existsSync(CORPUS) ? countCaptures() : capturesIn(readFileSync(PAGE, 'utf8'))));
