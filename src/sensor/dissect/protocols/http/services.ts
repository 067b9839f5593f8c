/** The medical services on HTTP: which one a request is for, and what bodies say of patients. */
import type { Phi } from '../../../../lib/phi.ts';
import type { Emit } from '../../dissector.ts';
import type { Hl7Event } from '../hl7.ts';
import { dicomFile, dicomJson, type DicomwebEvent, type DicomwebTarget, dicomwebTarget } from './dicomweb.ts';
import { categoryOf } from './fhir-types.ts';
import { type FhirContent, fhirContent, type FhirEvent, type FhirTarget, fhirTarget, patientAt } from './fhir.ts';
import { hl7Body, isHl7 } from './hl7-body.ts';
import { parseJson, unpack } from './json.ts';
import type { Wanted } from './kept.ts';
import { type Headers, mediaType } from './message.ts';
import { type SdcContent, sdcContent } from './sdc.ts';
import { parseTarget } from './target.ts';

/** What an exchange is about, for the one who reads its response. */
export interface Exchange {
  readonly method: string;
  readonly fhir: FhirTarget | undefined;
  readonly dicomweb: DicomwebTarget | undefined;
  /** A patient who was sent to be created, and has no id of the server's yet. */
  unnamed: Phi | undefined;
  /** The type of the HL7 message that was sent; undefined when none was. */
  hl7: string | undefined;
}

export type ServiceEvent = FhirEvent | DicomwebEvent | Hl7Event | SdcContent;
type EmitService = Emit<ServiceEvent>;

/** Resources and messages longer than this are not looked into; of files the beginning is enough. */
const MAX_JSON = 512 * 1024;
const SOAP = 'application/soap+xml';
const MAX_FILE_HEAD = 64 * 1024;

export function exchangeOf(method: string, target: string, headers: Headers): Exchange {
  const media = `${headers.get('accept') ?? ''} ${headers.get('content-type') ?? ''}`;
  const parsed = parseTarget(target);
  const dicomweb = dicomwebTarget(method, parsed, media);
  const fhir = dicomweb === undefined ? fhirTarget(method, parsed) : undefined;
  const sure = fhir?.sure === true || /\bfhir\b/i.test(media);
  return { method, dicomweb, fhir: fhir && { ...fhir, sure }, unnamed: undefined, hl7: undefined };
}

/** Tells what the request itself shows. */
export function tellRequest({ fhir, dicomweb }: Exchange, emit: EmitService): void {
  if (dicomweb !== undefined) emit({ protocol: 'dicomweb', kind: 'request', ...dicomweb });
  if (fhir?.sure !== true) return;
  emit({ protocol: 'fhir', kind: 'request', verb: fhir.verb, fields: fhir.fields, patient: fhir.patient });
}

/** How much of a body of this kind is worth keeping. */
export function wantedOf(headers: Headers, exchange: Exchange | undefined): Wanted {
  const type = mediaType(headers.get('content-type'));
  if (isFhir(type) || type === 'application/dicom+json') return { what: 'whole', limit: MAX_JSON };
  if (isHl7(type) || type === SOAP) return { what: 'whole', limit: MAX_JSON };
  const service = exchange?.fhir ?? exchange?.dicomweb;
  if (type === 'application/json' && service !== undefined) return { what: 'whole', limit: MAX_JSON };
  return isFile(type, headers) ? { what: 'head', limit: MAX_FILE_HEAD } : undefined;
}

/** Tells what a request brings. */
export function tellSent(exchange: Exchange, headers: Headers, body: Uint8Array | undefined, emit: EmitService): void {
  if (tellMessage(exchange, headers, body, emit)) return;
  if (exchange.dicomweb !== undefined) tellObjects(exchange.dicomweb, headers, body, emit);
  else if (exchange.fhir !== undefined) {
    const content = contentOf(headers, body);
    if (content === undefined) return;
    // Created resources get their id from the server: the answer says which.
    const [first] = content.resources;
    if (exchange.fhir.verb !== 'POST Patient' || first?.type !== 'Patient') emit(content);
    else if (first.named) emit(content);
    else {
      exchange.unnamed = first.patient;
      emit({ ...content, resources: [{ ...first, patient: undefined }] });
    }
  }
}

/** Tells what a response shows and brings. */
export function tellAnswer(
  exchange: Exchange | undefined,
  status: number,
  headers: Headers,
  body: Uint8Array | undefined,
  emit: EmitService,
): void {
  if (tellMessage(exchange, headers, body, emit)) return;
  if (exchange?.dicomweb !== undefined) {
    if (status < 300 && exchange.dicomweb.service !== 'STOW-RS') tellObjects(exchange.dicomweb, headers, body, emit);
    return;
  }
  const target = exchange?.fhir;
  const fhir = isFhir(mediaType(headers.get('content-type')));
  const content = contentOf(headers, body);
  if (content === undefined && !fhir && !(target?.sure === true && status < 400)) return;
  emit({ protocol: 'fhir', kind: 'answer', verb: target?.sure === false ? target.verb : undefined });
  const created =
    exchange?.unnamed === undefined ? undefined : (patientAt(headers.get('location')) ?? exchange.unnamed);
  if (created !== undefined) emit(named('Patient', created));
  if (content !== undefined) emit(content);
  else if (fhir && status < 300 && target?.type !== undefined) emit(named(target.type, target.patient));
}

/** Tells what a message brings that says by its type alone what it is. Returns whether it was one. */
function tellMessage(
  exchange: Exchange | undefined,
  headers: Headers,
  body: Uint8Array | undefined,
  emit: EmitService,
): boolean {
  const type = mediaType(headers.get('content-type'));
  if (!isHl7(type) && type !== SOAP) return false;
  const plain = body && unpack(body, headers.get('content-encoding'));
  if (plain === undefined) return true;
  if (type === SOAP) {
    const content = sdcContent(plain);
    if (content !== undefined) emit(content);
    return true;
  }
  for (const event of hl7Body(plain, exchange?.hl7)) {
    if (event.kind === 'message' && exchange !== undefined) exchange.hl7 ??= event.type;
    emit(event);
  }
  return true;
}

function contentOf(headers: Headers, body: Uint8Array | undefined): FhirContent | undefined {
  return body === undefined ? undefined : fhirContent(parseJson(body, headers.get('content-encoding')));
}

/** Of a resource that went through, but could not be looked into, its type alone is told. */
function named(type: string, patient: Phi | undefined): FhirContent {
  const category = categoryOf(type) ?? 'other';
  const resources = category === 'other' ? [] : [{ type, category, fields: [`${type}.id`], patient, named: true }];
  return { protocol: 'fhir', kind: 'content', resources, devices: [], software: undefined };
}

function tellObjects(
  { service }: DicomwebTarget,
  headers: Headers,
  body: Uint8Array | undefined,
  emit: EmitService,
): void {
  const type = mediaType(headers.get('content-type'));
  const json = type.endsWith('json') && body !== undefined;
  const file = isFile(type, headers) && body !== undefined ? dicomFile(body) : undefined;
  const objects = json ? dicomJson(parseJson(body, headers.get('content-encoding'))) : file && [file];
  if (objects !== undefined) emit({ protocol: 'dicomweb', kind: 'content', service, objects });
}

const isFhir = (type: string): boolean => /^application\/(fhir\+(json|xml)|(json|xml)\+fhir)$/.test(type);

function isFile(type: string, headers: Headers): boolean {
  if (type === 'application/dicom') return true;
  return type === 'multipart/related' && /\btype="?application\/dicom\b/i.test(headers.get('content-type') ?? '');
}
