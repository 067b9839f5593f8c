/** Text that others wrote, as part of one line of ours: it neither breaks the line nor turns its direction. */

/** Marks, embeddings, overrides and isolates of writing direction. @see Unicode Standard Annex 9, section 2 */
const DIRECTIONS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

export const oneLine = (text: string): string => text.replaceAll(DIRECTIONS, '').replaceAll(/\s+/g, ' ').trim();
