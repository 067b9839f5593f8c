/** The OpenAPI 3.1 document, derived from the endpoints and never written by hand. */
import { z } from 'zod';
import { ANYONE, type Endpoint, fileTypeOf } from './endpoint.ts';
import { EVENT_PERMISSIONS } from './events.ts';
import { Problem } from './problem.ts';

export interface Operation {
  readonly summary: string;
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly 'x-permission': string;
  readonly parameters: readonly Parameter[];
  readonly requestBody?: { readonly required: boolean; readonly content: Content };
  readonly responses: Readonly<
    Record<string, { readonly content: Content; readonly description: string } | { readonly $ref: string }>
  >;
  /** Empty where nobody has to be logged in. */
  readonly security?: readonly [];
  readonly 'x-events'?: Readonly<Record<string, string>>;
}

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required: boolean;
  readonly schema: object;
}

export type Content = Readonly<Record<string, { readonly schema: object }>>;

export interface OpenApi {
  readonly openapi: '3.1.0';
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly servers: readonly { readonly url: string }[];
  readonly security: readonly object[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: object;
}

export interface ApiDescription {
  readonly title: string;
  readonly version: string;
  readonly endpoints: readonly Endpoint[];
  /** Whether there is a stream of events. */
  readonly events: boolean;
}

const DESCRIPTION = [
  'Log in with a session, as the console does, or send a token of your own account: `Authorization: Bearer wardline_…`.',
  'Whoever changes something with a session also sends `wardline-request: 1`.',
  'Times are ISO 8601 in UTC. Problems are problem documents (RFC 9457).',
].join(' ');

export function openApi({ title, version, endpoints, events }: ApiDescription): OpenApi {
  const paths: Record<string, Record<string, Operation>> = {};
  for (const endpoint of endpoints) (paths[endpoint.path] ??= {})[endpoint.method.toLowerCase()] = operation(endpoint);
  if (events) paths['/events'] = { get: EVENTS };
  return {
    openapi: '3.1.0',
    info: { title, version, description: DESCRIPTION },
    servers: [{ url: '/api' }],
    security: [{ session: [] }, { token: [] }],
    paths,
    components: {
      schemas: { Problem: z.toJSONSchema(Problem, { target: 'draft-2020-12' }) },
      responses: { Problem: { description: 'A problem', content: PROBLEM } },
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'wardline-session', description: 'Set by logging in' },
        token: { type: 'http', scheme: 'bearer', description: 'A token that an account made for its scripts' },
      },
    },
  };
}

const PROBLEM: Content = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };

function operation(endpoint: Endpoint): Operation {
  const { method, path, summary, permission, output, upload, repeatable } = endpoint;
  const { properties = {}, required = [] } = z.toJSONSchema(endpoint.input, { io: 'input', unrepresentable: 'any' });
  const inPath = (name: string) => path.includes(`{${name}}`);
  const names = Object.keys(properties);
  const parameters = names
    .filter((name) => inPath(name) || method === 'GET' || upload !== undefined)
    .map((name) => ({
      name,
      in: inPath(name) ? ('path' as const) : ('query' as const),
      required: inPath(name) || required.includes(name),
      schema: schemaOf(properties[name]),
    }));
  const key = { name: 'Idempotency-Key', in: 'header' as const, required: false, schema: { type: 'string' } };
  const file = fileTypeOf(endpoint);
  const answer: Content =
    file === undefined
      ? { 'application/json': { schema: z.toJSONSchema(output, { unrepresentable: 'any' }) } }
      : { [file]: { schema: BINARY } };
  return {
    summary,
    operationId: `${method.toLowerCase()}${path.replaceAll(/[^a-zA-Z0-9]+(.)?/g, (_, next?: string) => (next ?? '').toUpperCase())}`,
    tags: [path.split('/')[1] ?? ''],
    'x-permission': permission,
    ...(permission === ANYONE ? { security: [] } : {}),
    parameters: repeatable === true ? [...parameters, key] : parameters,
    ...bodyOf(
      endpoint,
      properties,
      required.filter((name) => !inPath(name)),
    ),
    responses: { 200: { description: 'OK', content: answer }, default: { $ref: '#/components/responses/Problem' } },
  };
}

const BINARY = { type: 'string', format: 'binary' };

function bodyOf(
  { method, path, upload }: Endpoint,
  properties: Readonly<Record<string, unknown>>,
  required: readonly string[],
): { requestBody?: { required: boolean; content: Content } } {
  if (upload !== undefined) return { requestBody: { required: true, content: { [upload]: { schema: BINARY } } } };
  const inBody = Object.entries(properties).filter(([name]) => !path.includes(`{${name}}`));
  if (method === 'GET' || inBody.length === 0) return {};
  const schema = { type: 'object', properties: Object.fromEntries(inBody), required };
  return { requestBody: { required: required.length > 0, content: { 'application/json': { schema } } } };
}

const schemaOf = (value: unknown): object => (typeof value === 'object' && value !== null ? value : {});

const EVENTS: Operation = {
  summary: 'What has just changed, as server-sent events; after `resync`, ask for everything again',
  operationId: 'getEvents',
  tags: ['events'],
  'x-permission': 'each kind of event needs its own',
  parameters: [{ name: 'Last-Event-ID', in: 'header', required: false, schema: { type: 'string' } }],
  'x-events': EVENT_PERMISSIONS,
  responses: {
    200: {
      description: 'Until the caller goes away',
      content: { 'text/event-stream': { schema: { type: 'string' } } },
    },
    default: { $ref: '#/components/responses/Problem' },
  },
};
