/** Asks other people's servers for files: with bounds on bytes, redirects, time and pace, and through a proxy when there is one. */
import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { Agent as HttpAgent, type IncomingMessage, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { getCACertificates } from 'node:tls';
import { MAX_REDIRECTS, PACE, type Pace } from '../limits.ts';
import { unpacked } from '../unpacked.ts';
import { asNetworkTrouble, trouble } from './trouble.ts';

export interface ClientOptions {
  /** HTTPS_PROXY, HTTP_PROXY and NO_PROXY as the environment has them. */
  readonly environment?: NodeJS.ProcessEnv;
  /** Certificates in PEM that are trusted besides those of the system, such as that of the hospital's proxy. */
  readonly ca?: string | undefined;
  readonly pace?: Pace;
  readonly signal?: AbortSignal | undefined;
}

export interface Wish {
  readonly url: string;
  /** Of the answer as it comes, and of what it unpacks to. */
  readonly maxBytes: number;
  /** What is known of the last answer: the server may say that it still holds. */
  readonly etag?: string | undefined;
  readonly modified?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  /** That it is not there is an answer, and no trouble. */
  readonly optional?: boolean;
}

export interface Answered {
  /** The server says that what `etag` or `modified` told still holds: there is no body. */
  readonly unchanged: boolean;
  /** There is nothing at that address, and the wish said that this may be. */
  readonly missing: boolean;
  readonly etag: string | undefined;
  readonly modified: string | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly bytes: number;
  /** Of the body, in hexadecimal. */
  readonly sha256: string;
  readonly sha512: string;
}

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

export class Client {
  readonly #agents: readonly [HttpAgent, HttpsAgent];
  readonly #pace: Pace;
  readonly #signal: AbortSignal | undefined;

  constructor({ environment = {}, ca, pace = PACE, signal }: ClientOptions = {}) {
    this.#pace = pace;
    this.#signal = signal;
    const options = { keepAlive: true, timeout: pace.idle, proxyEnv: environment };
    this.#agents = [new HttpAgent(options), new HttpsAgent({ ...options, ca: trusted(ca) })];
  }

  /** Writes the answer into `file`. @throws AppError `unavailable` that names the address and what is wrong */
  async download(wish: Wish, file: string): Promise<Answered> {
    const handle = await open(file, 'w');
    try {
      const answered = await this.#take(wish, async (chunk) => void (await handle.write(chunk)));
      await handle.sync();
      return answered;
    } finally {
      await handle.close();
    }
  }

  /** @throws AppError `unavailable` that names the address and what is wrong */
  async bytes(wish: Wish): Promise<Answered & { readonly body: Buffer }> {
    const chunks: Buffer[] = [];
    const answered = await this.#take(wish, (chunk) => void chunks.push(chunk));
    return { ...answered, body: Buffer.concat(chunks) };
  }

  /** Lets go of the connections that are kept. */
  close(): void {
    for (const agent of this.#agents) agent.destroy();
  }

  async #take(wish: Wish, write: (chunk: Buffer) => void | Promise<void>): Promise<Answered> {
    const whole = AbortSignal.timeout(this.#pace.whole);
    const signal = this.#signal === undefined ? whole : AbortSignal.any([whole, this.#signal]);
    try {
      const response = await this.#follow(wish, signal);
      return await this.#receive(wish, response, write);
    } catch (error) {
      throw whole.aborted
        ? trouble(wish.url, 'took longer than it may in all', error)
        : asNetworkTrouble(wish.url, error);
    }
  }

  async #follow(wish: Wish, signal: AbortSignal): Promise<IncomingMessage> {
    let url = new URL(wish.url);
    for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
      const response = await this.#ask(url, wish, signal);
      const { location } = response.headers;
      if (!REDIRECTS.has(response.statusCode ?? 0) || location === undefined) return response;
      response.resume();
      const next = new URL(location, url);
      if (url.protocol === 'https:' && next.protocol !== 'https:')
        throw trouble(wish.url, `leads from https to ${next.protocol}`);
      // Whoever we are led to has no business with what opens the first door.
      if (next.host !== url.host) wish = { ...wish, headers: {} };
      url = next;
    }
    throw trouble(wish.url, `leads on more than ${MAX_REDIRECTS} times`);
  }

  #ask(url: URL, { etag, modified, headers }: Wish, signal: AbortSignal): Promise<IncomingMessage> {
    const isTls = url.protocol === 'https:';
    if (!isTls && url.protocol !== 'http:') throw trouble(url.href, 'is neither https nor http');
    return new Promise((resolve, reject) => {
      const request = (isTls ? httpsRequest : httpRequest)(url, {
        agent: this.#agents[isTls ? 1 : 0],
        signal,
        headers: {
          'user-agent': 'wardline',
          'accept-encoding': 'gzip, br',
          ...(etag !== undefined && { 'if-none-match': etag }),
          ...(modified !== undefined && { 'if-modified-since': modified }),
          ...headers,
        },
      });
      let answer: IncomingMessage | undefined;
      // Only the answer hands what ends it on to whoever reads it.
      request.setTimeout(this.#pace.idle, () => (answer ?? request).destroy(trouble(url.href, 'fell silent')));
      request.once('response', (response) => resolve((answer = response)));
      request.on('error', reject).end();
    });
  }

  async #receive(
    wish: Wish,
    response: IncomingMessage,
    write: (chunk: Buffer) => void | Promise<void>,
  ): Promise<Answered> {
    const { statusCode = 0, headers } = response;
    const unchanged = statusCode === 304;
    const missing = statusCode === 404 && wish.optional === true;
    const sha256 = createHash('sha256');
    const sha512 = createHash('sha512');
    let bytes = 0;
    try {
      if (!unchanged && !missing) {
        refuseAnswer(wish, statusCode, headers);
        for await (const chunk of bodyOf(wish, response, this.#pace)) {
          bytes += chunk.length;
          if (bytes > wish.maxBytes) throw trouble(wish.url, `unpacks to more than ${megabytes(wish.maxBytes)}`);
          sha256.update(chunk);
          sha512.update(chunk);
          await write(chunk);
        }
      }
    } finally {
      // A body that is not wanted to its end would hold the connection.
      if (response.complete) response.resume();
      else response.destroy();
    }
    return {
      unchanged,
      missing,
      etag: headers.etag,
      modified: headers['last-modified'],
      headers,
      bytes,
      sha256: sha256.digest('hex'),
      sha512: sha512.digest('hex'),
    };
  }
}

