/**
 * HL7 version 2 over MLLP: which system sends which kind of message to which, never what is in it.
 *
 * @see HL7 v2.5.1 section 2.14.9 (MSH), HL7 MLLP release 1
 */
import { type Reader, Violation } from '../../../lib/reader.ts';
import { alike, Gap, type Reading, seek, type StreamDissector, take, until } from '../dissector.ts';

export type Hl7Event = Hl7Message | { readonly protocol: 'hl7'; readonly kind: 'malformed'; readonly reason: string };

export interface Hl7Message {
  readonly protocol: 'hl7';
  readonly kind: 'message';
  readonly sendingApplication: string;
  readonly sendingFacility: string;
  readonly receivingApplication: string;
  readonly receivingFacility: string;
  /** Message code and trigger event, such as ADT^A01. */
  readonly type: string;
  readonly controlId: string;
  readonly version: string;
  /** The names of its segments in order: enough to tell that a PID, and so a patient, is inside. */
  readonly segments: readonly string[];
}

const START_OF_BLOCK = 0x0b;
const END_OF_BLOCK = 0x1c;
const CARRIAGE_RETURN = 0x0d;

export const hl7: StreamDissector<Hl7Event> = {
  name: 'hl7',
  transport: 'tcp',
  ports: [2575, 6661],

  probe(head) {
    const wanted = [START_OF_BLOCK, 0x4d, 0x53, 0x48];
    if (!wanted.every((byte, at) => at >= head.length || head[at] === byte)) return false;
    return head.length >= wanted.length ? true : undefined;
  },

  open: alike(function* (_side, emit) {
    for (;;) {
      try {
        yield* seek(START_OF_BLOCK);
        emit(readMessage(yield* readBlock()));
      } catch (error) {
        // Interfaces stay open for months: whatever became of one block, the next one starts afresh.
        if (error instanceof Violation) emit({ protocol: 'hl7', kind: 'malformed', reason: error.message });
        else if (!(error instanceof Gap)) throw error;
      }
    }
  }),
};

function* readBlock(): Reading<Reader> {
  const block = yield* until(END_OF_BLOCK);
  const end = yield* take(1);
  if (end.u8() !== CARRIAGE_RETURN) throw new Violation('block does not end with FS CR');
  return block;
}

function readMessage(block: Reader): Hl7Message {
  const segments = block.text(block.left).split('\r');
  const header = segments[0] ?? '';
  if (!header.startsWith('MSH')) throw new Violation('message does not begin with MSH');
  // The message brings its own field separator: the character after MSH, which HL7 counts as the first field.
  const fields = header.split(header.charAt(3));
  const field = (number: number) => fields[number - 1] ?? '';
  return {
    protocol: 'hl7',
    kind: 'message',
    sendingApplication: field(3),
    sendingFacility: field(4),
    receivingApplication: field(5),
    receivingFacility: field(6),
    type: field(9),
    controlId: field(10),
    version: field(12),
    segments: segments.map((segment) => segment.slice(0, 3)).filter((name) => name !== ''),
  };
}
