/** Reads what a caller sends: JSON whole and bounded, an upload piece by piece as fast as its reader takes it. */
import { AppError } from '../../lib/errors.ts';

/** Bytes of a JSON body. Larger things are uploads. */
export const MAX_JSON_BYTES = 1024 * 1024;
/** Milliseconds in which a JSON body must have arrived. */
const JSON_PATIENCE = 30_000;
/** Milliseconds without a byte after which an upload counts as broken off. Time that its reader takes does not count. */
const UPLOAD_PATIENCE = 120_000;
const JSON_TYPE = /^application\/(?:[\w.-]+\+)?json\b/i;

type Body = ReadableStream<Uint8Array> | null;

/** The object in a JSON body; an empty body is an empty object. @throws AppError when it is anything else. */
export async function readJson(request: { body: Body; headers: Headers }): Promise<object> {
  const declared = Number(request.headers.get('content-length') ?? 0);
  if (declared > MAX_JSON_BYTES) throw tooLarge();
  const text = await readText(request.body);
  if (text === '') return {};
  // A page of another site can send a form or plain text without asking the browser's leave, but not this.
  if (!JSON_TYPE.test(request.headers.get('content-type') ?? '')) {
    throw new AppError('invalid', 'The body must be JSON, with the header Content-Type: application/json.');
  }
  const value = parse(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new AppError('invalid', 'The body must be a JSON object.');
  }
  return value;
}

async function readText(body: Body): Promise<string> {
  if (body === null) return '';
  const parts: Uint8Array[] = [];
  let bytes = 0;
  const late = Date.now() + JSON_PATIENCE;
  for await (const part of patiently(body, () => late - Date.now())) {
    bytes += part.length;
    if (bytes > MAX_JSON_BYTES) throw tooLarge();
    parts.push(part);
  }
  return Buffer.concat(parts, bytes).toString('utf8');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    // The parser's own message quotes the body, which may hold a password.
    throw new AppError('invalid', 'The body is not valid JSON.', { cause: error });
  }
}

/**
 * The pieces of an upload. Reading one asks the network for the next: a slow reader slows the sender, and nothing piles up.
 * @throws AppError when the sender goes away or falls silent before its end
 */
export async function* readUpload(body: Body): AsyncGenerator<Uint8Array> {
  if (body !== null) yield* patiently(body, () => UPLOAD_PATIENCE);
}

/** The pieces of `body`, each waited for as long as `patience` says at that moment. */
async function* patiently(body: ReadableStream<Uint8Array>, patience: () => number): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  let bytes = 0;
  try {
    // Bounded by the sender's end, its silence, or the caller, who stops asking.
    for (;;) {
      const part = await within(reader, patience(), bytes);
      if (part === undefined) return;
      bytes += part.length;
      yield part;
    }
  } finally {
    // A sender that is not done is told to stop; one that is gone cannot be told.
    reader.cancel().catch(() => undefined);
  }
}

async function within(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  patience: number,
  bytes: number,
): Promise<Uint8Array | undefined> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(brokenOff(bytes, 'nothing more came')), Math.max(0, patience));
  try {
    return (await Promise.race([lost(reader.read(), bytes), promise])).value;
  } finally {
    clearTimeout(timer);
  }
}

/** A read fails for one reason only: the connection is gone. */
async function lost<T>(read: Promise<T>, bytes: number): Promise<T> {
  return read.catch((error: unknown) => {
    throw brokenOff(bytes, 'the connection was lost', error);
  });
}

const brokenOff = (bytes: number, why: string, cause?: unknown) =>
  new AppError('invalid', `What was sent broke off after ${bytes.toLocaleString('en-US')} bytes: ${why}.`, { cause });

const tooLarge = () => new AppError('too-large', `A JSON body may have ${MAX_JSON_BYTES} bytes, and this has more.`);