function refuseAnswer({ url, maxBytes }: Wish, status: number, headers: IncomingMessage['headers']): void {
  if (status !== 200) throw trouble(url, `answers ${status}`);
  const type = headers['content-type'] ?? '';
  // Portals and proxies answer with a page where they do not let us through.
  if (/^(text\/html|application\/xhtml)/i.test(type))
    throw trouble(url, `answers with a web page (${type}) and not with data: is a portal or proxy in between?`);
  if (Number(headers['content-length'] ?? 0) > maxBytes)
    throw trouble(url, `wants to send more than ${megabytes(maxBytes)}`);
}

/** The body as it was before it was packed for the way. */
function bodyOf(wish: Wish, response: IncomingMessage, pace: Pace): AsyncIterable<Buffer> {
  const raw = paced(wish, response, pace);
  switch (response.headers['content-encoding'] ?? 'identity') {
    case 'identity':
      return raw;
    case 'gzip':
      return unpacked(raw, 'gzip');
    case 'br':
      return unpacked(raw, 'br');
    default:
      throw trouble(wish.url, `packs its answer as ${response.headers['content-encoding']}, which nobody asked for`);
  }
}

async function* paced(
  { url, maxBytes }: Wish,
  response: IncomingMessage,
  { least, grace }: Pace,
): AsyncGenerator<Buffer> {
  const start = performance.now();
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw trouble(url, `sends more than ${megabytes(maxBytes)}`);
    const gone = performance.now() - start;
    if (gone > grace && (bytes * 1000) / gone < least) throw trouble(url, `sends less than ${least} bytes a second`);
    yield chunk;
  }
}

const megabytes = (bytes: number): string => `${Math.ceil(bytes / 1024 / 1024)} MB`;

/** Node's own, those of the system, where hospitals put that of their proxy, and what is told besides. */
function trusted(more: string | undefined): string[] {
  const known = [...getCACertificates('default'), ...getCACertificates('system')];
  return [...new Set(known), ...(more === undefined ? [] : [more])];
}
