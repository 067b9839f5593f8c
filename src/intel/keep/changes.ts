/** What became different in a feed: whoever matches asks for what is new, and not for everything again. */
import { appendFileSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { MAX_CHANGES, MAX_NAMED } from '../limits.ts';
import { readIfThere } from './copy.ts';

export const changeSchema = z.object({
  feed: z.string(),
  /** ISO 8601. */
  at: z.string(),
  /** Keys of items: advisory files, CVE numbers. At most {@link MAX_NAMED} each. */
  added: z.array(z.string()),
  changed: z.array(z.string()),
  removed: z.array(z.string()),
  /** How many there are, also of those that are not named. */
  counts: z.object({ added: z.int(), changed: z.int(), removed: z.int() }),
});
export type Change = z.output<typeof changeSchema>;

export function compareItems(
  feed: string,
  at: string,
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): Change {
  const added: string[] = [];
  const changed: string[] = [];
  for (const [key, hash] of after) {
    const known = before.get(key);
    if (known === undefined) added.push(key);
    else if (known !== hash) changed.push(key);
  }
  const removed = [...before.keys()].filter((key) => !after.has(key));
  const counts = { added: added.length, changed: changed.length, removed: removed.length };
  return { feed, at, added: named(added), changed: named(changed), removed: named(removed), counts };
}

const named = (keys: string[]): string[] => keys.slice(0, MAX_NAMED);

const FILE = 'changes.ndjson';

/** `folder`: of the feed. */
export function noteChange(folder: string, change: Change): void {
  const path = join(folder, FILE);
  appendFileSync(path, `${JSON.stringify(change)}\n`);
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
  if (lines.length <= MAX_CHANGES) return;
  writeFileSync(`${path}.new`, `${lines.slice(-MAX_CHANGES).join('\n')}\n`);
  renameSync(`${path}.new`, path);
}

/** The latest last. A line that was being written when the machine stopped is left out. */
export function readChanges(folder: string): Change[] {
  const text = readIfThere(join(folder, FILE)) ?? '';
  return text.split('\n').flatMap((line) => {
    if (!line.endsWith('}')) return [];
    return [changeSchema.parse(JSON.parse(line))];
  });
}
