import { expect, test } from 'vitest';
import { killAgainAndAgain, VICTIMS } from '../../soak/kills.ts';

test('kills of our process, of PostgreSQL and of both under load lose nothing and count nothing twice', async () => {
  const figures = await killAgainAndAgain(5);
  for (const victim of VICTIMS) {
    expect(figures[victim]).toMatchObject({ kills: 5, lost: 0, doubled: 0 });
    expect(figures[victim].acked).toBeGreaterThan(0);
  }
});
