/**
 * The messages in one MLLP block: their header, whose data they carry, and which devices they name.
 *
 * Structure is found in the bytes, read as ISO 8859-1: every character set that HL7 allows without announcing an escape
 * keeps ASCII's delimiters. Only the few values that leave this file are decoded.
 */
import { Violation, latin1 } from '../../../../lib/reader.ts';
import type { Phi } from '../../../../lib/phi.ts';
import type { ProtocolEvent } from '../../dissector.ts';
import { type Delimiters, decode, delimitersOf } from './encoding.ts';
import { CONTENT, IDENTITY, MAX_FIELDS, fieldName } from './fields.ts';
import { patientOf } from './patient.ts';
import { type Udi, readUdi } from './udi.ts';

export interface Hl7Message extends ProtocolEvent {
  readonly protocol: 'hl7';
  readonly kind: 'message';
  /** MSH-3 to MSH-6, as they stand there, with their components. */
  readonly sendingApplication: string;
  readonly sendingFacility: string;
  readonly receivingApplication: string;
  readonly receivingFacility: string;
  /** Message code and trigger event, such as `ADT^A01`; empty when it is none. */
  readonly type: string;
  /** Whether it does nothing but acknowledge another. */
  readonly acknowledges: boolean;
  readonly version: string;
  /** MSH-11: P, T or D for production, training, debugging. */
  readonly processing: string;
  /** The names of its segments, each once, in order. */
  readonly segments: readonly string[];
  /** The fields that say who the patient and those around are, such as `PID-5`; never what is in them. */
  readonly identity: readonly string[];
  /** The fields that say something about the patient, such as `OBX-5`. */
  readonly content: readonly string[];
  /** One for each PID that names somebody. */
  readonly patients: readonly Phi[];
  /** OBX-18 and PRT-10: the instances of equipment that made the observations, each once. */
  readonly equipment: readonly string[];
  /** The unique device identifiers in PRT segments, each once. */
  readonly udis: readonly Udi[];
}

export interface Hl7Acknowledgement extends ProtocolEvent {
  readonly protocol: 'hl7';
  readonly kind: 'acknowledgement';
  /** MSA-1: AA accepted, AE error, AR rejected; CA, CE, CR the same for the commit. */
  readonly code: string;
  /** The type of the message that it answers; undefined when that was not seen. */
  readonly of: string | undefined;
}

export interface ReadMessage {
  readonly message: Hl7Message;
  readonly controlId: string;
  readonly acknowledgement: { readonly code: string; readonly controlId: string } | undefined;
}

/** How many of each a message may name before we stop listening: patients, devices. */
const MAX_NAMED = 256;
/** What stands around the messages of a batch. */
const ENVELOPES: ReadonlySet<string> = new Set(['FHS', 'BHS', 'BTS', 'FTS']);
const SEGMENT_NAME = /^[A-Z][A-Z0-9]{2}$/;
const CODE = /^[A-Za-z0-9_]{1,16}$/;
const OUTCOME = /^[AC][AER]$/;

/** All messages of a block: one, or those of a batch. A {@link Violation} when there is none. */
export function readBlock(block: Uint8Array): ReadMessage[] {
  const text = latin1(block);
  // The standard ends segments with a carriage return; some senders use line feeds alone.
  const end = text.includes('\r') ? '\r' : '\n';
  const messages: Draft[] = [];
  // Bounded by the block's length: each round goes past one segment.
  for (let at = 0; at < text.length;) {
    const next = text.indexOf(end, at);
    const stop = next < 0 ? text.length : next;
    while (text[at] === '\n' && at < stop) at += 1;
    if (text.startsWith('MSH', at)) {
      // A string of its own: V8 would keep the whole block, with whatever documents are in it, for a part of its text.
      messages.push(new Draft(latin1(block.subarray(at, stop))));
    } else {
      readSegment(text.slice(at, stop), messages.at(-1));
    }
    at = stop + 1;
  }
  if (messages.length === 0) throw new Violation('block holds no MSH segment');
  return messages.map((draft) => draft.finish());
}

function readSegment(segment: string, message: Draft | undefined): void {
  const name = segment.slice(0, 3);
  if (SEGMENT_NAME.test(name) && !ENVELOPES.has(name)) message?.add(name, segment);
}

