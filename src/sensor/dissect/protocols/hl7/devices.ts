/**
 * Which devices a message is about, each with all that the message says of it.
 *
 * A gateway reports for many: what stands in one message of a pump's maker must not end up with the pump of another. What
 * belongs together is told by containment (OBX-4, in which a device system has the first number), by the instance in
 * OBX-18, and by PRT segments, which follow what they are about.
 *
 * @see IHE DEV TF-2 appendix B.8 (OBX-4, OBX-18); HL7 v2.9 section 7.4.4 (PRT); IEEE 11073-10101 (codes of a device's make)
 */
import { type Delimiters, decode } from './encoding.ts';
import type { Udi } from './udi.ts';

export interface Hl7Device {
  /** OBX-18 or PRT-10: whatever the sender calls it by, with its components. */
  readonly instance?: string | undefined;
  readonly udi?: Udi | undefined;
  /** As `MDC_DEV_PUMP_INFUS_MDS`. */
  readonly type?: string | undefined;
  readonly manufacturer?: string | undefined;
  readonly model?: string | undefined;
  readonly serial?: string | undefined;
  readonly software?: string | undefined;
}

type Draft = { -readonly [field in keyof Hl7Device]: Hl7Device[field] };

/** The most devices of one message. */
const MAX_DEVICES = 64;

/** Codes under which a device states its make as an observation of itself. */
const MAKES: Readonly<Record<string, 'manufacturer' | 'model' | 'serial' | 'software'>> = {
  MDC_ID_MODEL_MANUFACTURER: 'manufacturer',
  MDC_ID_MODEL_NUMBER: 'model',
  MDC_ID_PROD_SPEC_SERIAL: 'serial',
  MDC_ID_PROD_SPEC_SW: 'software',
  MDC_ID_PROD_SPEC_FW: 'software',
};

export class Devices {
  readonly #delimiters: Delimiters;
  readonly #all: Draft[] = [];
  /** By the order that results are for, and the number of the device system in it. */
  readonly #scopes = new Map<string, Draft>();
  #orders = 0;
  #ordered: string | undefined;
  #last: Draft | undefined;

  constructor(delimiters: Delimiters) {
    this.#delimiters = delimiters;
  }

  /** An OBR segment: all that follows is about other things. `type` is the kind of device that it names. */
  order(type: string | undefined): void {
    this.#orders += 1;
    this.#ordered = type;
    this.#last = undefined;
  }

  /** An OBX segment. `type` is the kind of device system that OBX-3 names, `instance` is OBX-18. */
  observation(
    fields: readonly string[],
    type: string | undefined,
    instance: string | undefined,
    charset: string,
  ): void {
    const make = this.#make(fields[3] ?? '');
    if (make === undefined && type === undefined && instance === undefined) {
      this.#last = this.#scopes.get(this.#scope(fields));
      return;
    }
    const scope = this.#scope(fields);
    let device = this.#scopes.get(scope);
    if (instance !== undefined && device?.instance !== undefined && device.instance !== instance)
      device = this.#all.find((each) => each.instance === instance) ?? this.#add();
    device ??= this.#add();
    if (device === undefined) return;
    this.#scopes.set(scope, device);
    this.#last = device;
    device.instance ??= instance;
    device.type ??= type ?? this.#ordered;
    if (make === undefined) return;
    const [, second = '', ...rest] = ['', ...(fields[5] ?? '').split(this.#delimiters.component)];
    // A coded value has its text in the second component.
    const value = decode(fields[2] === 'CWE' ? (rest[0] ?? second) : second, this.#delimiters, charset).trim();
    if (value !== '') device[make] ??= value;
  }

  /** A PRT segment that names a device: the one before it, unless that is known to be another. */
  participant(udi: Udi | undefined, instance: string | undefined, type: string | undefined): void {
    if (udi === undefined && instance === undefined) return;
    const before = this.#last;
    const same = before !== undefined && agrees(before.udi?.value, udi?.value) && agrees(before.instance, instance);
    const known = this.#all.find((each) =>
      udi === undefined ? each.instance === instance : each.udi?.value === udi.value,
    );
    const device = known ?? (same ? before : this.#add());
    if (device === undefined) return;
    this.#last = device;
    if (udi !== undefined) device.udi = udi;
    device.instance ??= instance;
    device.type ??= type ?? this.#ordered;
  }

  /** Those that have something to be told apart by. */
  listed(): readonly Hl7Device[] {
    return this.#all.filter(({ instance, udi, serial }) => (instance ?? udi ?? serial) !== undefined);
  }

  /** Nearly every observation is one of a patient: only what may be of the device is taken apart. */
  #make(field: string): (typeof MAKES)[string] | undefined {
    if (!field.includes('MDC_ID_')) return undefined;
    return MAKES[field.split(this.#delimiters.component, 2)[1] ?? ''];
  }

  #scope(fields: readonly string[]): string {
    const [system = ''] = (fields[4] ?? '').split('.', 1);
    return `${this.#orders} ${system.slice(0, 16)}`;
  }

  #add(): Draft | undefined {
    if (this.#all.length >= MAX_DEVICES) return undefined;
    const device: Draft = {};
    this.#all.push(device);
    return device;
  }
}

const agrees = (known: string | undefined, said: string | undefined): boolean =>
  known === undefined || said === undefined || known === said;
