/** What DICOM associations and messages tell of the systems that exchange them. */
import type { DicomEvent } from '../../dissect/protocols/dicom.ts';
import type { Association } from '../../dissect/protocols/dicom/association.ts';
import type { Notes } from '../notes.ts';

export function observeDicom(event: DicomEvent, notes: Notes): void {
  if (event.kind === 'associate-request') observeRequest(event, notes);
  else if (event.kind === 'associate-accept') observeAccept(event, notes);
  else if (event.kind === 'associate-reject') notes.role('sender', 'dicom-scp');
}

function observeRequest(event: Association, notes: Notes): void {
  notes.attribute('sender', 'dicom-ae-title', event.callingAe);
  notes.attribute('receiver', 'dicom-ae-title', event.calledAe);
  observeImplementation(event, notes);
  notes.role('sender', 'dicom-scu');
  for (const { sopClass } of event.contexts) notes.attribute('sender', 'dicom-sop-class', sopClass);
  if (event.identity !== undefined) {
    notes.attribute('sender', 'dicom-user-identity', event.identity);
    if (event.identity !== 'unknown') notes.data('credential', [`dicom-${event.identity}`]);
  }
}

/** An answer repeats the titles of the request (PS3.8 table 9-17): they say nothing new. */
function observeAccept(event: Association, notes: Notes): void {
  observeImplementation(event, notes);
  notes.role('sender', 'dicom-scp');
}

function observeImplementation(event: Association, notes: Notes): void {
  notes.attribute('sender', 'dicom-implementation-uid', event.implementationUid);
  notes.attribute('sender', 'dicom-implementation-version', event.implementationVersion);
}
