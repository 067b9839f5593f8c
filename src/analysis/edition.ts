/** Apart from the document's schema, so that writing a document does not load what is needed to check one. */

/** Names the contract that a document keeps. */
export const SCHEMA = 'wardline.analysis/1';
