/**
 * Audit messages: which system says that what was done, between which systems, and whether it was about a patient.
 *
 * People are named in them, those who work there and those who are cared for: neither are told.
 *
 * @see DICOM PS3.15 section A.5.1 (schema), A.5.3 (messages), tables in CID 400 and 402 of PS3.16; RFC 3881 section 5
 */
import { Phi } from '../../../../lib/phi.ts';
import { attribute, type Tag, tagsOf } from '../xml.ts';

export interface Audit {
  /** What happened, in the standard's words, such as `Query`, or its code. */
  readonly event: string;
  /** C, R, U, D or E: created, read, updated, deleted, executed. */
  readonly action: string;
  /** Whether it went well. */
  readonly success: boolean;
  /** AuditSourceID: the system that reports, and where it says that it stands. */
  readonly source: string | undefined;
  readonly site: string | undefined;
  readonly systems: readonly AuditedSystem[];
  /** The fields that say whom it was about, such as `ParticipantObjectID`. */
  readonly fields: readonly string[];
  readonly patients: readonly Phi[];
}

/** One of those that took part, by its address. */
export interface AuditedSystem {
  readonly address: string;
  readonly aeTitles: readonly string[];
}

/** CID 400 of DICOM PS3.16. */
const EVENTS: Readonly<Record<string, string>> = {
  '110100': 'Application Activity',
  '110101': 'Audit Log Used',
  '110102': 'Begin Transferring DICOM Instances',
  '110103': 'DICOM Instances Accessed',
  '110104': 'DICOM Instances Transferred',
  '110105': 'DICOM Study Deleted',
  '110106': 'Export',
  '110107': 'Import',
  '110108': 'Network Entry',
  '110109': 'Order Record',
  '110110': 'Patient Record',
  '110111': 'Procedure Record',
  '110112': 'Query',
  '110113': 'Security Alert',
  '110114': 'User Authentication',
};
const BEGIN = Buffer.from('<AuditMessage');
const MAX_SYSTEMS = 16;
const MAX_PATIENTS = 256;
const MAX_NAME = 128;
const IPV4 = /^(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?:25[0-5]|2[0-4]\d|1?\d?\d)){3}$/;
const BY_ADDRESS = '2';
const PERSON = '1';
const PATIENT = '1';

/** The audit message in a syslog message; undefined when there is none. */
export function readAudit(message: Uint8Array): Audit | undefined {
  const at = Buffer.from(message.buffer, message.byteOffset, message.length).indexOf(BEGIN);
  if (at < 0) return undefined;
  const draft = new Draft();
  for (const { tag } of tagsOf(UTF8.decode(message.subarray(at)))) {
    if (tag.kind === 'start' || tag.kind === 'empty') draft.read(tag);
  }
  return draft.finish();
}

class Draft {
  #event = '';
  #action = '';
  #success = true;
  #source: string | undefined;
  #site: string | undefined;
  readonly #systems: AuditedSystem[] = [];
  readonly #fields = new Set<string>();
  readonly #patients: Phi[] = [];
  /** Whether the object that is being read is a patient. */
  #patient = false;

  read(tag: Tag): void {
    if (tag.name === 'EventIdentification') {
      this.#action = /^[CRUDE]$/.exec(attribute(tag, 'EventActionCode') ?? '')?.[0] ?? '';
      this.#success = (attribute(tag, 'EventOutcomeIndicator') ?? '0') === '0';
    } else if (tag.name === 'EventID') {
      const code = attribute(tag, 'csd-code') ?? attribute(tag, 'code') ?? '';
      this.#event = EVENTS[code] ?? (/^[\w.-]{1,32}$/.test(code) ? code : '');
    } else if (tag.name === 'ActiveParticipant') this.#addSystem(tag);
    else if (tag.name === 'AuditSourceIdentification') {
      this.#source = shown(attribute(tag, 'AuditSourceID'));
      this.#site = shown(attribute(tag, 'AuditEnterpriseSiteID'));
    } else if (tag.name === 'ParticipantObjectIdentification') this.#addObject(tag);
    else if (this.#patient && tag.name === 'ParticipantObjectName') this.#fields.add(tag.name);
  }

  /** Of who took part the machine alone: a user's name stands beside it. */
  #addSystem(tag: Tag): void {
    const address = attribute(tag, 'NetworkAccessPointID') ?? '';
    if (attribute(tag, 'NetworkAccessPointTypeCode') !== BY_ADDRESS || !IPV4.test(address)) return;
    if (this.#systems.length === MAX_SYSTEMS) return;
    const titles = /AETITLES?=([^"]{1,256})/.exec(attribute(tag, 'AlternativeUserID') ?? '')?.[1] ?? '';
    const aeTitles = titles.split(';', MAX_SYSTEMS).map((title) => title.trim());
    this.#systems.push({ address, aeTitles: aeTitles.filter((title) => /^[!-~][ -~]{0,15}$/.test(title)) });
  }

  #addObject(tag: Tag): void {
    const person = attribute(tag, 'ParticipantObjectTypeCode') === PERSON;
    this.#patient = person && attribute(tag, 'ParticipantObjectTypeCodeRole') === PATIENT;
    const patient = this.#patient ? Phi.of(attribute(tag, 'ParticipantObjectID') ?? '') : undefined;
    if (patient === undefined) return;
    this.#fields.add('ParticipantObjectID');
    if (this.#patients.length < MAX_PATIENTS) this.#patients.push(patient);
  }

  finish(): Audit | undefined {
    if (this.#event === '' && this.#source === undefined) return undefined;
    return {
      event: this.#event,
      action: this.#action,
      success: this.#success,
      source: this.#source,
      site: this.#site,
      systems: this.#systems,
      fields: [...this.#fields],
      patients: this.#patients,
    };
  }
}

const shown = (text: string | undefined): string | undefined =>
  text === undefined || text === '' ? undefined : text.replaceAll(/\p{Cc}/gu, ' ').slice(0, MAX_NAME);

const UTF8 = new TextDecoder('utf-8');
