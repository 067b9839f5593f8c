/** Domain names as they lie in a message, where the end of one may be a reference to an earlier one. */
import { Reader, Violation } from '../../../lib/reader.ts';

/** The labels of a name, the root's left out: a label may itself contain dots. */
export type Name = readonly string[];

/** All labels and their lengths. @see RFC 1035 section 2.3.4 */
export const MAX_NAME = 255;
export const MAX_LABEL = 63;
/** A name needs one or two references; only one that is made to cost much needs more than these. */
const MAX_REFERENCES = 32;
const REFERENCE = 0xc0;

interface Ending {
  readonly labels: Name;
  /** How many bytes they have, lengths included. */
  readonly length: number;
}

/** Reads a message whose names refer to each other: references count from where its bytes begin. */
export class NameReader extends Reader {
  /** What was referred to once is not read again: else a short message could make us read very much. */
  readonly #endings = new Map<number, Ending>();

  name(): Name {
    return this.#ending(this, this.at, 0).labels;
  }

  /** The labels from where `reader` is; each reference must point before `began`, where what led to it begins. */
  #ending(reader: Reader, began: number, references: number): Ending {
    const labels: string[] = [];
    let length = 0;
    // Bounded by the length of a name.
    for (let size = reader.u8(); size !== 0; size = reader.u8()) {
      if (size >= REFERENCE) {
        const end = this.#referred(((size & ~REFERENCE) << 8) | reader.u8(), began, references + 1);
        return { labels: [...labels, ...end.labels], length: checked(length + end.length) };
      }
      if (size > MAX_LABEL) throw new Violation(`a label of type ${size >> 6}`);
      length = checked(length + size + 1);
      labels.push(printable(reader.utf8(size)));
    }
    return { labels, length };
  }

  #referred(to: number, began: number, references: number): Ending {
    if (to >= began) throw new Violation(`the name at ${began} refers ahead to ${to}`);
    if (references > MAX_REFERENCES) throw new Violation(`a name of over ${MAX_REFERENCES} references`);
    let ending = this.#endings.get(to);
    if (ending === undefined) {
      const reader = new Reader(this.whole);
      reader.skip(to);
      ending = this.#ending(reader, to, references);
      this.#endings.set(to, ending);
    }
    return ending;
  }
}

function checked(length: number): number {
  if (length >= MAX_NAME) throw new Violation(`a name over ${MAX_NAME} bytes`);
  return length;
}

/** A label without the control characters that have no business in it. */
const printable = (label: string): string => label.replace(/\p{Cc}/gu, '');

/** A name as people write it. */
export const nameText = (name: Name): string => name.join('.');
