/**
 * Passwords as they are kept: scrypt with N = 2^17, r = 8, p = 1, which takes 128 MiB and a third of a second. The parameters
 * stand in each hash, so that they can grow. @see RFC 7914; OWASP Password Storage Cheat Sheet
 */
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { AppError } from '../../lib/errors.ts';

const LOG_N = 17;
const R = 8;
const P = 1;
const KEY_BYTES = 32;
/** Hashes that are made at the same time: each takes 128 MiB. */
const AT_ONCE = 2;
/** Others that wait for them; more are turned away, so that log-ins cannot take the machine. */
const MAX_WAITING = 30;
const PHC = /^\$scrypt\$ln=(\d+),r=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]+)$/;

export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(password, salt, { logN: LOG_N, r: R, p: P });
  return `$scrypt$ln=${LOG_N},r=${R},p=${P}$${unpadded(salt)}$${unpadded(key)}`;
}

/** Whether `password` is the one of `hash`; without a hash it takes as long and is never right. */
export async function isPassword(password: string, hash: string | null): Promise<boolean> {
  const [, logN, r, p, salt = '', key = ''] = PHC.exec(hash ?? DECOY) ?? [];
  if (logN === undefined) throw new Error('A password hash in the database is none');
  const cost = { logN: Number(logN), r: Number(r), p: Number(p) };
  const right = Buffer.from(key, 'base64');
  const given = await derive(password, Buffer.from(salt, 'base64'), cost);
  return given.length === right.length && timingSafeEqual(given, right) && hash !== null;
}

/** Of no password: its key is the first 32 bytes of nothing in particular. */
const DECOY = `$scrypt$ln=${LOG_N},r=${R},p=${P}$AAAAAAAAAAAAAAAAAAAAAA$${'A'.repeat(43)}`;

const unpadded = (bytes: Buffer) => bytes.toString('base64').replaceAll('=', '');

interface Cost {
  readonly logN: number;
  readonly r: number;
  readonly p: number;
}

let running = 0;
const waiting: (() => void)[] = [];

async function derive(password: string, salt: Buffer, cost: Cost): Promise<Buffer> {
  if (running < AT_ONCE) running += 1;
  else if (waiting.length >= MAX_WAITING) {
    throw new AppError('unavailable', 'Too many people log in at this moment: try again in a few seconds.');
  } else await new Promise<void>((resolve) => waiting.push(resolve));
  try {
    return await deriveNow(password, salt, cost);
  } finally {
    // Hands its place on to the next.
    const next = waiting.shift();
    if (next === undefined) running -= 1;
    else next();
  }
}

async function deriveNow(password: string, salt: Buffer, { logN, r, p }: Cost): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  const n = 2 ** logN;
  // The same letters may come composed or not, depending on the keyboard.
  const text = password.normalize('NFKC');
  scrypt(text, salt, KEY_BYTES, { N: n, r, p, maxmem: 256 * n * r }, (error, key) =>
    error === null ? resolve(key) : reject(error),
  );
  return promise;
}
