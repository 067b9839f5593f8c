/** Which deeds are done for a patient, and which a device does by itself, such as asking for its worklist all night. */

const IMAGE = 'C-STORE';
/** A modality says that it began a procedure. @see DICOM PS3.4 section F.7 */
const BEGIN = 'N-CREATE';
const DICOM: ReadonlySet<string> = new Set([IMAGE, BEGIN, 'N-SET', 'N-ACTION', 'C-MOVE', 'C-GET']);
/** Questions, and the repetition of master files. @see HL7 v2.9 chapters 5 and 8 */
const HL7_BY_ITSELF = /^(ACK|QBP|QRY|QCN|QSB|RSP|NMD|NMQ|NMR|MF[A-Z]|A[ACER]|C[AER])(\^|$)/;

/** Whether a deed means that somebody used the device. `protocol` and `verb` as observed. */
export function isUse(protocol: string, verb: string): boolean {
  if (protocol === 'dicom') return DICOM.has(verb);
  if (protocol === 'hl7') return /^[A-Z]{3}(\^|$)/.test(verb) && !HL7_BY_ITSELF.test(verb);
  if (protocol === 'fhir') return /^(POST|PUT|PATCH|create|update)/.test(verb);
  if (protocol === 'dicomweb') return verb.startsWith('STOW');
  return /^(poct1|lis2|astm)/.test(protocol);
}

export const isImage = (protocol: string, verb: string): boolean =>
  (protocol === 'dicom' && verb === IMAGE) || (protocol === 'dicomweb' && verb.startsWith('STOW'));

export const isBegin = (protocol: string, verb: string): boolean => protocol === 'dicom' && verb === BEGIN;
