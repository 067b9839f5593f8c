/** What a switch may make us hold and wait for. */

/** Rows of one table: the largest switches know some 100,000 hardware addresses. */
export const MAX_TABLE_ROWS = 131_072;
/** Rows asked for in one message; what does not fit in a datagram the switch leaves out. */
export const REPETITIONS = 25;
/** Milliseconds until a question is asked again, how often it is, and how long a whole poll may take. */
export const PATIENCE = 3000;
export const RETRIES = 2;
export const MAX_POLL = 120_000;
/** VLANs of a switch that has a table for each. */
export const MAX_VLANS = 256;
/** Characters kept of a name. */
export const MAX_NAME = 128;
/** Hardware addresses at a port beyond which it must lead to other switches. */
export const MAX_AT_PORT = 32;
/** Switches that are asked at the same time. */
export const MAX_AT_ONCE = 4;
