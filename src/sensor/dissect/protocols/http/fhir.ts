/**
 * FHIR R4 over HTTP: which types of resources are read and written, and which patients they are about.
 *
 * @see https://hl7.org/fhir/R4/http.html (interactions), https://hl7.org/fhir/R4/references.html
 */
import { Phi } from '../../../../lib/phi.ts';
import type { ProtocolEvent } from '../../dissector.ts';
import { categoryOf, type FhirCategory } from './fhir-types.ts';
import { fhirDevice, type FhirDevice } from './fhir-device.ts';
import { type Json, type JsonObject, listOf, objectOf, objectsOf, textOf } from './json.ts';
import type { Target } from './target.ts';

export type FhirEvent = FhirRequest | FhirAnswer | FhirContent;

export interface FhirRequest extends ProtocolEvent {
  readonly protocol: 'fhir';
  readonly kind: 'request';
  /** Such as `GET Observation`. */
  readonly verb: string;
  /** What the URL itself tells of a patient, as fields; never their values. */
  readonly fields: readonly string[];
  readonly patient: Phi | undefined;
}

export interface FhirAnswer extends ProtocolEvent {
  readonly protocol: 'fhir';
  readonly kind: 'answer';
  /** What was asked, when only the answer shows that it was FHIR. */
  readonly verb: string | undefined;
}

export interface FhirContent extends ProtocolEvent {
  readonly protocol: 'fhir';
  readonly kind: 'content';
  readonly resources: readonly FhirResource[];
  /** What Device resources say of the devices that they describe: the first {@link MAX_DEVICES}. */
  readonly devices: readonly FhirDevice[];
  /** What a CapabilityStatement says of the server that it describes. */
  readonly software: { readonly name: string; readonly version: string } | undefined;
}

export interface FhirResource {
  readonly type: string;
  readonly category: FhirCategory;
  /** Elements that hold something, such as `Patient.birthDate`. */
  readonly fields: readonly string[];
  readonly patient: Phi | undefined;
  /** Whether it has the id that its server knows it by. */
  readonly named: boolean;
}

/** What a request's URL asks for. */
export interface FhirTarget {
  readonly verb: string;
  readonly type: string | undefined;
  readonly fields: readonly string[];
  readonly patient: Phi | undefined;
  /** Whether the URL alone shows that this is FHIR. */
  readonly sure: boolean;
}

const ID = /^[A-Za-z0-9.-]{1,64}$/;
const REFERENCE = /(?:^|\/)Patient\/([A-Za-z0-9.-]{1,64})(?:\/_history\/[A-Za-z0-9.-]{1,64})?$/;
/** Search parameters whose values are references to a patient, and those of Patient that describe one. */
const SUBJECTS = new Set(['patient', 'subject', 'beneficiary', 'individual', 'patient:Patient', 'subject:Patient']);
const DESCRIPTIONS: Readonly<Record<string, string>> = {
  name: 'name',
  family: 'name',
  given: 'name',
  phonetic: 'name',
  birthdate: 'birthDate',
  identifier: 'identifier',
  address: 'address',
  'address-city': 'address',
  'address-postalcode': 'address',
  email: 'telecom',
  phone: 'telecom',
  telecom: 'telecom',
};
const PERSONAL = [
  'identifier',
  'name',
  'telecom',
  'gender',
  'birthDate',
  'address',
  'photo',
  'contact',
  'maritalStatus',
];
const CLINICAL = ['subject', 'patient', 'beneficiary', 'code', 'component', 'note', 'text', 'conclusion'];
const MORE_CLINICAL = [
  'presentedForm',
  'content',
  'reasonCode',
  'participant',
  'description',
  'dosage',
  'item',
  'series',
];
/** Bundles within bundles; contained resources hold no others. */
const MAX_DEPTH = 4;
const MAX_DEVICES = 64;

/** What `target` asks a FHIR server for; undefined when it names no type of resource. */
export function fhirTarget(method: string, { segments, query }: Target): FhirTarget | undefined {
  const sure = segments.some((segment) => /^(fhir|fhir-server|fhir_r4|baseR4)$/i.test(segment));
  const at = segments.findIndex((segment) => categoryOf(segment) !== undefined);
  if (at < 0) {
    if (segments.at(-1) === 'metadata') return { verb: `${method} metadata`, type: undefined, ...NOBODY, sure };
    return sure ? { verb: method, type: undefined, ...NOBODY, sure } : undefined;
  }
  const compartment = segments.slice(at + 2).find((segment) => categoryOf(segment) !== undefined);
  const first = segments[at] ?? '';
  const type = compartment ?? first;
  const id = segments[at + 1] ?? '';
  let patient = first === 'Patient' && ID.test(id) && !id.startsWith('_') ? patientOf(id) : undefined;
  const fields = new Set(patient === undefined ? [] : ['Patient.id']);
  for (const [name, value] of query) {
    const described = type === 'Patient' ? DESCRIPTIONS[name.split(':', 1)[0] ?? ''] : undefined;
    if (described !== undefined && value !== '') fields.add(`Patient.${described}`);
    const named = SUBJECTS.has(name) || (type === 'Patient' && name === '_id') ? value : '';
    const subject = REFERENCE.exec(named)?.[1] ?? (ID.test(named) ? named : undefined);
    if (subject === undefined) continue;
    patient ??= patientOf(subject);
    fields.add('Patient.id');
  }
  return { verb: `${method} ${type}`, type, fields: [...fields], patient, sure };
}

