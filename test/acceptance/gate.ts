/**
 * A way to the database that can be shut: connections through it break, and new ones are refused, until it is opened again.
 * It is a socket in the file system, which processes in other network namespaces reach as well.
 */
import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

const PORT = 5432;

export class Gate {
  readonly #target: URL;
  readonly #sockets = new Set<Socket>();
  #server: Server | undefined;
  readonly #folder: string;

  /** `url`: of the database, by TCP or by a folder with its socket. `folder`: where the socket is to be. */
  constructor(url: string, folder: string) {
    this.#target = new URL(url);
    this.#folder = folder;
  }

  /** The database by this way. */
  get url(): string {
    const url = new URL(this.#target);
    url.port = '';
    url.searchParams.set('host', this.#folder);
    return url.href;
  }

  async open(): Promise<void> {
    this.#server = createServer((near) => this.#pass(near));
    this.#server.listen(`${this.#folder}/.s.PGSQL.${PORT}`);
    await once(this.#server, 'listening');
  }

  async shut(): Promise<void> {
    const server = this.#server;
    if (server === undefined) return;
    this.#server = undefined;
    const closed = once(server, 'close');
    server.close();
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  #pass(near: Socket): void {
    const folder = this.#target.searchParams.get('host');
    const port = Number(this.#target.port || PORT);
    const far = folder === null ? connect(port, this.#target.hostname) : connect(`${folder}/.s.PGSQL.${port}`);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#sockets.add(from);
      from.on('error', () => to.destroy());
      from.on('close', () => {
        this.#sockets.delete(from);
        to.destroy();
      });
      from.pipe(to);
    }
  }
}
