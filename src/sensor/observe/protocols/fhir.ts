/** What FHIR exchanges tell of their servers and of the patients whose data they carry. */
import type { FhirEvent } from '../../dissect/protocols/http/fhir.ts';
import type { Notes } from '../notes.ts';

export function observeFhir(event: FhirEvent, notes: Notes): void {
  notes.protocol('fhir');
  if (event.kind === 'request') {
    notes.action(event.verb);
    notes.role('sender', 'fhir-client');
    notes.role('receiver', 'fhir-server');
    if (event.fields.length > 0) notes.data('patient-identity', event.fields, event.patient);
  } else if (event.kind === 'answer') {
    if (event.verb !== undefined) notes.action(event.verb);
    notes.role('sender', 'fhir-server');
    notes.role('receiver', 'fhir-client');
  } else {
    for (const { category, fields, patient } of event.resources) {
      if (category !== 'other') notes.data(category, fields, patient);
    }
    notes.attribute('sender', 'fhir-software', event.software?.name);
    notes.attribute('sender', 'fhir-software-version', event.software?.version);
  }
}
