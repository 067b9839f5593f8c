/**
 * What devices say of themselves in SOAP: any device's metadata in DPWS, and a medical device's in IEEE 11073 SDC.
 *
 * @see OASIS DPWS 1.1 section 5.1 (ThisModel, ThisDevice); IEEE 11073-10207 sections 5.3 (MDS, its MetaData) and 5.4
 * (PatientContextState); IEEE 11073-20701 for how the two belong together
 */
import { Phi } from '../../../../lib/phi.ts';
import type { ProtocolEvent } from '../../dissector.ts';
import { attribute, type Tag, tagsOf } from '../xml.ts';

export interface SdcContent extends ProtocolEvent {
  readonly protocol: 'sdc';
  readonly kind: 'content';
  /** Whether it is a medical device's: else any device's metadata. */
  readonly medical: boolean;
  /** Whether only who provides the device's data says such a thing. */
  readonly provided: boolean;
  readonly device: SdcDevice;
  /** The elements that hold something of a patient, such as `PatientContextState.Familyname`; never what. */
  readonly identity: readonly string[];
  readonly content: readonly string[];
  readonly patient: Phi | undefined;
}

export interface SdcDevice {
  readonly manufacturer?: string;
  readonly model?: string;
  readonly serial?: string;
  readonly software?: string;
  readonly lot?: string;
  readonly udi?: string;
  readonly name?: string;
  /** Facility, place of care and bed, joined with slashes. */
  readonly location?: string;
}

/** Elements in MetaData, ThisModel and ThisDevice. */
const SAID: Readonly<Record<string, keyof SdcDevice>> = {
  Manufacturer: 'manufacturer',
  ModelName: 'model',
  SerialNumber: 'serial',
  FirmwareVersion: 'software',
  LotNumber: 'lot',
  DeviceIdentifier: 'udi',
  HumanReadableForm: 'udi',
  FriendlyName: 'name',
};
const FRAMES = new Set(['MetaData', 'ThisModel', 'ThisDevice']);
const PROVIDED =
  /^(Get(Mdib|MdDescription|MdState|ContextStates)Response|(Episodic|Periodic)[A-Za-z]{3,24}Report|DescriptionModificationReport|WaveformStream)$/;
const PERSONAL = /^(Givenname|Middlename|Familyname|Birthname|Title|Sex|PatientType|DateOfBirth|Height|Weight|Race)$/;
const PLACES = ['Facility', 'Building', 'Floor', 'PoC', 'Room', 'Bed'];
/** Codes of a production specification that is of software or firmware. @see IEEE 11073-10101, MDC_ID_PROD_SPEC_SW, _FW */
const SOFTWARE = new Set(['531975', '531976']);
const MAX_TEXT = 128;

/** What a message says; undefined when it is none of these. */
export function sdcContent(body: Uint8Array): SdcContent | undefined {
  const draft = new Draft();
  for (const { text, tag } of tagsOf(UTF8.decode(body))) draft.read(text, tag);
  return draft.finish();
}

class Draft {
  readonly #device: Partial<Record<keyof SdcDevice, string>> = {};
  readonly #identity = new Set<string>();
  readonly #content = new Set<string>();
  #patient: Phi | undefined;
  #medical = false;
  #provided = false;
  /** What stands around the tag that is being read, as far as it matters. */
  #frame = '';
  #element = '';
  #state = '';
  #software = false;

  read(text: string, tag: Tag): void {
    if (tag.kind === 'end') this.#end(text.trim(), tag.name);
    else if (tag.kind !== 'other') this.#begin(tag);
    this.#element = tag.kind === 'start' ? tag.name : '';
  }

  #begin(tag: Tag): void {
    const { name } = tag;
    if (PROVIDED.test(name)) this.#medical = this.#provided = true;
    if (FRAMES.has(name) && tag.kind === 'start') this.#frame = name;
    if (name === 'Mds') this.#medical = true;
    else if (name === 'SpecType') this.#software = SOFTWARE.has(attribute(tag, 'Code') ?? '');
    else if (name === 'MetricValue') this.#content.add(name);
    else if (name === 'LocationDetail') this.#locate(tag);
    else if (this.#isPatient && name === 'Identification') this.#identify(attribute(tag, 'Extension') ?? '');
    const type = attribute(tag, 'type')?.split(':').at(-1) ?? '';
    if (tag.kind === 'start' && /^(State|ContextState|ProposedContextState)$/.test(name)) this.#state = type;
  }

  #end(text: string, name: string): void {
    if (name === this.#frame) this.#frame = '';
    else if (name === 'State' || name === 'ContextState' || name === 'ProposedContextState') this.#state = '';
    // Only what stands between a tag and its own end is its text.
    if (text === '' || name !== this.#element) return;
    const said = SAID[name];
    if (this.#frame !== '' && said !== undefined) this.#say(said, text, name === 'HumanReadableForm');
    else if (name === 'ProductionSpec' && this.#software) this.#say('software', text, false);
    else if (this.#isPatient && PERSONAL.test(name)) this.#identity.add(`PatientContextState.${name}`);
  }

  get #isPatient(): boolean {
    return this.#state === 'PatientContextState';
  }

  #identify(extension: string): void {
    const patient = Phi.of(extension);
    if (patient === undefined) return;
    this.#patient ??= patient;
    this.#identity.add('PatientContextState.Identification');
  }

  #locate(tag: Tag): void {
    const places = PLACES.map((place) => attribute(tag, place) ?? '').filter((place) => place !== '');
    if (places.length > 0) this.#say('location', places.join('/'), false);
  }

  #say(what: keyof SdcDevice, text: string, better: boolean): void {
    const value = text.replaceAll(/\p{Cc}/gu, ' ').slice(0, MAX_TEXT);
    if (better || this.#device[what] === undefined) this.#device[what] = value;
  }

  finish(): SdcContent | undefined {
    const said = Object.keys(this.#device).length > 0 || this.#identity.size > 0;
    if (!said && !this.#medical) return undefined;
    return {
      protocol: 'sdc',
      kind: 'content',
      medical: this.#medical || this.#identity.size > 0,
      provided: this.#provided,
      device: this.#device,
      identity: [...this.#identity],
      content: [...this.#content],
      patient: this.#patient,
    };
  }
}

const UTF8 = new TextDecoder('utf-8');
