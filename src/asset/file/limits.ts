/** What a file from a maintenance system may make us hold. */

/** Bytes of a file: a hundred thousand devices with fifty columns are far below. */
export const MAX_FILE = 64 * 1024 * 1024;
/** Rows, headings not counted. */
export const MAX_ROWS = 100_000;
/** Columns; wider files are no lists of devices. */
export const MAX_COLUMNS = 400;
/** Bytes of one row: whoever opens a quotation mark and never closes it does not make us hold the rest of the file. */
export const MAX_RECORD = 256 * 1024;
/** Characters that are kept of one cell. */
export const MAX_CELL = 500;
/** Text from the start of the file by which we tell how its columns are separated. */
export const MAX_LOOK = 64 * 1024;
/** Titles and dates that may stand above the headings, in rows. */
export const MAX_ABOVE = 40;
