/**
 * The messages of SMB 2 and 3 that tell who both ends are.
 *
 * @see MS-SMB2 sections 2.2.4, 2.2.5 and 2.2.6
 */
import { type Reader, Violation } from '../../../lib/reader.ts';
import { findNtlmssp } from './ntlmssp.ts';
import type { SmbLogin, SmbNegotiated } from './smb-event.ts';

const DIALECTS: ReadonlyMap<number, string> = new Map([
  [0x0202, '2.0.2'],
  [0x0210, '2.1'],
  [0x0222, '2.2.2'],
  [0x0224, '2.2.4'],
  [0x02ff, '2'],
  [0x0300, '3.0'],
  [0x0302, '3.0.2'],
  [0x0310, '3.1'],
  [0x0311, '3.1.1'],
]);
const CIPHERS: ReadonlyMap<number, string> = new Map([
  [1, 'AES-128-CCM'],
  [2, 'AES-128-GCM'],
  [3, 'AES-256-CCM'],
  [4, 'AES-256-GCM'],
]);
const SIGNING_ENABLED = 1;
const SIGNING_REQUIRED = 2;
/** Offsets count from the header. */
const HEADER = 64;
const ENCRYPTION_CAPABILITIES = 2;
const MAX_CONTEXTS = 16;

/** Undefined for an error, which has another structure size. */
export function readNegotiated(body: Reader): SmbNegotiated | undefined {
  if (body.u16le() !== 65) return undefined;
  const mode = body.u16le();
  const revision = body.u16le();
  const contexts = body.u16le();
  const serverGuid = guid(body.sub(16));
  body.skip(36); // capabilities, sizes, times, where the security token is
  const at = body.u32le();
  return {
    protocol: 'smb',
    kind: 'negotiated',
    dialect: DIALECTS.get(revision) ?? `0x${revision.toString(16).padStart(4, '0')}`,
    signing: (mode & SIGNING_REQUIRED) !== 0 ? 'required' : (mode & SIGNING_ENABLED) !== 0 ? 'enabled' : 'off',
    serverGuid,
    cipher: revision === 0x0311 ? readCipher(body, at, contexts) : impliedCipher(revision),
  };
}

/** The token is anything from SPNEGO to bare NTLM: it is looked for, not unwrapped. */
export function readSessionSetup(body: Reader): SmbLogin {
  const ntlm = findNtlmssp(body.rest());
  return { protocol: 'smb', kind: 'login', ntlm, os: undefined, lanManager: undefined, user: ntlm?.user ?? false };
}

/** SMB 3.0 knows one cipher; before, there is none. */
const impliedCipher = (revision: number): string | undefined =>
  revision >= 0x0300 && revision < 0x0311 ? 'AES-128-CCM' : undefined;

/** The cipher in a list of contexts that each begin at a multiple of eight bytes: MS-SMB2 section 2.2.4.1. */
function readCipher(body: Reader, at: number, count: number): string | undefined {
  const from = at - HEADER - body.at;
  if (from < 0) throw new Violation(`negotiate contexts at ${at}`);
  body.skip(from);
  for (let index = 0; index < Math.min(count, MAX_CONTEXTS) && body.left >= 8; index++) {
    const type = body.u16le();
    const length = body.u16le();
    body.skip(4);
    const context = body.sub(length);
    if (type === ENCRYPTION_CAPABILITIES && context.u16le() > 0) return CIPHERS.get(context.u16le());
    body.skip(Math.min(-length & 7, body.left));
  }
  return undefined;
}

const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0');

/** The first three parts are little-endian numbers: MS-DTYP section 2.3.4. */
function guid(bytes: Reader): string {
  const parts = [hex(bytes.u32le(), 8), hex(bytes.u16le(), 4), hex(bytes.u16le(), 4)];
  const rest = Buffer.from(bytes.rest()).toString('hex');
  return [...parts, rest.slice(0, 4), rest.slice(4)].join('-');
}
