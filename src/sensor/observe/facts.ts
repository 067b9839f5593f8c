/** What is gathered about one conversation while it lasts: its protocol, protection, data and deeds. */
import { Distinct } from '../../lib/distinct.ts';
import type { Side } from '../dissect/dissector.ts';
import type { Action, DataCategory, DataItem, DataPart, Encryption } from './conversation-record.ts';
import type { FrameRef } from './observation.ts';

/** How many different verbs, and fields of a category, one conversation can have. What exceeds it is not listed. */
export const MAX_VERBS = 256;
export const MAX_FIELDS = 256;

interface Gathered {
  readonly fields: Set<string>;
  readonly patients: Distinct;
  readonly first: FrameRef;
  fromOriginator: boolean;
  fromResponder: boolean;
  items: number;
}

export class ConversationFacts {
  protocol: string | null = null;
  encryption: Encryption | null = null;
  /** Made when there is something to put in: most conversations neither do nor carry anything that is noted. */
  #data: Map<DataCategory, Gathered> | undefined;
  #actions: Map<string, number> | undefined;

  action(verb: string): void {
    this.#actions ??= new Map();
    const count = this.#actions.get(verb);
    if (count === undefined && this.#actions.size >= MAX_VERBS) return;
    this.#actions.set(verb, (count ?? 0) + 1);
  }

  /** What `side` sent; `patient` is the keyed hash of whose it is. */
  item(side: Side, category: DataCategory, fields: readonly string[], patient: bigint | undefined, at: FrameRef): void {
    this.#data ??= new Map();
    let gathered = this.#data.get(category);
    if (gathered === undefined) {
      const from = { fromOriginator: false, fromResponder: false };
      gathered = { fields: new Set(), patients: new Distinct(), first: at, ...from, items: 0 };
      this.#data.set(category, gathered);
    }
    gathered.items += 1;
    if (side === 'originator') gathered.fromOriginator = true;
    else gathered.fromResponder = true;
    for (const field of fields) if (gathered.fields.size < MAX_FIELDS) gathered.fields.add(field);
    if (patient !== undefined) gathered.patients.add(patient);
  }

  /** Later words complete and correct earlier ones. */
  protect(known: Encryption): void {
    this.encryption = { ...this.encryption, ...known };
  }

  get data(): readonly DataItem[] {
    return this.#data === undefined ? [] : Array.from(this.#data, ([category, gathered]) => itemOf(category, gathered));
  }

  /** The same with the sketches of the patients, to be united with others made under the key that is called `key`. */
  partsOf(key: string): readonly DataPart[] {
    if (this.#data === undefined) return [];
    return Array.from(this.#data, ([category, gathered]) => {
      const item = itemOf(category, gathered);
      const { sketch } = gathered.patients;
      return sketch === undefined ? item : { ...item, sketch, key };
    });
  }

  /** What was gathered was told: what follows is counted anew. How it is protected stays. */
  rest(): void {
    this.#data = undefined;
    this.#actions = undefined;
  }

  get actions(): readonly Action[] {
    return this.#actions === undefined ? [] : Array.from(this.#actions, ([verb, count]) => ({ verb, count }));
  }
}

function itemOf(category: DataCategory, gathered: Gathered): DataItem {
  const { fields, items, patients, first, fromOriginator, fromResponder } = gathered;
  return {
    category,
    fields: [...fields].toSorted(),
    items,
    patients: patients.count,
    from: [...(fromOriginator ? ['client' as const] : []), ...(fromResponder ? ['server' as const] : [])],
    first,
  };
}
