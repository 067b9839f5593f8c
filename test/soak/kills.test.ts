/** 50 kills of each; the lines that it prints are rows of `docs/soak/kills.md`. */
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
  process.stdout.write(`${rows.join('\n')}\n`);
  for (const victim of VICTIMS) expect(figures[victim]).toMatchObject({ lost: 0, doubled: 0 });
});
