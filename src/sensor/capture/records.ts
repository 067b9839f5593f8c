/** What the readers of the capture formats have in common. */
import { Violation } from '../../lib/reader.ts';
import type { Tally } from './tally.ts';
import type { Window } from './window.ts';

export type Format = 'pcap' | 'pcapng';

export interface Records {
  readonly format: Format;
  /** Takes all frames that lie whole in the window. A {@link Violation} when what follows cannot be read. */
  consume(window: Window, tally: Tally): void;
  /** After the last byte: what is missing from the record that it ended in; null when it ended between two. */
  missing(window: Window): string | null;
}

/** How a damaged record is reported. */
export const damaged = (what: string, at: number, why: string): Violation =>
  new Violation(`damaged ${what} at byte ${at}: ${why}`);

/** How a record is reported that the capture ends in. `at` is where it begins. */
export const truncated = (what: string, at: number, claims: number, window: Window): string =>
  `truncated ${what} at byte ${at}: it claims ${claims} bytes, ${window.position + window.left - at} are left`;