/** A message that is being read, segment by segment. */
class Draft {
  readonly #delimiters: Delimiters;
  /** Names of systems and places are taken as they stand. */
  readonly #unescaped: Delimiters;
  readonly #header: readonly string[];
  readonly #segments = new Set(['MSH']);
  /** Made when there is something to put in: every second message only acknowledges. */
  #identity: Set<string> | undefined;
  #content: Set<string> | undefined;
  #equipment: Set<string> | undefined;
  #udis: Map<string, Udi> | undefined;
  readonly #patients: Phi[] = [];
  #acknowledgement: ReadMessage['acknowledgement'];

  constructor(header: string) {
    this.#delimiters = delimitersOf(header);
    this.#unescaped = { ...this.#delimiters, escape: '' };
    this.#header = header.split(this.#delimiters.field, 19);
  }

  add(name: string, segment: string): void {
    if (segment.length > 3 && segment[3] !== this.#delimiters.field) return;
    this.#segments.add(name);
    const reads = name === 'MSA' || name === 'PRT' || name === 'OBX' || IDENTITY[name] !== undefined;
    if (!reads && CONTENT[name] === undefined) return;

    const fields = segment.split(this.#delimiters.field, MAX_FIELDS);
    this.#note(name, fields);
    if (name === 'PID') this.#addPatient(fields);
    else if (name === 'OBX') this.#addEquipment(fields[18]);
    else if (name === 'PRT') this.#addParticipant(fields);
    else if (name === 'MSA') this.#acknowledge(fields);
  }

  /** Which fields of a segment hold something: by name, never by value. */
  #note(name: string, fields: readonly string[]): void {
    const identity = IDENTITY[name];
    const content = CONTENT[name];
    for (let number = 1; number < fields.length; number++) {
      const identifies = identity?.(number) === true;
      if (!identifies && content?.includes(number) !== true) continue;
      if (fields[number]?.trim() === '') continue;
      const named = identifies ? (this.#identity ??= new Set()) : (this.#content ??= new Set());
      named.add(fieldName(name, number));
    }
  }

  #addPatient(fields: readonly string[]): void {
    const patient = patientOf(fields, this.#delimiters);
    if (patient !== undefined && this.#patients.length < MAX_NAMED) this.#patients.push(patient);
  }

  #addEquipment(field: string | undefined): void {
    if (field === undefined || field === '') return;
    for (const repetition of field.split(this.#delimiters.repetition)) {
      const value = decode(repetition, this.#delimiters, this.#charset).trim();
      this.#equipment ??= new Set();
      if (value !== '' && this.#equipment.size < MAX_NAMED) this.#equipment.add(value);
    }
  }

  #addParticipant(fields: readonly string[]): void {
    const udi = readUdi(fields, this.#delimiters, this.#charset);
    if (udi === undefined) {
      this.#addEquipment(fields[10]);
      return;
    }
    this.#udis ??= new Map();
    if (this.#udis.size < MAX_NAMED) this.#udis.set(udi.value, udi);
  }

  #acknowledge(fields: readonly string[]): void {
    const code = fields[1]?.trim() ?? '';
    if (OUTCOME.test(code)) this.#acknowledgement = { code, controlId: fields[2] ?? '' };
  }

  get #charset(): string {
    return this.#field(18).split(this.#delimiters.repetition)[0] ?? '';
  }

  /** MSH-n. The separator itself counts as the first field. */
  #field(number: number): string {
    return this.#header[number - 1]?.trim() ?? '';
  }

  #name(number: number): string {
    return decode(this.#field(number), this.#unescaped, this.#charset);
  }

  finish(): ReadMessage {
    // Anything but two plain words could be a field of another kind that slipped: it is not repeated.
    const [code = '', trigger = ''] = this.#field(9).split(this.#delimiters.component);
    const type = [code, trigger].filter((word) => CODE.test(word)).join('^');
    const version = this.#field(12).split(this.#delimiters.component)[0] ?? '';
    return {
      message: {
        protocol: 'hl7',
        kind: 'message',
        sendingApplication: this.#name(3),
        sendingFacility: this.#name(4),
        receivingApplication: this.#name(5),
        receivingFacility: this.#name(6),
        type,
        acknowledges: code === 'ACK' || code === 'MCF',
        version: /^[0-9.]{1,8}$/.test(version) ? version : '',
        processing: /^[PTD]/.exec(this.#field(11))?.[0] ?? '',
        segments: [...this.#segments],
        identity: listed(this.#identity),
        content: listed(this.#content),
        patients: this.#patients,
        equipment: listed(this.#equipment),
        udis: listed(this.#udis?.values()),
      },
      controlId: this.#field(10),
      acknowledgement: this.#acknowledgement,
    };
  }
}

const listed = <T>(values: Iterable<T> | undefined): readonly T[] => (values === undefined ? [] : [...values]);
