/** Credentials as the database holds them: sealed with a key that lies in the data folder and nowhere in the database. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { AppError } from '../lib/errors.ts';
import { Credentials } from './credentials.ts';

export interface Seal {
  seal(credentials: Credentials): Buffer;
  /** @throws AppError `unavailable` when they were sealed with another key, or were damaged */
  open(sealed: Buffer): Credentials;
}

const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** `file`: the key; made when there is none, readable by this user alone. */
export async function openSeal(file: string): Promise<Seal> {
  const key = await readKey(file);
  return {
    seal(credentials) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      const sealed = Buffer.concat([cipher.update(JSON.stringify(credentials), 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
    },
    open(sealed) {
      const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE_BYTES));
      decipher.setAuthTag(sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
      const text = Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES)), final(decipher)]);
      return Credentials.parse(JSON.parse(text.toString('utf8')));
    },
  };
}

function final(decipher: ReturnType<typeof createDecipheriv>): Buffer {
  try {
    return decipher.final();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const advice = 'The key file of this data folder does not fit its credentials: give them again.';
    throw new AppError('unavailable', advice, { cause: error });
  }
}

/** Written beside and linked into place, so that of two that start at once one makes the key and both have it. */
async function readKey(file: string): Promise<Buffer> {
  const known = await keyIn(file);
  if (known !== undefined) return known;
  const made = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  await writeFile(made, randomBytes(KEY_BYTES), { mode: 0o600, flag: 'wx', flush: true });
  try {
    await link(made, file);
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
  } finally {
    await rm(made);
  }
  const key = await keyIn(file);
  if (key === undefined) throw new AppError('unavailable', `The key file ${file} cannot be read.`);
  return key;
}

async function keyIn(file: string): Promise<Buffer | undefined> {
  try {
    const key = await readFile(file);
    if (key.length === KEY_BYTES) return key;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
  throw new AppError(
    'unavailable',
    `The key file ${file} is damaged: restore it from a backup, or delete it and give the credentials of all switches again.`,
  );
}

const hasCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code;
