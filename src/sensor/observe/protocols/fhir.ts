/** What FHIR exchanges tell of their servers and of the patients whose data they carry. */
import type { FhirEvent } from '../../dissect/protocols/http/fhir.ts';
import type { FhirDevice } from '../../dissect/protocols/http/fhir-device.ts';
import { childText } from '../child.ts';
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
    // A server hands out what it was told of others; a client that writes about one device may be it.
    if (notes.side === 'originator') observeDevices(event.devices, notes);
    notes.attribute('sender', 'fhir-software', event.software?.name);
    notes.attribute('sender', 'fhir-software-version', event.software?.version);
  }
}

function observeDevices(devices: readonly FhirDevice[], notes: Notes): void {
  const confidence = devices.length > 1 ? 0.2 : 0.4;
  for (const device of devices) {
    notes.attribute('sender', 'fhir-manufacturer', device.manufacturer, confidence);
    notes.attribute('sender', 'fhir-model', device.model, confidence);
    notes.attribute('sender', 'fhir-serial', device.serial, confidence);
    notes.attribute('sender', 'fhir-device-software', device.software, confidence);
    notes.attribute('sender', 'fhir-device-name', device.name, confidence);
    notes.attribute('sender', 'fhir-device-type', device.type, confidence);
    notes.attribute('sender', 'udi', device.udi, confidence);
    notes.attribute('sender', 'udi-lot', device.lot, confidence);
    const text = childText({
      'fhir-serial': device.serial,
      udi: device.udi,
      'fhir-manufacturer': device.manufacturer,
      'fhir-model': device.model,
      'fhir-device-name': device.name,
      'fhir-device-type': device.type,
    });
    notes.attribute('sender', 'child', text, 0.5);
  }
}
