/** A FHIR R4 server (ours, see `lab/programs/fhir-server.ts`) and its clients, which are curl. */
import type { Host } from '../host.ts';
import { isoDate, type Patient } from '../patients.ts';
import { plays, tells, type Truth } from '../truth.ts';
import { browse } from './curl.ts';
import { node } from './node.ts';

export const FHIR = 8080;
const JSON_TYPE = 'application/fhir+json';

export interface FhirDevice {
  readonly id: string;
  readonly manufacturer: string;
  readonly model: string;
  readonly serial: string;
}

export async function startFhir(host: Host, known: readonly Patient[], devices: readonly FhirDevice[]): Promise<void> {
  const resources = [...known.map(asPatient), ...devices.map(asDevice)];
  const file = host.write('resources.json', JSON.stringify(resources));
  host.start(['sh', '-c', `exec "$@" < ${file}`, 'sh', ...node('fhir-server.ts', String(FHIR))]);
  await host.listening(FHIR);
  tells(host.truth, 'http', { 'http-server': 'Hartley-FHIR/2.4.1' });
  plays(host.truth, 'fhir-server');
}

/** A client of the server, one connection a request. */
export class FhirClient {
  readonly #truth: Truth;
  readonly #client: Host;
  readonly #server: Host;
  readonly #userAgent: string;

  constructor(truth: Truth, client: Host, server: Host, userAgent: string) {
    this.#truth = truth;
    this.#client = client;
    this.#server = server;
    this.#userAgent = userAgent;
    tells(client.truth, 'http', { 'http-user-agent': userAgent });
    plays(client.truth, 'fhir-client');
  }

  async readMetadata(): Promise<void> {
    await this.#request('metadata');
    this.#note('GET', 0, {});
  }

  async readDevices(): Promise<void> {
    await this.#request('Device');
    this.#note('GET', 0, {});
  }

  /** By the identifier in the query, as an application does that scanned a wristband. */
  async findPatient(patient: Patient): Promise<void> {
    const found = await this.#request(`Patient?identifier=${patient.id}`);
    if (!found.includes(patient.family)) throw new Error(`the FHIR server does not know ${patient.id}`);
    // The question and the answer name the patient.
    this.#note('GET', 1, { 'patient-identity': 2 });
  }

  /** All patients, of whom the server has `count`. */
  async listPatients(count: number): Promise<void> {
    await this.#request('Patient');
    this.#note('GET', count, { 'patient-identity': count });
  }

  async record(patient: Patient, code: string, display: string, value: number, unit: string): Promise<void> {
    const body = JSON.stringify({
      resourceType: 'Observation',
      status: 'final',
      code: { coding: [{ system: 'http://loinc.org', code, display }] },
      subject: { reference: `Patient/${patient.id}`, display: `${patient.family} ${patient.given}` },
      effectiveDateTime: '2026-03-02T08:20:00Z',
      valueQuantity: { value, unit },
      note: [{ text: patient.note }],
    });
    await this.#request('Observation', body);
    // The server's answer repeats what it was sent.
    this.#note('POST', 1, { observation: 2 });
  }

  async readObservations(patient: Patient): Promise<void> {
    await this.#request(`Observation?patient=${patient.id}`);
    this.#note('GET', 1, { 'patient-identity': 1, observation: 1 });
  }

  async #request(path: string, body?: string): Promise<string> {
    const request = { userAgent: this.#userAgent, accept: JSON_TYPE };
    const url = `http://${this.#server.address}:${FHIR}/fhir/${path}`;
    return await browse(this.#client, url, body === undefined ? request : { ...request, body, contentType: JSON_TYPE });
  }

  #note(verb: string, patients: number, items: Readonly<Record<string, number>>): void {
    const data = Object.entries(items).map(([category, count]) => ({ category, items: count, patients }));
    const detail = { patients, data, actions: [{ verb, count: 1 }] };
    this.#truth.flow(this.#client.name, this.#server.name, FHIR, 'tcp', 'fhir', detail);
  }
}

function asPatient(patient: Patient): object {
  return {
    resourceType: 'Patient',
    id: patient.id,
    identifier: [{ system: 'urn:oid:2.25.20477033316840138', value: patient.id }],
    name: [{ family: patient.family, given: [patient.given] }],
    gender: patient.sex === 'F' ? 'female' : 'male',
    birthDate: isoDate(patient.birth),
    address: [{ line: [patient.street] }],
    telecom: [{ system: 'phone', value: patient.phone }],
  };
}

function asDevice({ id, manufacturer, model, serial }: FhirDevice): object {
  const deviceName = [{ name: model, type: 'model-name' }];
  return { resourceType: 'Device', id, manufacturer, deviceName, modelNumber: model, serialNumber: serial };
}
