/**
 * The messages in one MLLP block: their header, whose data they carry, and which devices they name.
 *
 * Structure is found in the bytes, read as ISO 8859-1: every character set that HL7 allows keeps ASCII's delimiters, but
 * for those that are turned into UTF-8 first. Only the few values that leave this file are decoded.
 */
import { Violation, latin1 } from '../../../../lib/reader.ts';
import type { Phi } from '../../../../lib/phi.ts';
import type { ProtocolEvent } from '../../dissector.ts';
import { Devices, type Hl7Device } from './devices.ts';
import { type Delimiters, decode, delimitersOf, inUtf8 } from './encoding.ts';
import { CONTENT, IDENTITY, MAX_FIELDS, fieldName } from './fields.ts';
import { messageType } from './message-type.ts';
import { patientOf, wordsOf } from './patient.ts';
import { type Udi, readUdi } from './udi.ts';

export interface Hl7Message extends ProtocolEvent {
  readonly protocol: 'hl7';
  readonly kind: 'message';
  /** MSH-3 to MSH-6, as they stand there, with their components. */
  readonly sendingApplication: string;
  readonly sendingFacility: string;
  readonly receivingApplication: string;
  readonly receivingFacility: string;
  /** Message code and trigger event, such as `ADT^A01`; `other` when it is none of the standard's, empty without any. */
  readonly type: string;
  /** Whether it does nothing but acknowledge another. */
  readonly acknowledges: boolean;
  readonly version: string;
  /** MSH-11: P, T or D for production, training, debugging. */
  readonly processing: string;
  /** MSH-21: the profile of IHE's patient care devices that it keeps to; undefined for every other. */
  readonly profile: PcdProfile | undefined;
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
  /** The kinds of device that OBR-4, OBX-3 and PRT-22 name in the words of IEEE 11073-10101, as `MDC_DEV_PUMP_INFUS_MDS`, or a maker's. */
  readonly deviceTypes: readonly string[];
  /** The same by device: what is said of one stands together. */
  readonly devices: readonly Hl7Device[];
}

/** Observations (PCD-01), alarms (PCD-04), orders to pumps (PCD-03), events of pumps (PCD-10). @see IHE DEV TF-2 */
export type PcdProfile = 'observation' | 'alarm' | 'infusion-order' | 'infusion-event';

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
const OUTCOME = /^[AC][AER]$/;
const PROFILES: readonly (readonly [RegExp, PcdProfile])[] = [
  [/^IHE_PCD_ACM/, 'alarm'],
  [/^IHE_PCD_PIV/, 'infusion-order'],
  [/^IHE_PCD_IPEC/, 'infusion-event'],
  [/^IHE_PCD_(0|DEC)/, 'observation'],
];
/** What monitors of Mindray write into OBR-4 of all that they send. @see Patient Data Share Protocol Programmer's Guide */
const OWN_WORD = 'Mindray Monitor';
const DEVICE_TYPE = /^MDC_DEV_[A-Z0-9_]{1,64}$/;

