/** 50 kills of each, and the figures for `docs/soak/kills.md`. */
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { killAgainAndAgain, VICTIMS } from './kills.ts';

const ROUNDS = Number(process.env['WARDLINE_KILLS'] ?? 50);

test(`${ROUNDS} kills each of our process, of PostgreSQL and of both lose nothing and count nothing twice`, async () => {
  const figures = await killAgainAndAgain(ROUNDS);
  const rows = VICTIMS.map((victim) => {
    const { kills, acked, lost, doubled, pauses } = figures[victim];
    const at = (share: number): string => ((pauses[Math.floor((pauses.length - 1) * share)] ?? 0) / 1000).toFixed(1);
    return `| ${victim} | ${kills} | ${acked} | ${lost} | ${doubled} | ${at(0.5)} / ${at(0.95)} / ${at(1)} |`;
  });
  const page = `# kill -9 under load

\`npm run soak -- kills\` kills our process (\`node\`), PostgreSQL's first process (\`postgres\`) or both at any moment while messages are published
ten at a time and counted by a consumer, whose position is committed with its counts. Killed alone, PostgreSQL is started again by us;
our process is started again by the same command.

| killed | times | messages acknowledged | lost | counted twice | s from the kill to the next acknowledged message: median / p95 / longest |
|---|---|---|---|---|---|
${rows.join('\n')}

Measured on ${cpus().length} cores that other work shared, with fsync on.
`;
  writeFileSync(join(import.meta.dirname, '..', '..', 'docs', 'soak', 'kills.md'), page);
  for (const victim of VICTIMS) expect(figures[victim]).toMatchObject({ lost: 0, doubled: 0 });
});
