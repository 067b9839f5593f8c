/** Where things lie in Wardline's data folder. */
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Layout {
  /** Wardline's data folder. */
  readonly folder: string;
  /** PostgreSQL's own. */
  readonly cluster: string;
  /** The same while it is being made: it gets its name when it is whole. */
  readonly making: string;
  /** PostgreSQL's programs, when they cannot be run where npm put them; in folders named by version. */
  readonly programs: string;
  /** Holds the socket, and nothing else. */
  readonly socket: string;
  readonly logs: string;
  /** What PostgreSQL says before it opens its log. */
  readonly startLog: string;
}

/** The longest path of a unix socket in Linux, without the closing zero; macOS has 103. */
const MAX_SOCKET_PATH = process.platform === 'darwin' ? 103 : 107;
/** PostgreSQL names its sockets so; its lock is a few letters longer, but a file like any other. */
const SOCKET = '.s.PGSQL.5432';

/** `folder`: absolute. */
export function layoutOf(folder: string): Layout {
  return {
    folder,
    cluster: join(folder, 'postgres'),
    making: join(folder, 'postgres.new'),
    programs: join(folder, 'programs'),
    socket: socketFolderOf(folder),
    logs: join(folder, 'logs'),
    startLog: join(folder, 'logs', 'postgres-start.log'),
  };
}

/** In the data folder, or, where its path is too long for a socket, in a short one named after it. */
function socketFolderOf(folder: string): string {
  const own = join(folder, 'run');
  if (Buffer.byteLength(join(own, SOCKET)) <= MAX_SOCKET_PATH) return own;
  const name = createHash('sha256').update(folder).digest('hex').slice(0, 16);
  const short = join(tmpdir(), `wardline-${name}`);
  return Buffer.byteLength(join(short, SOCKET)) <= MAX_SOCKET_PATH ? short : `/tmp/wardline-${name}`;
}

/** PostgreSQL's own database, there from the beginning, and ours. */
export const MAINTENANCE = 'postgres';
export const DATABASE = 'wardline';

/** The URL of `database` on the server whose socket lies in `layout.socket`. */
export function urlOf(layout: Layout, database: string): string {
  return `postgresql://wardline@localhost/${database}?host=${encodeURIComponent(layout.socket)}`;
}
