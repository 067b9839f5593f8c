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

/** The name that begins where `message` is. References count from the start of {@link Reader.whole}. */
export function readName(message: Reader): Name {
  const labels: string[] = [];
  let reader = message;
  let [began, length, references] = [message.at, 0, 0];
  // Bounded by the length of a name and the number of references, each of which points before what led to it.
  for (;;) {
    const size = reader.u8();
    if (size === 0) return labels;
    if (size >= REFERENCE) {
      const to = ((size & ~REFERENCE) << 8) | reader.u8();
      if (to >= began) throw new Violation(`the name at ${began} refers ahead to ${to}`);
      if (++references > MAX_REFERENCES) throw new Violation(`a name of over ${MAX_REFERENCES} references`);
      began = to;
      reader = new Reader(message.whole);
      reader.skip(to);
    } else {
      if (size > MAX_LABEL) throw new Violation(`a label of type ${size >> 6}`);
      length += size + 1;
      if (length >= MAX_NAME) throw new Violation(`a name over ${MAX_NAME} bytes`);
      labels.push(reader.utf8(size));
    }
  }
}

/** A name as people write it, without the control characters that have no business in it. */
export const nameText = (name: Name): string => name.join('.').replace(/\p{Cc}/gu, '');
