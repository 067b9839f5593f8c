/**
 * `fhir-server.ts PORT < patients.json`: a small FHIR R4 server that knows patients, takes and gives observations and
 * devices. Ours, written from the specification; it holds everything in memory.
 *
 * @see http://hl7.org/fhir/R4/http.html
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';

interface Resource {
  readonly resourceType: string;
  readonly id?: string;
  readonly subject?: { readonly reference?: string };
}

const SOFTWARE = 'Hartley-FHIR/2.4.1';
const resources: Resource[] = parseList(await text(process.stdin));

createServer((request, response) => {
  answer(request, response).catch((error: unknown) => {
    send(response, 500, { resourceType: 'OperationOutcome', issue: [{ severity: 'fatal', code: 'exception' }] });
    console.error(error);
  });
}).listen(Number(process.argv[2]), '0.0.0.0');

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://fhir.invalid');
  const [, , type = '', id] = url.pathname.split('/');
  if (type === 'metadata') return send(response, 200, capabilities());
  if (request.method === 'POST') {
    const [resource] = parseList(`[${await text(request)}]`);
    const stored = { ...resource, resourceType: type, id: `${type.toLowerCase()}-${resources.length}` };
    resources.push(stored);
    return send(response, 201, stored);
  }
  if (id === undefined) return send(response, 200, search(type, url.searchParams));
  const found = resources.find((resource) => resource.resourceType === type && resource.id === id);
  if (found !== undefined) return send(response, 200, found);
  send(response, 404, { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'not-found' }] });
}

/** Knows two parameters: `identifier`, which is the id, and `patient`. */
function search(type: string, wanted: URLSearchParams): object {
  const [identifier, patient] = [wanted.get('identifier'), wanted.get('patient')];
  const matches = resources.filter(
    ({ resourceType, id, subject }) =>
      resourceType === type &&
      (identifier === null || id === identifier) &&
      (patient === null || subject?.reference === `Patient/${patient}`),
  );
  const entry = matches.map((resource) => ({ resource }));
  return { resourceType: 'Bundle', type: 'searchset', total: matches.length, entry };
}

function capabilities(): object {
  return {
    resourceType: 'CapabilityStatement',
    status: 'active',
    date: '2026-01-15',
    kind: 'instance',
    software: { name: 'Hartley FHIR', version: '2.4.1' },
    fhirVersion: '4.0.1',
    format: ['json'],
    rest: [{ mode: 'server', resource: ['Patient', 'Observation', 'Device'].map((type) => ({ type })) }],
  };
}

function send(response: ServerResponse, status: number, body: object): void {
  const headers = { 'Content-Type': 'application/fhir+json; charset=utf-8', Server: SOFTWARE, Connection: 'close' };
  response.writeHead(status, headers).end(JSON.stringify(body));
}

function parseList(json: string): Resource[] {
  const list: unknown = JSON.parse(json);
  if (!Array.isArray(list)) throw new Error('wants a list of resources');
  return list.filter(isResource);
}

function isResource(value: unknown): value is Resource {
  return typeof value === 'object' && value !== null && 'resourceType' in value;
}
