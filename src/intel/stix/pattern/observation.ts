/** What was seen: objects of STIX that belong together, such as a conversation with its two addresses. @see STIX 2.1, sections 4.14 and 6 */
import type { Fields } from '../../../lib/json-fields.ts';

export interface Observation {
  /** Microseconds since 1970: of the first and the last sight of it. */
  readonly first: number;
  readonly last: number;
  /** How often it was seen; 1 where nobody counts. */
  readonly count?: number;
  /** By their identifiers, to which `…_ref` and `…_refs` of each other refer. Each has a `type`. */
  readonly objects: ReadonlyMap<string, Fields>;
}
