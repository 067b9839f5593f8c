/** What traffic, or whoever makes it up, may make us keep. One place, so that the sum can be seen. Times are microseconds. */

/** Endpoints of one source that may be new in an hour of its packets. What is beyond is counted as untracked. */
export const MAX_NEWCOMERS_PER_HOUR = 50_000;
/** Edges that a client may open in an hour: what a scan has beyond goes to one edge to nobody in particular. */
export const MAX_EDGES_PER_HOUR = 200;
/** Different values that are kept of one name of one subject. */
export const MAX_VALUES = 128;
/** Fields and verbs that are kept of an edge. */
export const MAX_FIELDS = 256;
export const MAX_VERBS = 256;
/** Different deeds of an endpoint in one batch of windows. */
export const MAX_DEEDS = 64;
/** A longer silence ends a presence, and the next packet begins another. */
export const PAUSE = 15 * 60 * 1_000_000;

export const HOUR = 3_600_000_000;
export const DAY = 24 * HOUR;

/** A packet may claim any time: what a bigint and a number both hold without loss is kept. */
export const MAX_TIME = Number.MAX_SAFE_INTEGER;
