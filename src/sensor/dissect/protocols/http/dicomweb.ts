/**
 * DICOMweb: which of its services is used, and which patients the answers and stored objects are about.
 *
 * @see DICOM PS3.18 sections 9 to 11 (URI, Studies, Worklist services), annex F (JSON model); PS3.10 section 7 (files)
 */
import { Phi } from '../../../../lib/phi.ts';
import { Reader, Violation } from '../../../../lib/reader.ts';
import type { ProtocolEvent, Reading } from '../../dissector.ts';
import { trimmed } from '../dicom/association.ts';
import { readElements, type Source, syntaxOf } from '../dicom/data-set.ts';
import { type Equipment, SubjectMatter } from '../dicom/subject.ts';
import { ISSUER_OF_PATIENT_ID, isIdentifying, PATIENT_ID, tagName } from '../dicom/tags.ts';
import { type Json, type JsonObject, listOf, objectOf, objectsOf, textOf } from './json.ts';
import type { Target } from './target.ts';

export type DicomwebEvent = DicomwebRequest | DicomwebContent;

export interface DicomwebRequest extends ProtocolEvent {
  readonly protocol: 'dicomweb';
  readonly kind: 'request';
  readonly service: DicomwebService;
  readonly fields: readonly string[];
  readonly patient: Phi | undefined;
}

export interface DicomwebContent extends ProtocolEvent {
  readonly protocol: 'dicomweb';
  readonly kind: 'content';
  readonly service: DicomwebService;
  readonly objects: readonly DicomwebObject[];
}

export interface DicomwebObject {
  readonly fields: readonly string[];
  readonly patient: Phi | undefined;
  /** Of whole objects only. */
  readonly equipment: Equipment;
}

export type DicomwebService = 'STOW-RS' | 'QIDO-RS' | 'WADO-RS' | 'WADO-URI' | 'UPS-RS';

export type DicomwebTarget = Pick<DicomwebRequest, 'service' | 'fields' | 'patient'>;

const UID = /^[0-9.]{5,64}$/;
const COLLECTIONS = new Set(['studies', 'series', 'instances']);
/** Query keys by keyword or tag that name a patient. @see PS3.18 section 8.3.4 */
const KEYS: Readonly<Record<string, number>> = {
  PatientID: PATIENT_ID,
  '00100020': PATIENT_ID,
  PatientName: 0x00100010,
  '00100010': 0x00100010,
  PatientBirthDate: 0x00100030,
  '00100030': 0x00100030,
  AccessionNumber: 0x00080050,
  '00080050': 0x00080050,
};

/** @param media The media types that the request accepts or brings. */
export function dicomwebTarget(method: string, { segments, query }: Target, media: string): DicomwebTarget | undefined {
  const service = serviceOf(method, segments, query, /\bdicom\b/i.test(media));
  if (service === undefined) return undefined;
  const fields = new Set<string>();
  let patient: Phi | undefined;
  for (const [name, value] of query) {
    const tag = KEYS[name];
    if (tag === undefined || value === '') continue;
    fields.add(tagName(tag));
    if (tag === PATIENT_ID && !/[*?,]/.test(value)) patient = Phi.of(`${value.trim()}\n`);
  }
  return { service, fields: [...fields], patient };
}

function serviceOf(
  method: string,
  segments: readonly string[],
  query: Target['query'],
  asksDicom: boolean,
): DicomwebService | undefined {
  if (query.some(([name, value]) => name === 'requestType' && value.toUpperCase() === 'WADO')) return 'WADO-URI';
  const named = asksDicom || segments.some((segment) => /^(dicom-?web|(qido|wado|stow)(-?rs)?)$/i.test(segment));
  const at = segments.findIndex((segment) => COLLECTIONS.has(segment) || segment === 'workitems');
  if (at < 0 || !(named || UID.test(segments[at + 1] ?? ''))) return undefined;
  if (segments[at] === 'workitems') return 'UPS-RS';
  if (method === 'POST') return 'STOW-RS';
  return COLLECTIONS.has(segments.at(-1) ?? '') ? 'QIDO-RS' : 'WADO-RS';
}

/** The objects of a body in the DICOM JSON model; undefined when it is none. */
export function dicomJson(json: Json | undefined): DicomwebObject[] | undefined {
  const single = objectOf(json);
  const objects = single === undefined ? objectsOf(json) : [single];
  const models = objects.filter((object) => Object.keys(object).some((key) => TAG.test(key)));
  return models.length === 0 ? undefined : models.map(readModel);
}

const TAG = /^[0-9A-Fa-f]{8}$/;

function readModel(object: JsonObject): DicomwebObject {
  const fields: string[] = [];
  for (const key of Object.keys(object)) {
    if (!TAG.test(key)) continue;
    const tag = Number.parseInt(key, 16);
    if (isIdentifying(tag) && listOf(objectOf(object[key])?.['Value']).length > 0) fields.push(tagName(tag));
  }
  const value = (tag: number): string => {
    const key = tag.toString(16).toUpperCase().padStart(8, '0');
    return textOf(listOf(objectOf(object[key])?.['Value'])[0]).trim();
  };
  const id = value(PATIENT_ID);
  const patient = id === '' ? undefined : Phi.of(`${id}\n${value(ISSUER_OF_PATIENT_ID)}`);
  return { fields, patient, equipment: {} };
}

/** The first DICOM file in the beginning of a body, be it one or several in parts; undefined when there is none. */
export function dicomFile(body: Uint8Array): DicomwebObject | undefined {
  const at = Buffer.from(body.buffer, body.byteOffset, body.byteLength).indexOf('DICM');
  if (at < 0) return undefined;
  const file = new Reader(body.subarray(at + 4));
  const matter = new SubjectMatter();
  try {
    const syntax = syntaxOf(readMeta(file));
    if (syntax !== undefined) {
      const source = new Memory(file);
      // Nothing is waited for: all bytes that there are lie in memory.
      readElements(
        source,
        syntax,
        (tag, length) => matter.wants(tag, length),
        (tag, value) => matter.found(tag, value),
      ).next();
    }
  } catch (error) {
    // What was read of a damaged or cut file before the damage stands.
    if (!(error instanceof Violation)) throw error;
  }
  return { fields: matter.fields, patient: matter.patient(false), equipment: matter.equipment };
}

/** The transfer syntax that a file's meta information names. Leaves the reader where the data set begins. */
function readMeta(file: Reader): string {
  let syntax = '';
  // Bounded by the reader: each round takes at least eight bytes.
  while (file.left >= 8 && file.peek() === 0x02) {
    file.skip(2);
    const element = file.u16le();
    const representation = file.text(2);
    if (representation === 'OB' || representation === 'UN') file.skip(2);
    const value = file.sub(representation === 'OB' || representation === 'UN' ? file.u32le() : file.u16le());
    if (element === 0x0010) syntax = trimmed(value.text(value.left));
  }
  return syntax;
}

/** Bytes in memory as a source of elements. */
class Memory implements Source {
  readonly window: Reader;

  constructor(window: Reader) {
    this.window = window;
  }

  need(length: number): Reading<boolean> {
    return settled(this.window.left >= length);
  }

  pass(length: number): Reading<boolean> {
    const enough = this.window.left >= length;
    if (enough) this.window.skip(length);
    return settled(enough);
  }
}

/** An answer that nothing has to be waited for. */
function* settled<T>(value: T): Reading<T> {
  yield* [];
  return value;
}
