/**
 * The PDUs of one direction as a run of message fragments: what is no P-DATA is told and passed, PDU borders vanish.
 *
 * @see DICOM PS3.8 sections 9.3 and annex E (presentation data values)
 */
import { Reader, Violation } from '../../../../lib/reader.ts';
import { Gap, type Reading, seek, skip, take } from '../../dissector.ts';
import { FIXED_LENGTH, readAssociation, readRejection, type Association, type Rejection } from './association.ts';
import { Pdu, isDataHeader } from './recognise.ts';

/** 128 presentation contexts with all transfer syntaxes there are take less than half of it. */
const MAX_ASSOCIATE = 512 * 1024;
/** So much is taken at once where single elements are wanted. */
const PORTION = 2048;

export type Told = Association | Rejection | { readonly protocol: 'dicom'; readonly kind: 'release' | 'abort' };

export class Pdus {
  readonly #tell: (told: Told) => void;
  #pduLeft = 0;
  #pdvLeft = 0;
  #window = new Reader(new Uint8Array());
  /** Of the fragment that is being read. */
  context = 0;
  command = false;
  last = true;
  /** Whether it begins a message that nobody has read of: the one before it had no end. */
  fresh = false;

  constructor(tell: (told: Told) => void) {
    this.#tell = tell;
  }

  /** Goes to the next fragment of a message, past whatever is left of this one. */
  *next(): Reading<void> {
    yield* skip(this.#pdvLeft);
    this.#pdvLeft = 0;
    // Bounded by the peer's bytes: each round takes a PDU of them.
    while (this.#pduLeft < 6) {
      yield* skip(this.#pduLeft);
      this.#pduLeft = 0;
      yield* this.#nextPdu();
    }
    this.#begin(yield* take(6));
  }

  /** Past the rest of the message that the fragment belongs to. */
  *finish(): Reading<void> {
    this.#window = new Reader(new Uint8Array());
    // Bounded by the peer's bytes: each round takes a fragment of them.
    while (!this.fresh) {
      yield* skip(this.#pdvLeft);
      this.#pdvLeft = 0;
      if (!(yield* this.#continue())) break;
    }
  }

  /** Makes the next `length` bytes of the message wait in {@link window}; false when it ends before. */
  *need(length: number): Reading<boolean> {
    while (this.#window.left < length) {
      while (this.#pdvLeft === 0) if (!(yield* this.#continue())) return false;
      const portion = yield* take(Math.min(this.#pdvLeft, Math.max(length - this.#window.left, PORTION)));
      this.#pdvLeft -= portion.left;
      this.#window =
        this.#window.left === 0 ? portion : new Reader(Buffer.concat([this.#window.rest(), portion.rest()]));
    }
    return true;
  }

  /** Bytes of the message that are here already. */
  get window(): Reader {
    return this.#window;
  }

  /** Lets `length` bytes of the message pass; false when it ends before. */
  *pass(length: number): Reading<boolean> {
    let left = length - Math.min(length, this.#window.left);
    this.#window.skip(length - left);
    while (left > 0) {
      while (this.#pdvLeft === 0) if (!(yield* this.#continue())) return false;
      const part = Math.min(left, this.#pdvLeft);
      yield* skip(part);
      this.#pdvLeft -= part;
      left -= part;
    }
    return true;
  }

  /** Goes on after a {@link Gap}, at the next bytes that only the header of a P-DATA PDU with one fragment could be. */
  *recover(): Reading<void> {
    this.#window = new Reader(new Uint8Array());
    let bytes: Uint8Array = new Uint8Array();
    // Bounded by the peer's bytes: each round goes past one of them at least.
    for (;;) {
      const at = bytes.indexOf(Pdu.data);
      if (at < 0) {
        yield* seek(Pdu.data);
        bytes = Uint8Array.of(Pdu.data);
      } else bytes = bytes.subarray(at);
      if (bytes.length < 12) bytes = Buffer.concat([bytes, (yield* take(12 - bytes.length)).rest()]);
      const header = new Reader(bytes);
      header.skip(2);
      const length = header.u32();
      if (isDataHeader(bytes) === true && header.u32() === length - 4) {
        this.#pduLeft = length;
        this.#begin(new Reader(bytes.subarray(6)));
        this.fresh = true;
        return;
      }
      bytes = bytes.subarray(1);
    }
  }

  *#continue(): Reading<boolean> {
    if (this.last) return false;
    const { context, command } = this;
    yield* this.next();
    this.fresh = this.context !== context || this.command !== command;
    return !this.fresh;
  }

  #begin(header: Reader): void {
    const length = header.u32();
    if (length < 2 || length > this.#pduLeft - 4)
      throw new Violation(`a fragment of ${length} bytes in ${this.#pduLeft}`);
    this.context = header.u8();
    const control = header.u8();
    this.command = (control & 1) === 1;
    this.last = (control & 2) === 2;
    this.#pdvLeft = length - 2;
    this.#pduLeft -= length + 4;
  }

  *#nextPdu(): Reading<void> {
    const header = yield* take(6);
    const type = header.u8();
    header.skip(1);
    const length = header.u32();
    if (type === Pdu.data) this.#pduLeft = length;
    else if (type === Pdu.request || type === Pdu.accept) yield* this.#associate(type, length);
    else if (type === Pdu.reject && length === 4) this.#tell(readRejection(yield* take(length)));
    else if (type >= Pdu.reject && type <= Pdu.abort) {
      if (type === Pdu.releaseRequest) this.#tell({ protocol: 'dicom', kind: 'release' });
      else if (type === Pdu.abort) this.#tell({ protocol: 'dicom', kind: 'abort' });
      yield* skip(length);
    } else throw new Violation(`PDU type ${type} does not exist`);
  }

  *#associate(type: number, length: number): Reading<void> {
    const kind = type === Pdu.request ? 'associate-request' : 'associate-accept';
    if (length < FIXED_LENGTH || length > MAX_ASSOCIATE) throw new Violation(`association PDU of ${length} bytes`);
    const fixed = (yield* take(FIXED_LENGTH)).rest();
    try {
      const items = (yield* take(length - FIXED_LENGTH)).rest();
      this.#tell(readAssociation(kind, new Reader(Buffer.concat([fixed, items]))));
    } catch (error) {
      // What the capture lost, or the peer wrote wrongly, does not take the titles with it.
      if (!(error instanceof Gap || error instanceof Violation)) throw error;
      this.#tell(readAssociation(kind, new Reader(fixed)));
      if (error instanceof Gap) throw error;
    }
  }
}
