/**
 * What Device resources say of the devices that they describe.
 *
 * @see https://hl7.org/fhir/R4/device.html; R5 calls a device's names `name`, STU 3 its model `model` and its UDI `udi`
 */
import { type Json, type JsonObject, listOf, objectOf, objectsOf, textOf } from './json.ts';

export interface FhirDevice {
  readonly manufacturer: string;
  readonly model: string;
  readonly serial: string;
  readonly lot: string;
  readonly software: string;
  readonly udi: string;
  readonly name: string;
  readonly type: string;
}

const MAX_TEXT = 128;

export function fhirDevice(resource: JsonObject): FhirDevice {
  const [carrier] = objectsOf(resource['udiCarrier']);
  const older = objectOf(resource['udi']) ?? objectOf(resource['udiCarrier']);
  const type = objectsOf(resource['type'])[0] ?? objectOf(resource['type']);
  const [coding] = objectsOf(type?.['coding']);
  return {
    manufacturer: shown(resource['manufacturer']),
    model: shown(resource['modelNumber']) || shown(resource['model']),
    serial: shown(resource['serialNumber']),
    lot: shown(resource['lotNumber']),
    software: versionOf(resource['version']),
    udi: shown((carrier ?? older)?.['carrierHRF']) || shown((carrier ?? older)?.['deviceIdentifier']),
    name: nameOf(resource),
    type: shown(type?.['text']) || shown(coding?.['display']),
  };
}

/** The version of the software, else the first that there is. */
function versionOf(version: Json | undefined): string {
  if (typeof version === 'string') return shown(version);
  const versions = objectsOf(version);
  const software = versions.find((each) => /software|firmware/i.test(JSON.stringify(each['type'] ?? '')));
  return shown((software ?? versions[0])?.['value']);
}

function nameOf(resource: JsonObject): string {
  const [first] = [...objectsOf(resource['deviceName']), ...objectsOf(resource['name'])];
  return shown(first?.['name']) || shown(first?.['value']) || shown(listOf(resource['name'])[0]);
}

const shown = (json: Json | undefined): string =>
  textOf(json)
    .replaceAll(/\p{Cc}/gu, ' ')
    .slice(0, MAX_TEXT)
    .trim();
