/** How much memory all conversations together may make the sensor hold: named, counted, and told when it was reached. */

/** Open conversations, and bytes that wait in them: for a hole to be filled, a protocol to be known, a message to be whole. */
export const MAX_HELD = 512 * 1024 * 1024;

export class Budget {
  held = 0;
  /** How many conversations were no longer read because there was no room. */
  shed = 0;

  get exceeded(): boolean {
    return this.held > MAX_HELD;
  }
}
