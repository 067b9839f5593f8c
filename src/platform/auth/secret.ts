/** Secrets that we make: shown once, kept as their hash, so that whoever reads the database can use none of them. */
import { createHash, randomBytes } from 'node:crypto';

/** 256 bits, as letters that fit into an address and a header. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

/** As it is kept. Nobody guesses 256 bits, so that one round of SHA-256 is enough, and no comparison tells anything by its time. */
export const digestOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/** The name of something that is no secret: 96 bits, never guessed and never twice. */
export const newId = (kind: string): string => `${kind}-${randomBytes(12).toString('base64url')}`;
