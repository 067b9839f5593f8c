/**
 * HL7 version 2 over MLLP: which system sends which kind of message to which, and never what is in it.
 *
 * @see HL7 v2.9 chapter 2 (control) and appendix C (MLLP release 1); HL7 v2.5.1 section 2.14.9 (MSH)
 */
import { Violation } from '../../../lib/reader.ts';
import { type Emit, Gap, type Reading, seek, type Side, type StreamDissector, until } from '../dissector.ts';
import { type Hl7Acknowledgement, type Hl7Message, readBlock } from './hl7/message.ts';

export type Hl7Event =
  | Hl7Message
  | Hl7Acknowledgement
  | { readonly protocol: 'hl7'; readonly kind: 'malformed'; readonly reason: string };

const START_OF_BLOCK = 0x0b;
const END_OF_BLOCK = 0x1c;
/** A block begins with a message, a batch or a file of batches. */
const HEADERS = ['MSH', 'BHS', 'FHS'];
/** The most messages of a direction that wait for their acknowledgement; the oldest is forgotten for one more. */
const MAX_WAITING = 256;

/** What the directions know of each other: the types of messages sent, by control id, until they are acknowledged. */
type Waiting = Readonly<Record<Side, Map<string, string>>>;

export const hl7: StreamDissector<Hl7Event> = {
  name: 'hl7',
  transport: 'tcp',
  ports: [2575, 6661],

  probe(head) {
    if (head.length > 0 && head[0] !== START_OF_BLOCK) return false;
    const name = String.fromCharCode(...head.subarray(1, 4));
    if (!HEADERS.some((header) => header.startsWith(name))) return false;
    return name.length === 3 ? true : undefined;
  },

  open(emit) {
    const waiting: Waiting = { originator: new Map(), responder: new Map() };
    return {
      originator: readBlocks('originator', waiting, emit),
      responder: readBlocks('responder', waiting, emit),
    };
  },
};

function* readBlocks(side: Side, waiting: Waiting, emit: Emit<Hl7Event>): Reading<void> {
  for (;;) {
    try {
      yield* seek(START_OF_BLOCK);
      // The carriage return that ends a block is one of the bytes that are sought through: some senders leave it out.
      const block = yield* until(END_OF_BLOCK);
      for (const { message, controlId, acknowledgement } of readBlock(block.rest())) {
        emit(message);
        if (acknowledgement !== undefined) emit(pair(acknowledgement, waiting[other(side)]));
        else if (controlId !== '') remember(waiting[side], controlId, message.type);
      }
    } catch (error) {
      // Interfaces stay open for months: whatever became of one block, the next one starts afresh.
      if (error instanceof Violation) emit({ protocol: 'hl7', kind: 'malformed', reason: error.message });
      else if (!(error instanceof Gap)) throw error;
    }
  }
}

function pair(
  { code, controlId }: { readonly code: string; readonly controlId: string },
  waiting: Map<string, string>,
): Hl7Acknowledgement {
  const of = waiting.get(controlId);
  waiting.delete(controlId);
  return { protocol: 'hl7', kind: 'acknowledgement', code, of };
}

function remember(waiting: Map<string, string>, controlId: string, type: string): void {
  waiting.set(controlId, type);
  if (waiting.size <= MAX_WAITING) return;
  const [oldest] = waiting.keys();
  if (oldest !== undefined) waiting.delete(oldest);
}

const other = (side: Side): Side => (side === 'originator' ? 'responder' : 'originator');
