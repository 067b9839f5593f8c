/** The OpenAPI 3.1 document, derived from the endpoints and never written by hand. */
import { z } from 'zod';
import type { Endpoint } from './endpoint.ts';
import { Problem } from './problem.ts';

export function openApi(title: string, version: string, endpoints: readonly Endpoint[]): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const endpoint of endpoints) (paths[endpoint.path] ??= {})[endpoint.method.toLowerCase()] = operation(endpoint);
  return { openapi: '3.1.0', info: { title, version }, servers: [{ url: '/api' }], paths };
}

function operation({ method, path, summary, permission, input, output }: Endpoint): object {
  const { properties = {}, required = [] } = z.toJSONSchema(input, { io: 'input' });
  const inPath = (name: string) => path.includes(`{${name}}`);
  const names = Object.keys(properties);
  const parameters = names
    .filter((name) => inPath(name) || method === 'GET')
    .map((name) => ({
      name,
      in: inPath(name) ? 'path' : 'query',
      required: required.includes(name),
      schema: properties[name],
    }));
  const inBody = names.filter((name) => !inPath(name));
  const body = {
    type: 'object',
    properties: Object.fromEntries(inBody.map((name) => [name, properties[name]])),
    required: required.filter((name) => !inPath(name)),
  };
  return {
    summary,
    'x-permission': permission,
    parameters,
    ...(method === 'GET' ? {} : { requestBody: content('application/json', body) }),
    responses: {
      200: { description: 'OK', ...content('application/json', z.toJSONSchema(output)) },
      default: { description: 'A problem', ...content('application/problem+json', z.toJSONSchema(Problem)) },
    },
  };
}

const content = (type: string, schema: object) => ({ content: { [type]: { schema } } });
