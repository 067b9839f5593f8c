/** curl as every client of the web: browsers, tablets, devices that fetch their updates. */
import type { Host } from '../host.ts';

interface Request {
  readonly userAgent: string;
  readonly accept?: string;
  /** Sent as a POST. */
  readonly body?: string;
  readonly contentType?: string;
  /** Further options of curl, such as `--tls-max 1.2`. */
  readonly options?: readonly string[];
}

/** One request, one connection; returns the answer's body. */
export async function browse(client: Host, url: string, request: Request): Promise<string> {
  const header = request.accept === undefined ? [] : ['-H', `Accept: ${request.accept}`];
  const type = request.contentType === undefined ? [] : ['-H', `Content-Type: ${request.contentType}`];
  const body = request.body === undefined ? [] : ['--data-binary', '@-'];
  const fixed = ['curl', '-sS', '-4', '--http1.1', '--max-time', '10', '--noproxy', '*', '-A', request.userAgent];
  const argv = [...fixed, ...header, ...type, ...body, ...(request.options ?? []), url];
  return await client.run(argv, request.body === undefined ? {} : { input: request.body });
}