/** All messages of a block, one after the other: one, or those of a batch. A {@link Violation} when there is none. */
export function* readBlock(block: Uint8Array): Generator<ReadMessage, void> {
  const bytes = inUtf8(block);
  const text = latin1(bytes);
  const start = Math.max(0, text.search(/[^\r\n]/));
  // The standard ends segments with a carriage return, some senders with a line feed: what ends the first ends all, so
  // that a header never reaches into the segments of the patient.
  const end = /[\r\n]/.exec(text.slice(start))?.[0] ?? '\r';
  let draft: Draft | undefined;
  // Bounded by the block's length: each round goes past one segment.
  for (let at = start; at < text.length;) {
    const next = text.indexOf(end, at);
    const stop = next < 0 ? text.length : next;
    while (text[at] === '\n' && at < stop) at += 1;
    if (text.startsWith('MSH', at)) {
      if (draft !== undefined) yield draft.finish();
      // A string of its own: V8 would keep the whole block, with whatever documents are in it, for a part of its text.
      draft = new Draft(latin1(bytes.subarray(at, stop)));
    } else {
      readSegment(text.slice(at, stop), draft);
    }
    at = stop + 1;
  }
  if (draft !== undefined) yield draft.finish();
  // A batch may be empty.
  else if (!/^[FB]HS/.test(text.slice(start, start + 3))) throw new Violation('block holds no MSH segment');
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
  #deviceTypes: Set<string> | undefined;
  #devices: Devices | undefined;
  readonly #patients: Phi[] = [];
  /** What patients are called and numbered by: kept no longer than the message is read, so as not to repeat it. */
  #theirs: Set<string> | undefined;
  #acknowledgement: ReadMessage['acknowledgement'];

  constructor(header: string) {
    this.#delimiters = delimitersOf(header);
    this.#unescaped = { ...this.#delimiters, escape: '' };
    this.#header = header.split(this.#delimiters.field, 22);
  }

  add(name: string, segment: string): void {
    if (segment.length > 3 && segment[3] !== this.#delimiters.field) return;
    this.#segments.add(name);
    const reads = name === 'MSA' || name === 'PRT' || name === 'OBX' || IDENTITY[name] !== undefined;
    if (!reads && CONTENT[name] === undefined) return;

    const fields = segment.split(this.#delimiters.field, MAX_FIELDS);
    this.#note(name, fields);
    if (name === 'PID') this.#addPatient(fields);
    else if (name === 'OBX') this.#addObservation(fields);
    else if (name === 'OBR') this.#addOrder(fields);
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
    if (patient === undefined || this.#patients.length >= MAX_NAMED) return;
    this.#patients.push(patient);
    this.#theirs ??= new Set();
    for (const word of wordsOf(fields, this.#delimiters)) this.#theirs.add(word);
  }

  #addOrder(fields: readonly string[]): void {
    const type = this.#mdcName(fields[4]);
    this.#addDeviceType(fields[4] === OWN_WORD ? OWN_WORD : type);
    if (type !== undefined) this.#devices ??= new Devices(this.#delimiters);
    this.#devices?.order(type);
  }

  #addObservation(fields: readonly string[]): void {
    const instance = this.#addEquipment(fields[18]);
    const type = this.#mdcName(fields[3]);
    this.#addDeviceType(fields[3] === OWN_WORD ? OWN_WORD : type);
    const tells = instance !== undefined || type !== undefined || fields[3]?.includes('MDC_ID_') === true;
    if (tells) this.#devices ??= new Devices(this.#delimiters);
    // A device has parts with types of their own.
    const system = type?.endsWith('_MDS') === true ? type : undefined;
    this.#devices?.observation(fields, system, instance, this.#charset);
  }

  #addDeviceType(name: string | undefined): void {
    if (name === undefined) return;
    this.#deviceTypes ??= new Set();
    if (this.#deviceTypes.size < MAX_NAMED) this.#deviceTypes.add(name);
  }

  #mdcName(field: string | undefined): string | undefined {
    if (field?.includes('MDC_DEV_') !== true) return undefined;
    const name = field.split(this.#delimiters.component, 2)[1]?.trim() ?? '';
    return DEVICE_TYPE.test(name) ? name : undefined;
  }

  /** The first of those that a field names: the device itself, before what it is a part of. */
  #addEquipment(field: string | undefined): string | undefined {
    if (field === undefined || field === '') return undefined;
    let first: string | undefined;
    for (const repetition of field.split(this.#delimiters.repetition, MAX_NAMED)) {
      const value = decode(repetition, this.#delimiters, this.#charset).trim();
      this.#equipment ??= new Set();
      if (value === '') continue;
      if (this.#equipment.size < MAX_NAMED) this.#equipment.add(value);
      first ??= value;
    }
    return first;
  }

  #addParticipant(fields: readonly string[]): void {
    const type = this.#mdcName(fields[22]);
    this.#addDeviceType(type);
    const udi = readUdi(fields, this.#delimiters, this.#charset);
    // In PRT-10 stands the device identifier too, which is that of a product.
    const instance = udi === undefined ? this.#addEquipment(fields[10]) : undefined;
    if ((udi ?? instance) !== undefined) this.#devices ??= new Devices(this.#delimiters);
    this.#devices?.participant(udi, instance, type);
    if (udi === undefined) return;
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
    const name = decode(this.#field(number), this.#unescaped, this.#charset);
    return this.#isTheirs(name) ? '' : name;
  }

  /** Whether a field that should name a system holds what the message calls its patient by, as slipped fields do. */
  #isTheirs(value: string): boolean {
    const theirs = this.#theirs;
    if (theirs === undefined || value === '') return false;
    const { component, subcomponent } = this.#delimiters;
    const parts = value.toUpperCase().split(component);
    return parts.flatMap((part) => part.split(subcomponent)).some((part) => theirs.has(part.trim()));
  }

  /** Whether nothing that is said of a device is what the patient is called by; names and UDIs were looked at before. */
  #isDevice(device: Hl7Device, equipment: readonly string[], udis: readonly Udi[]): boolean {
    const { instance, udi, manufacturer = '', model = '', serial = '', software = '' } = device;
    if (instance !== undefined && !equipment.includes(instance)) return false;
    if (udi !== undefined && !udis.some(({ value }) => value === udi.value)) return false;
    return ![manufacturer, model, serial, software].some((value) => this.#isTheirs(value));
  }

  finish(): ReadMessage {
    const type = messageType(this.#field(9), this.#delimiters.component);
    const version = this.#field(12).split(this.#delimiters.component)[0] ?? '';
    const equipment = listed(this.#equipment).filter((value) => !this.#isTheirs(value));
    const udis = listed(this.#udis?.values()).filter(
      ({ value, serial = '', lot = '' }) => ![value, serial, lot].some((each) => this.#isTheirs(each)),
    );
    return {
      message: {
        protocol: 'hl7',
        kind: 'message',
        sendingApplication: this.#name(3),
        sendingFacility: this.#name(4),
        receivingApplication: this.#name(5),
        receivingFacility: this.#name(6),
        type,
        acknowledges: /^(ACK|MCF)\b/.test(type),
        version: /^[0-9.]{1,8}$/.test(version) ? version : '',
        processing: /^[PTD]/.exec(this.#field(11))?.[0] ?? '',
        profile: PROFILES.find(([pattern]) => pattern.test(this.#field(21)))?.[1],
        segments: [...this.#segments],
        identity: listed(this.#identity),
        content: listed(this.#content),
        patients: this.#patients,
        equipment,
        udis,
        deviceTypes: listed(this.#deviceTypes),
        devices: this.#devices?.listed().filter((device) => this.#isDevice(device, equipment, udis)) ?? NONE,
      },
      controlId: this.#field(10),
      acknowledgement: this.#acknowledgement,
    };
  }
}

const NONE: readonly Hl7Device[] = [];
const listed = <T>(values: Iterable<T> | undefined): readonly T[] => (values === undefined ? [] : [...values]);
