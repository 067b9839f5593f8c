/** Reads records: which instrument or host speaks, and in which fields it names patients, orders and results. */
import { Phi } from '../../../../lib/phi.ts';
import type { Emit, ProtocolEvent } from '../../dissector.ts';

export interface AstmHeader extends ProtocolEvent {
  readonly protocol: 'astm';
  readonly kind: 'header';
  /** Who sends it: instruments send results and ask what to do, hosts order and answer. */
  readonly from: 'instrument' | 'host';
  /** H-5 and H-10, with their components as `^`. */
  readonly sender: string;
  readonly receiver: string;
  /** The component of H-5 that looks like a version number. */
  readonly software: string | undefined;
  /** H-13, such as `LIS2-A2` or `1`. */
  readonly version: string;
  /** Whether H-4 holds a password. */
  readonly password: boolean;
}

export interface AstmData extends ProtocolEvent {
  readonly protocol: 'astm';
  readonly kind: 'data';
  readonly record: 'patient' | 'order' | 'result' | 'comment' | 'query';
  /** The fields that hold something, such as `P-6`; never what. */
  readonly fields: readonly string[];
  readonly patient: Phi | undefined;
  /** which instrument measured. */
  readonly instrument: string | undefined;
}

export type AstmRecord = AstmHeader | AstmData;

/** What a record is about, and the fields of it that tell of a patient. */
const TOLD: Readonly<Record<string, readonly [AstmData['record'], readonly number[]]>> = {
  P: ['patient', [3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 24, 26, 27, 30, 31]],
  O: ['order', [3, 4, 5, 13, 14, 17]],
  R: ['result', [3, 4, 5, 7]],
  C: ['comment', [4]],
  Q: ['query', [3, 4, 5]],
};
/** The most fields that a record has is the patient's 35. */
const MAX_FIELDS = 40;
const MAX_NAME = 128;
/** With points between the numbers, or two pairs of digits, as Sysmex writes it. */
const VERSION = /^(v?\d{1,4}(\.\d{1,6}){1,4}[a-z]?\d{0,3}|\d\d-\d\d)$/i;
/** L-3, how a host ends what answers a question: nothing known, an error in it, all told. */
const ANSWERS = new Set(['I', 'Q', 'F']);

interface Delimiters {
  readonly field: string;
  readonly component: string;
}

const USUAL: Delimiters = { field: '|', component: '^' };

/** One direction's records, in order. */
export class Records {
  readonly #emit: Emit<AstmRecord>;
  #delimiters = USUAL;
  /** A header waits until what follows tells who says it. */
  #header: readonly string[] | undefined;
  #ordered = false;
  #patient: Phi | undefined;

  constructor(emit: Emit<AstmRecord>) {
    this.#emit = emit;
  }

  read(text: string): void {
    const type = text.charAt(0).toUpperCase();
    if (type === 'H') this.#begin(text);
    else if (text.charAt(1) !== this.#delimiters.field) return;
    const fields = text.split(this.#delimiters.field, MAX_FIELDS);
    if (type === 'L') this.#terminate(fields[2]?.trim() ?? '');
    const told = TOLD[type];
    if (told === undefined) return;
    const [record, places] = told;
    if (type === 'R' || type === 'Q') this.#tell('instrument');
    if (type === 'O') this.#ordered = true;
    if (type === 'P') this.#patient = this.#patientOf(fields);
    const named = places.filter((place) => this.#holds(fields[place - 1])).map((place) => `${type}-${place}`);
    const instrument = type === 'R' ? this.#name(fields[13]) : '';
    this.#emit({
      protocol: 'astm',
      kind: 'data',
      record,
      fields: named,
      patient: type === 'Q' ? this.#asked(fields[2]) : this.#patient,
      instrument: instrument === '' ? undefined : instrument,
    });
  }

  /** The transmission ends: orders without results are a host's. */
  end(): void {
    if (this.#ordered) this.#tell('host');
    this.#forget();
  }

  #begin(text: string): void {
    this.end();
    const [, field = '|', , component = '^'] = text;
    // Letters would split names, of which the parts could be told.
    const sane = !/[\w\s]/.test(field + component) && field !== component;
    this.#delimiters = sane ? { field, component } : USUAL;
    // The delimiters are the second field, or one of them would split it.
    this.#header = ['H', '', ...text.slice(5).split(this.#delimiters.field, MAX_FIELDS).slice(1)];
  }

  #terminate(code: string): void {
    if (ANSWERS.has(code.toUpperCase())) this.#tell('host');
    this.end();
  }

  #forget(): void {
    this.#header = undefined;
    this.#ordered = false;
    this.#patient = undefined;
  }

  #tell(from: AstmHeader['from']): void {
    const header = this.#header;
    if (header === undefined) return;
    this.#header = undefined;
    this.#ordered = false;
    const sender = this.#name(header[4]);
    const version = this.#name(header[12]);
    this.#emit({
      protocol: 'astm',
      kind: 'header',
      from,
      sender,
      receiver: this.#name(header[9]),
      software: sender.split('^').find((part) => VERSION.test(part.trim())),
      version: /^[A-Za-z]{0,5}[0-9A-Za-z .-]{1,10}$/.test(version) ? version : '',
      password: this.#holds(header[3]),
    });
  }

  /** Its number, the laboratory's, a third one, or else name and date of birth. */
  #patientOf(fields: readonly string[]): Phi | undefined {
    for (const place of [3, 4, 5]) {
      const id = fields[place - 1]?.trim() ?? '';
      if (this.#holds(id)) return Phi.of(id);
    }
    const name = fields[5]?.trim() ?? '';
    return this.#holds(name) ? Phi.of(`${name}\n${fields[7]?.trim() ?? ''}`) : undefined;
  }

  /** Q-3 is a patient's number and a specimen's: often the latter alone, sometimes ALL. */
  #asked(range: string | undefined): Phi | undefined {
    const [id = ''] = (range ?? '').split(this.#delimiters.component, 1);
    return /^all$/i.test(id.trim()) ? undefined : Phi.of(id);
  }

  /** Whether there is more in a field than delimiters. */
  #holds(field: string | undefined): boolean {
    return field !== undefined && /[^\s\\^&~|]/.test(field);
  }

  #name(field: string | undefined): string {
    const text = field?.replaceAll(this.#delimiters.component, '^').slice(0, MAX_NAME).trim() ?? '';
    return this.#holds(text) ? text.replaceAll(/\p{Cc}/gu, ' ').replace(/\^+$/, '') : '';
  }
}
