/**
 * Shares work on the page out over frames. Thirty lines that are drawn at once keep the browser busy for as long as three
 * frames, with styles, layout and paint that nothing can interrupt; a few in each frame are felt by nobody.
 */

/** Callbacks that are called in one frame. */
const IN_A_FRAME = 6;

const waiting = new Set<() => void>();
let asked = false;

/** Calls `act` in one of the next frames, in the order in which turns were taken; the function returned gives the turn back. */
export function takeTurn(act: () => void): () => void {
  waiting.add(act);
  ask();
  return () => waiting.delete(act);
}

function ask(): void {
  if (asked || waiting.size === 0) return;
  asked = true;
  requestAnimationFrame(() => {
    asked = false;
    for (const act of [...waiting].slice(0, IN_A_FRAME)) {
      waiting.delete(act);
      act();
    }
    ask();
  });
}
