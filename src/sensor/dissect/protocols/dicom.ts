/**
 * DICOM over TCP: who asks whom for what, which equipment made the images, and that patients are named in them.
 *
 * Pixel data and whatever else is not wanted passes by count and is never held.
 *
 * @see DICOM PS3.8 (upper layer), PS3.7 (messages), PS3.5 (data sets)
 */
import { Reader, Violation } from '../../../lib/reader.ts';
import { type Emit, Gap, type Reading, type Side, type StreamDissector } from '../dissector.ts';
import { type Command, type ReadCommand, readCommand } from './dicom/command.ts';
import { readElements, sniff, type Syntax, syntaxOf } from './dicom/data-set.ts';
import { Pdus, type Told } from './dicom/pdus.ts';
import { recognise } from './dicom/recognise.ts';
import { Session } from './dicom/session.ts';
import { type DataSet, SubjectMatter } from './dicom/subject.ts';

export type DicomEvent = Told | Command | DataSet;

/** Command sets are some hundred bytes; those of the standard's own elements cannot reach this. */
const MAX_COMMAND = 16 * 1024;

export const dicom: StreamDissector<DicomEvent> = {
  name: 'dicom',
  transport: 'tcp',
  ports: [104, 11112, 4242, 2762],
  probe: recognise,
  open(emit) {
    const session = new Session();
    const read = (side: Side) => readMessages(new Direction(side, session, emit));
    return { originator: read('originator'), responder: read('responder') };
  },
};

function* readMessages(direction: Direction): Reading<void> {
  for (let lost = false; ;) {
    try {
      if (lost) yield* direction.pdus.recover();
      lost = false;
      for (;;) yield* direction.readMessage();
    } catch (error) {
      // A violation of the PDUs themselves leaves nothing to go by; a gap leaves whole PDUs after it.
      if (!(error instanceof Gap)) throw error;
      direction.forget();
      lost = true;
    }
  }
}

/** One side's messages: a command set each, and a data set after it when it says so. */
class Direction {
  readonly pdus: Pdus;
  readonly #side: Side;
  readonly #session: Session;
  readonly #emit: Emit<DicomEvent>;
  /** The command whose data set comes next. */
  #command: Command | undefined;

  constructor(side: Side, session: Session, emit: Emit<DicomEvent>) {
    this.#side = side;
    this.#session = session;
    this.#emit = emit;
    this.pdus = new Pdus((told) => {
      const agreed = told.kind === 'associate-request' || told.kind === 'associate-accept';
      emit(agreed ? session.agree(told, side) : told);
    });
  }

  /** After a gap nobody knows which message the next fragment continues. */
  forget(): void {
    this.#command = undefined;
  }

  *readMessage(): Reading<void> {
    if (!this.pdus.fresh) yield* this.pdus.next();
    this.pdus.fresh = false;
    if (this.pdus.command) yield* this.#readCommand();
    else yield* this.#readDataSet();
    yield* this.pdus.finish();
  }

  *#readCommand(): Reading<void> {
    this.#command = undefined;
    const read = yield* this.#commandSet();
    if (read === undefined) return;
    const command = this.#session.pair(read, this.#side);
    if (read.hasDataSet) this.#command = command;
    this.#emit(command);
  }

  /** All fragments of a command set; undefined when they make none. */
  *#commandSet(): Reading<ReadCommand | undefined> {
    const { pdus } = this;
    const pieces: Uint8Array[] = [];
    // Bounded by the length: each round takes a byte at least.
    for (let length = 0; length <= MAX_COMMAND && (yield* pdus.need(1));) {
      const piece = pdus.window.rest();
      pieces.push(piece);
      length += piece.length;
    }
    try {
      return readCommand(new Reader(Buffer.concat(pieces)));
    } catch (error) {
      if (!(error instanceof Violation)) throw error;
      return undefined;
    }
  }

  *#readDataSet(): Reading<void> {
    const matter = new SubjectMatter();
    const command = this.#command;
    this.#command = undefined;
    const syntax = yield* this.#syntax(command);
    // The middle of a data set whose beginning was lost, or not captured, says nothing.
    if (syntax === 'middle') return;
    let unread: DataSet['unread'] = typeof syntax === 'string' ? syntax : undefined;
    if (typeof syntax !== 'string') {
      try {
        yield* readElements(
          this.pdus,
          syntax,
          (tag, length) => matter.wants(tag, length),
          (tag, value) => matter.found(tag, value),
        );
      } catch (error) {
        // The fragments say where the next message begins, whatever is in this one.
        if (!(error instanceof Violation)) throw error;
        unread = 'malformed';
      }
    }
    this.#emit(this.#dataSet(command, matter, unread));
  }

  *#syntax(command: Command | undefined): Reading<Syntax | 'deflated' | 'unknown transfer syntax' | 'middle'> {
    const agreed = this.#session.syntax(this.pdus.context);
    if (agreed !== undefined && command !== undefined) return syntaxOf(agreed) ?? 'deflated';
    if (!(yield* this.pdus.need(8))) return 'middle';
    return sniff(this.pdus.window) ?? (command === undefined ? 'middle' : 'unknown transfer syntax');
  }

  #dataSet(command: Command | undefined, matter: SubjectMatter, unread: DataSet['unread']): DataSet {
    const { equipment, fields } = matter;
    const { manufacturer = '', model = '', serial = '', station = '' } = equipment;
    const asks = command?.request === true && /^C-(FIND|MOVE|GET)$/.test(command.name);
    return {
      protocol: 'dicom',
      kind: 'data-set',
      command,
      nearness: this.#session.nearness(command, this.#side, station, `${manufacturer}\n${model}\n${serial}`),
      equipment,
      fields,
      patient: matter.patient(asks),
      unread,
    };
  }
}