const NOBODY = { fields: [], patient: undefined } as const;

const patientOf = (id: string): Phi | undefined => Phi.of(`Patient/${id}`);

/** The patient of a URL such as the Location of what was created. */
export function patientAt(url: string | undefined): Phi | undefined {
  const id = REFERENCE.exec(url ?? '')?.[1];
  return id === undefined ? undefined : patientOf(id);
}

/** What a body holds; undefined when it is no FHIR. */
export function fhirContent(json: Json | undefined): FhirContent | undefined {
  const root = objectOf(json);
  if (root === undefined || categoryOf(textOf(root['resourceType'])) === undefined) return undefined;
  const resources: FhirResource[] = [];
  const devices: FhirDevice[] = [];
  collect(root, { resources, devices, known: new Map() }, MAX_DEPTH);
  const software = root['resourceType'] === 'CapabilityStatement' ? objectOf(root['software']) : undefined;
  return {
    protocol: 'fhir',
    kind: 'content',
    resources,
    devices,
    software: software && { name: shown(software['name']), version: shown(software['version']) },
  };
}

interface Found {
  readonly resources: FhirResource[];
  readonly devices: FhirDevice[];
  /** Patients by the URLs that a transaction gives them. */
  readonly known: Map<string, Phi>;
}

/** Bounded by the body's length and by `depth`. */
function collect(resource: JsonObject, found: Found, depth: number): void {
  const type = textOf(resource['resourceType']);
  const category = categoryOf(type);
  if (category === undefined || depth === 0) return;
  const entries = objectsOf(resource['entry']);
  // A transaction's resources refer to one another by the URLs of their entries.
  for (const entry of entries) {
    const object = objectOf(entry['resource']);
    const patient = object?.['resourceType'] === 'Patient' ? identityOf(object) : undefined;
    if (patient !== undefined) found.known.set(textOf(entry['fullUrl']), patient);
  }
  if (category !== 'other') found.resources.push(read(type, category, resource, found.known));
  else if (type === 'Device' && found.devices.length < MAX_DEVICES) found.devices.push(fhirDevice(resource));
  for (const inner of [...entries.map((entry) => entry['resource']), ...listOf(resource['contained'])]) {
    const object = objectOf(inner);
    if (object !== undefined) collect(object, found, depth - 1);
  }
}

function read(
  type: string,
  category: FhirCategory,
  resource: JsonObject,
  known: ReadonlyMap<string, Phi>,
): FhirResource {
  const names = category === 'patient-identity' ? PERSONAL : [...CLINICAL, ...MORE_CLINICAL];
  const fields = names.filter((name) => resource[name] !== undefined).map((name) => `${type}.${name}`);
  if (Object.keys(resource).some((name) => /^value[A-Z]/.test(name))) fields.push(`${type}.value[x]`);
  const patient = type === 'Patient' ? identityOf(resource) : subjectOf(resource, known);
  return { type, category, fields, patient, named: textOf(resource['id']) !== '' };
}

/** Whom a Patient resource is: its id, else its first identifier, else name and birth date. */
function identityOf(patient: JsonObject): Phi | undefined {
  const id = textOf(patient['id']);
  if (id !== '') return patientOf(id);
  const identifier = objectOf(listOf(patient['identifier'])[0]);
  const value = textOf(identifier?.['value']);
  if (value !== '') return Phi.of(`${textOf(identifier?.['system'])}|${value}`);
  const name = patient['name'];
  return name === undefined ? undefined : Phi.of(`${JSON.stringify(name)}|${textOf(patient['birthDate'])}`);
}

function subjectOf(resource: JsonObject, known: ReadonlyMap<string, Phi>): Phi | undefined {
  for (const name of ['subject', 'patient', 'beneficiary', 'for', 'individual']) {
    const reference = textOf(objectOf(resource[name])?.['reference']);
    const patient = known.get(reference) ?? patientAt(reference);
    if (patient !== undefined) return patient;
  }
  return undefined;
}

const shown = (json: Json | undefined): string =>
  textOf(json)
    .replaceAll(/\p{Cc}/gu, ' ')
    .slice(0, 128)
    .trim();
