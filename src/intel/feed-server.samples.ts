/** A server of files for one test, which counts what it is asked for. */
import { createServer } from 'node:http';
import { onTestFinished } from 'vitest';

export interface FeedServer {
  readonly url: string;
  readonly asked: string[];
  /** Content by path; what is not here is answered with 404. */
  readonly files: Map<string, string | Uint8Array>;
}

export async function serveFiles(files: Readonly<Record<string, string | Uint8Array>> = {}): Promise<FeedServer> {
  const held = new Map(Object.entries(files));
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    asked.push(path);
    const content = held.get(path);
    if (content === undefined) response.writeHead(404).end();
    else response.end(content);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('A port was asked for');
  return { url: `http://127.0.0.1:${address.port}`, asked, files: held };
}
