/** Whether the console is reached, by whom, and whether its certificate is still good. */
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createConnection, createServer } from 'node:net';
import { once } from 'node:events';
import { fine, type Finding, hasCode, note, trouble } from './check.ts';

/** Milliseconds. */
const PATIENCE = 2000;
const DAY = 86_400_000;
/** Days before its end in which a certificate should be renewed. */
const RENEW = 21;

export async function lookAtPort(port: number): Promise<Finding> {
  const what = `Port ${port}`;
  if (!(await answers(port))) {
    const free = await isFree(port);
    if (free) return note(what, 'Nothing serves there', 'The console is there while "wardline up" runs');
    return trouble(
      what,
      'May not be used by this account',
      'Name another with --port; below 1024 needs special rights',
    );
  }
  if (await isWardline(port)) return fine(what, 'The console answers');
  return trouble(what, 'Another program serves there', 'End it, or start Wardline with another --port');
}

/** `file`: in PEM. */
export function lookAtCertificate(file: string, now = Date.now()): Finding {
  const what = 'Certificate';
  const next = 'Renew it, and start Wardline again';
  try {
    const { validTo, validFrom, subject } = new X509Certificate(readFileSync(file));
    const days = Math.floor((Date.parse(validTo) - now) / DAY);
    if (days < 0) return trouble(what, `${file} ended on ${validTo}`, next);
    if (Date.parse(validFrom) > now)
      return trouble(what, `${file} is not good before ${validFrom}`, 'Is the clock right?');
    if (days < RENEW) return note(what, `${file} ends in ${days} days`, next);
    return fine(what, `${subject.replaceAll('\n', ', ')}, good for ${days} days`);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return trouble(what, `${file} cannot be read as a certificate: ${error.message}`, 'Name the right file, in PEM');
  }
}

async function answers(port: number): Promise<boolean> {
  const socket = createConnection({ host: '127.0.0.1', port, timeout: PATIENCE });
  try {
    await once(socket, 'connect');
    return true;
  } catch (error) {
    if (!hasCode(error, 'ECONNREFUSED', 'ETIMEDOUT')) throw error;
    return false;
  } finally {
    socket.destroy();
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
    return true;
  } catch (error) {
    if (!hasCode(error, 'EACCES', 'EADDRINUSE')) throw error;
    return false;
  } finally {
    server.close();
  }
}

async function isWardline(port: number): Promise<boolean> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/api/openapi.json`, {
      signal: AbortSignal.timeout(PATIENCE),
    });
    return (await response.text()).includes('"Wardline"');
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    // Something that speaks no HTTP, or not in time.
    return false;
  }
}
