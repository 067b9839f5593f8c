/** Puts together what one message says of the device, and in which elements it tells of patients. */
import { Phi } from '../../../../lib/phi.ts';
import type { Emit, ProtocolEvent } from '../../dissector.ts';
import { attribute, type Tag, unescapeXml } from '../xml.ts';

export interface Poct1aMessage extends ProtocolEvent {
  readonly protocol: 'poct1a';
  readonly kind: 'message';
  /** Such as `HEL.R01`. */
  readonly type: string;
  /** What the DEV object says, in a greeting. */
  readonly device: Poct1aDevice;
  /** The elements that hold something of a patient, such as `PT.patient_id`; never what. */
  readonly fields: readonly string[];
  readonly patients: readonly Phi[];
  /** Whether it brings passwords of operators. */
  readonly password: boolean;
  /** ACK.type_cd: AA accepted, AE error. */
  readonly outcome: string | undefined;
}

export interface Poct1aDevice {
  readonly id?: string;
  /** Facility and place, as `MGH^ICU`. */
  readonly location?: string;
  readonly vendor?: string;
  readonly model?: string;
  readonly serial?: string;
  readonly manufacturer?: string;
  readonly hardware?: string;
  readonly software?: string;
  readonly name?: string;
}

/** What begins a message. */
const TYPE = /^[A-Z]{3}\.R\d\d$/;
const DEVICE: Readonly<Record<string, keyof Poct1aDevice>> = {
  'DEV.device_id': 'id',
  'DEV.vendor_id': 'vendor',
  'DEV.model_id': 'model',
  'DEV.serial_id': 'serial',
  'DEV.manufacturer_name': 'manufacturer',
  'DEV.hw_version': 'hardware',
  'DEV.sw_version': 'software',
  'DEV.device_name': 'name',
};
/** Elements that tell of a patient: all of the patient's and the order's, and what was measured. */
const TOLD = /^(PT|ORD|PNO)\.[a-z_]{1,40}$|^OBS\.(observation_id|value|qualitative_value)$|^NTE\.text$/;
const PATIENT = 'PT.patient_id';
const PASSWORD = /^(ACC|OPR)\.(password|pin)/;
/** What a device sends when it knows no patient. */
const NOBODY = /^(unknown|none|0*)$/i;
const MAX_FIELDS = 64;
const MAX_PATIENTS = 256;
const MAX_VALUE = 128;

export class Poct1aDraft {
  readonly #emit: Emit<Poct1aMessage>;
  #type = '';
  #element = '';
  /** Whether the element's value was its attribute V: then its text says something else. */
  #valued = false;
  #device: Partial<Record<keyof Poct1aDevice, string>> = {};
  #fields = new Set<string>();
  #patients: Phi[] = [];
  #password = false;
  #outcome: string | undefined;

  constructor(emit: Emit<Poct1aMessage>) {
    this.#emit = emit;
  }

  forget(): void {
    this.#type = '';
    this.#element = '';
    this.#device = {};
    this.#fields = new Set();
    this.#patients = [];
    this.#password = false;
    this.#outcome = undefined;
  }

  /** The next tag, and the text before it. */
  read(text: string, tag: Tag): void {
    if (this.#type !== '' && text.length <= MAX_VALUE) this.#text(unescapeXml(text).trim());
    this.#element = '';
    if (tag.kind === 'start' && TYPE.test(tag.name)) {
      this.forget();
      this.#type = tag.name;
    } else if (this.#type === '') return;
    else if (tag.kind === 'end' && tag.name === this.#type) this.#finish();
    else if (tag.kind === 'start' || tag.kind === 'empty') this.#begin(tag);
  }

  #begin(tag: Tag): void {
    this.#element = tag.name;
    const value = attribute(tag, 'V') ?? '';
    this.#valued = value !== '';
    if (this.#valued) this.#value(value);
  }

  #text(text: string): void {
    if (text === '' || this.#element === '') return;
    if (!this.#valued) this.#value(this.#element === 'DEV.device_id' ? '' : text);
    // The place of a device is the text of the element that has its number as the attribute.
    if (this.#element === 'DEV.device_id') this.#device.location ??= shown(text);
  }

  #value(value: string): void {
    const element = this.#element;
    const place = DEVICE[element];
    if (place !== undefined) {
      if (value !== '') this.#device[place] ??= shown(value);
    } else if (PASSWORD.test(element)) this.#password = true;
    else if (element === 'ACK.type_cd' && /^[AC][AER]$/.test(value)) this.#outcome = value;
    else if (TOLD.test(element)) this.#told(element, value);
  }

  #told(element: string, value: string): void {
    if (element === PATIENT) {
      const patient = NOBODY.test(value) ? undefined : Phi.of(value);
      if (patient === undefined) return;
      if (this.#patients.length < MAX_PATIENTS) this.#patients.push(patient);
    }
    if (this.#fields.size < MAX_FIELDS) this.#fields.add(element);
  }

  #finish(): void {
    this.#emit({
      protocol: 'poct1a',
      kind: 'message',
      type: this.#type,
      device: this.#device,
      fields: [...this.#fields],
      patients: this.#patients,
      password: this.#password,
      outcome: this.#outcome,
    });
    this.forget();
  }
}

const shown = (value: string): string => value.replaceAll(/\p{Cc}/gu, ' ').slice(0, MAX_VALUE);
