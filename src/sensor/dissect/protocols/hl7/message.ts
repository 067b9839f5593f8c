/**
 * The messages in one MLLP block: their header, whose data they carry, and which devices they name.
 *
 * Structure is found in the bytes: every character set that HL7 allows without announcing an escape keeps ASCII's
 * delimiters. Only the few values that leave this file are decoded.
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

const CARRIAGE_RETURN = 0x0d;
const LINE_FEED = 0x0a;
/** How many of each a message may name before we stop listening: patients, devices. */
const MAX_NAMED = 256;
const SEGMENT_NAME = /^[A-Z][A-Z0-9]{2}$/;
const CODE = /^[A-Za-z0-9_]{1,16}$/;
const OUTCOME = /^[AC][AER]$/;

/** All messages of a block: one, or those of a batch. A {@link Violation} when there is none. */
export function readBlock(block: Uint8Array): ReadMessage[] {
  // The standard ends segments with a carriage return; some senders use line feeds alone.
  const end = block.includes(CARRIAGE_RETURN) ? CARRIAGE_RETURN : LINE_FEED;
  const messages: Draft[] = [];
  // Bounded by the block's length: each round goes past one segment.
  for (let at = 0; at < block.length;) {
    const next = block.indexOf(end, at);
    const stop = next < 0 ? block.length : next;
    while (block[at] === LINE_FEED && at < stop) at += 1;
    readSegment(block.subarray(at, stop), messages);
    at = stop + 1;
  }
  if (messages.length === 0) throw new Violation('block holds no MSH segment');
  return messages.map((draft) => draft.finish());
}

function readSegment(segment: Uint8Array, messages: Draft[]): void {
  const name = latin1(segment.subarray(0, 3));
  if (!SEGMENT_NAME.test(name)) return;
  if (name === 'MSH') messages.push(new Draft(latin1(segment)));
  else if (name !== 'BTS' && name !== 'FTS' && name !== 'BHS' && name !== 'FHS') messages.at(-1)?.add(name, segment);
}

/** A message that is being read, segment by segment. */
class Draft {
  readonly #delimiters: Delimiters;
  readonly #header: readonly string[];
  readonly #segments = new Set(['MSH']);
  readonly #identity = new Set<string>();
  readonly #content = new Set<string>();
  readonly #equipment = new Set<string>();
  readonly #udis = new Map<string, Udi>();
  readonly #patients: Phi[] = [];
  #acknowledgement: ReadMessage['acknowledgement'];

  constructor(header: string) {
    this.#delimiters = delimitersOf(header);
    this.#header = header.split(this.#delimiters.field, 19);
  }

  add(name: string, bytes: Uint8Array): void {
    const separator = bytes[3];
    if (separator !== undefined && separator !== this.#delimiters.field.charCodeAt(0)) return;
    this.#segments.add(name);
    const reads = name === 'MSA' || name === 'PRT' || name === 'OBX' || IDENTITY[name] !== undefined;
    if (!reads && CONTENT[name] === undefined) return;

    const fields = latin1(bytes).split(this.#delimiters.field, MAX_FIELDS);
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
      if (fields[number]?.trim() === '') continue;
      if (identity?.(number) === true) this.#identity.add(fieldName(name, number));
      else if (content?.includes(number) === true) this.#content.add(fieldName(name, number));
    }
  }

  #addPatient(fields: readonly string[]): void {
    const patient = patientOf(fields, this.#delimiters);
    if (patient !== undefined && this.#patients.length < MAX_NAMED) this.#patients.push(patient);
  }

  #addEquipment(field: string | undefined): void {
    for (const repetition of (field ?? '').split(this.#delimiters.repetition)) {
      const value = decode(repetition, this.#delimiters, this.#charset).trim();
      if (value !== '' && this.#equipment.size < MAX_NAMED) this.#equipment.add(value);
    }
  }

  #addParticipant(fields: readonly string[]): void {
    const udi = readUdi(fields, this.#delimiters, this.#charset);
    if (udi !== undefined && this.#udis.size < MAX_NAMED) this.#udis.set(udi.value, udi);
    else if (udi === undefined) this.#addEquipment(fields[10]);
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
    return decode(this.#field(number), { ...this.#delimiters, escape: '' }, this.#charset);
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
        identity: [...this.#identity],
        content: [...this.#content],
        patients: this.#patients,
        equipment: [...this.#equipment],
        udis: [...this.#udis.values()],
      },
      controlId: this.#field(10),
      acknowledgement: this.#acknowledgement,
    };
  }
}
