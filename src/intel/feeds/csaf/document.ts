/** One document of a provider: fetched, and compared with the hash and the signature beside it. */
import { AppError } from '../../../lib/errors.ts';
import type { Client } from '../../http/client.ts';
import { MAX_DOCUMENT_BYTES, MAX_SMALL_BYTES } from '../../limits.ts';
import { checkSignature } from '../../signature.ts';
import { trackingOf } from './tracking.ts';
import type { Offered, Provider } from './provider.ts';

export interface Fetched {
  readonly body: Buffer;
  readonly hashed: boolean;
  readonly signed: 'good' | 'absent' | 'no-verifier';
}

/** @throws AppError when it cannot be had, or is not what its hash or signature says */
export async function fetchDocument(client: Client, { keys }: Provider, offered: Offered): Promise<Fetched> {
  const { url } = offered;
  const { body, sha512 } = await client.bytes({ url, maxBytes: MAX_DOCUMENT_BYTES });
  const hash = await beside(client, offered.hash);
  const told = hash?.toString('latin1').trim().split(/\s+/)[0]?.toLowerCase();
  if (told !== undefined && told !== sha512) throw new AppError('invalid', `${url} is not what its hash says`);
  const signature = keys.length === 0 ? undefined : await beside(client, offered.signature);
  const signed = signature === undefined ? 'absent' : await checkSignature(body, signature, keys);
  if (signed === 'bad') throw new AppError('invalid', `${url} is not signed by a key of its provider`);
  trackingOf(body, url);
  return { body, hashed: told !== undefined, signed };
}

async function beside(client: Client, url: string | undefined): Promise<Buffer | undefined> {
  if (url === undefined) return undefined;
  const { body, missing } = await client.bytes({ url, maxBytes: MAX_SMALL_BYTES, optional: true });
  return missing ? undefined : body;
}
