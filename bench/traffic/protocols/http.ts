/** HTTP/1.1: pages, device status and a FHIR server, each with a body. @see RFC 9110, RFC 9112, FHIR R4 section 2.21 */
import { bytes } from '../bytes.ts';
import type { Random } from '../random.ts';
import type { Author, Turn } from '../talk.ts';

const AGENTS = [
  'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Safari/537.36',
  'PumpAgent/2.1',
  'InfusionGateway/4.0.3 (linux)',
  'curl/8.5.0',
];
const SERVERS = ['nginx/1.24.0', 'Apache/2.4.58 (Debian)', 'lighttpd/1.4.69', 'GoAhead-Webs'];

export const web: Author = (random, client, server, port) => {
  const agent = AGENTS[client.index % AGENTS.length] ?? '';
  const software = SERVERS[server.index % SERVERS.length] ?? '';
  const turns = Array.from({ length: random.between(1, 7) }, (): readonly Turn[] => {
    const resource = random.below(5) === 0 ? fhir(random) : page(random);
    const request = `GET ${resource.path} HTTP/1.1\r\nHost: ${server.name}.example\r\nUser-Agent: ${agent}\r\nAccept: */*\r\n\r\n`;
    const head = `HTTP/1.1 200 OK\r\nServer: ${software}\r\nContent-Type: ${resource.type}\r\n`;
    return [
      ['client', bytes(request)],
      ['server', bytes(`${head}Content-Length: ${resource.body.length}\r\n\r\n${resource.body}`)],
    ];
  });
  return { transport: 'tcp', clientPort: port, serverPort: 80, turns: turns.flat() };
};

interface Resource {
  readonly path: string;
  readonly type: string;
  readonly body: string;
}

function page(random: Random): Resource {
  const body = `<!doctype html><title>Status</title>${'<p>All is well here.</p>'.repeat(random.between(5, 250))}`;
  return { path: `/status/${random.below(1000)}`, type: 'text/html', body };
}

function fhir(random: Random): Resource {
  const id = random.below(100_000);
  const patient = { resourceType: 'Patient', id: `${id}`, name: [{ family: 'Bench', given: [`Patient ${id}`] }] };
  const body = JSON.stringify({ ...patient, birthDate: '1950-01-01', gender: 'female' });
  return { path: `/fhir/Patient/${id}`, type: 'application/fhir+json', body };
}
