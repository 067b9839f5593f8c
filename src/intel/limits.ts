/** What feeds may make us fetch, hold and wait for. One place, so that the sum can be seen. */

const MB = 1024 * 1024;

/** Bytes of one answer, also of what it unpacks to. */
export const MAX_LIST_BYTES = 64 * MB;
/** The whole CVE list is half a gigabyte of zip. */
export const MAX_ARCHIVE_BYTES = 2048 * MB;
/** One advisory; the longest known has 20 MB. */
export const MAX_DOCUMENT_BYTES = 32 * MB;
/** Provider metadata, hashes, signatures, keys. */
export const MAX_SMALL_BYTES = 1 * MB;

export const MAX_REDIRECTS = 5;
/** Documents of one provider. */
export const MAX_DOCUMENTS = 100_000;
/** Entries of one archive. */
export const MAX_ENTRIES = 2_000_000;
/** Pages of one list that comes in pages. */
export const MAX_PAGES = 10_000;

/** Keys that one change names; of more only their number is kept. */
export const MAX_NAMED = 10_000;
/** Changes of a feed that are remembered. */
export const MAX_CHANGES = 200;

/** A new list that has less than this part of the last one is not believed. */
export const LEAST_LEFT = 0.5;

/** Milliseconds from a failure to the next try: at first, and at most. */
export const FIRST_WAIT = 60_000;
export const LONGEST_WAIT = 6 * 3_600_000;

/** How an answer has to come. */
export interface Pace {
  /** Milliseconds without a byte. */
  readonly idle: number;
  /** Milliseconds for all of it. */
  readonly whole: number;
  /** Bytes a second over the whole time, once `grace` milliseconds have gone: who drips holds a connection for days. */
  readonly least: number;
  readonly grace: number;
}

export const PACE: Pace = { idle: 60_000, whole: 3_600_000, least: 1024, grace: 60_000 };
