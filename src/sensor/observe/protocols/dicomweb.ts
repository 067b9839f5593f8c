/** What DICOMweb exchanges tell of who stores, queries and retrieves images, and whose. */
import type { DicomwebContent, DicomwebEvent } from '../../dissect/protocols/http/dicomweb.ts';
import type { Notes } from '../notes.ts';

/** A client that stores an object may be the equipment that made it, or pass it on. */
const PERHAPS = 0.5;

export function observeDicomweb(event: DicomwebEvent, notes: Notes): void {
  notes.protocol('dicomweb');
  if (event.kind === 'content') {
    observeContent(event, notes);
    return;
  }
  notes.action(event.service);
  notes.role('sender', 'dicomweb-client');
  notes.role('receiver', 'dicomweb-server');
  if (event.fields.length > 0) notes.data('patient-identity', event.fields, event.patient);
}

function observeContent({ service, objects }: DicomwebContent, notes: Notes): void {
  for (const { fields, patient, equipment } of objects) {
    if (fields.length > 0) notes.data('patient-identity', fields, patient);
    if (service !== 'QIDO-RS' && service !== 'UPS-RS') notes.data('imaging', ['(0008,0018)'], patient);
    if (service === 'UPS-RS') notes.data('schedule', ['(0040,4018)'], patient);
    if (service !== 'STOW-RS') continue;
    notes.attribute('sender', 'dicom-manufacturer', equipment.manufacturer, PERHAPS);
    notes.attribute('sender', 'dicom-model', equipment.model, PERHAPS);
    notes.attribute('sender', 'dicom-serial', equipment.serial, PERHAPS);
    notes.attribute('sender', 'dicom-software', equipment.software, PERHAPS);
    notes.attribute('sender', 'dicom-station', equipment.station, PERHAPS);
    notes.attribute('sender', 'dicom-institution', equipment.institution, PERHAPS);
    notes.attribute('sender', 'dicom-modality', equipment.modality, PERHAPS);
  }
}
