/** Where the bytes of a capture come from: a file or a stream, read piece by piece into somebody else's buffer. */
import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { AppError } from '../../lib/errors.ts';

export interface CaptureSource {
  /** As the user named it. */
  readonly name: string;
  /** How many bytes it has; null when only its end will tell. */
  readonly size: number | null;
  /** How many bytes of it are read. */
  readonly consumed: number;
  /** Reads up to `into.length` bytes and says how many; 0 at the end. An `AppError` when the system fails. */
  read(into: Uint8Array): Promise<number>;
  close(): Promise<void>;
}

/** Opens a capture file. An `AppError` says in one line why that is not possible. */
export async function openFile(path: string): Promise<CaptureSource> {
  const handle = await open(path, 'r').catch((error: unknown) => {
    throw explained(error, path);
  });
  const stat = await handle.stat();
  if (stat.isDirectory()) {
    await handle.close();
    throw new AppError('invalid', `${path} is a directory, not a capture`);
  }
  let consumed = 0;
  return {
    name: path,
    // A pipe or a device has no size of its own.
    size: stat.isFile() ? stat.size : null,
    get consumed() {
      return consumed;
    },
    async read(into) {
      const { bytesRead } = await handle.read(into, 0, into.length, null).catch((error: unknown) => {
        throw explained(error, path);
      });
      consumed += bytesRead;
      return bytesRead;
    },
    close: () => handle.close(),
  };
}

/** Reads a capture from a stream, such as standard input; `name` is what it is called in the summary. */
export function fromStream(stream: Readable, name = '-'): CaptureSource {
  const chunks: AsyncIterator<unknown> = stream[Symbol.asyncIterator]();
  let rest: Uint8Array = new Uint8Array();
  let consumed = 0;
  return {
    name,
    size: null,
    get consumed() {
      return consumed;
    },
    async read(into) {
      // Bounded by the stream: each round takes one chunk of it, and only empty ones lead to another round.
      while (rest.length === 0) {
        const next = await chunks.next().catch((error: unknown) => {
          if (codeOf(error) === 'ERR_STREAM_PREMATURE_CLOSE') return undefined;
          throw explained(error, name);
        });
        if (next === undefined || next.done === true) return 0;
        if (next.value instanceof Uint8Array) rest = next.value;
      }
      const length = Math.min(rest.length, into.length);
      into.set(rest.subarray(0, length));
      rest = rest.subarray(length);
      consumed += length;
      return length;
    },
    async close() {
      stream.destroy();
    },
  };
}

/** The system's errors in the user's words; what is no such error is a bug and passes through. */
function explained(error: unknown, path: string): unknown {
  const code = codeOf(error);
  if (code === undefined) return error;
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new AppError('not-found', `${path} does not exist`, { cause: error });
  }
  if (code === 'EACCES' || code === 'EPERM') {
    return new AppError('forbidden', `${path} may not be read by this user`, { cause: error });
  }
  return new AppError('unavailable', `${path} cannot be read (${code})`, { cause: error });
}

/** The name that the system gives an error. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
