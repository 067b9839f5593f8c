import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { type Child, endingText, startChild } from './child.ts';

function starting(script: string) {
  const lines: string[] = [];
  const { promise: pid, resolve: told } = Promise.withResolvers<number>();
  const child: Child = startChild({
    script: join(import.meta.dirname, script),
    onMessage: (message) => {
      if (typeof message === 'object' && message !== null && 'pid' in message) told(Number(message.pid));
    },
    onLine: (line) => void lines.push(line),
  });
  return { child, pid, lines };
}

/** Whether there is a process of that number, and no remains of one. */
async function lives(pid: number): Promise<boolean> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return stat !== '' && !stat.includes(') Z ');
}

test('a child ends when its parent is killed, although it never looks up from its work', async () => {
  const { child, pid } = starting('middle-child.samples.ts');
  const grandchild = await pid;
  expect(await lives(grandchild)).toBe(true);
  await sleep(300);
  child.kill('SIGKILL');
  expect(endingText(await child.ended)).toBe('it was ended by SIGKILL');
  // Bounded: it is looked at for ten seconds.
  for (let n = 0; n < 200 && (await lives(grandchild)); n++) await sleep(50);
  expect(await lives(grandchild)).toBe(false);
});

test('of what a child complains only places in code are kept: the rest may name a patient', async () => {
  const { child, pid, lines } = starting('busy-child.samples.ts');
  await pid;
  child.send({ order: 'complain' });
  child.send({ order: 'fail' });
  expect(endingText(await child.ended)).toBe('it ended with code 3');
  await sleep(100);
  expect(lines).toEqual(['    at read (/x/y.ts:1:2)']);
});

test('what cannot be started ends as a child does', async () => {
  const child = startChild({
    wrapper: ['/no/such/program'],
    script: 'x',
    onMessage: () => undefined,
    onLine: () => undefined,
  });
  expect(await child.ended).toEqual({ code: 127, signal: null });
});
