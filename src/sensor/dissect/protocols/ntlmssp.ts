/**
 * NTLM, with which Windows machines log in to each other inside of SMB, HTTP, LDAP, MS-RPC and others: the names of both
 * machines and their release. Who logs in is counted and not told.
 *
 * @see MS-NLMP sections 2.2.1 and 2.2.2
 */
import { latin1, Reader, Violation } from '../../../lib/reader.ts';

export interface Ntlmssp {
  readonly type: 'negotiate' | 'challenge' | 'authenticate';
  /** The NetBIOS name of the sender, or of the machine that the sender speaks for. */
  readonly computer: string | undefined;
  readonly domain: string | undefined;
  readonly dnsComputer: string | undefined;
  readonly dnsDomain: string | undefined;
  /** Such as `10.0 build 17763`. Not told by software that only pretends to be Windows. */
  readonly os: string | undefined;
  /** Whether it names a user, and proves to know the password in a form that can be guessed at. */
  readonly user: boolean;
}

const SIGNATURE = Buffer.from('NTLMSSP\0', 'latin1');
const NEGOTIATE_UNICODE = 0x1;
const NEGOTIATE_VERSION = 0x02000000;
const MAX_NAME = 256;

/** The first NTLM message within other bytes, such as those of SPNEGO; undefined when there is none that can be read. */
export function findNtlmssp(bytes: Uint8Array): Ntlmssp | undefined {
  const at = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).indexOf(SIGNATURE);
  if (at < 0) return undefined;
  try {
    return readNtlmssp(new Reader(bytes.subarray(at)));
  } catch (error) {
    // A broken log-in does not break the protocol that carries it.
    if (error instanceof Violation) return undefined;
    throw error;
  }
}

/** Reads a message that begins with the signature. Its offsets count from there. */
export function readNtlmssp(message: Reader): Ntlmssp {
  if (!SIGNATURE.equals(message.bytes(SIGNATURE.length))) throw new Violation('no NTLM signature');
  const type = message.u32le();
  if (type === 1) return readNegotiate(message);
  if (type === 2) return readChallenge(message);
  if (type === 3) return readAuthenticate(message);
  throw new Violation(`NTLM message type ${type} does not exist`);
}

function readNegotiate(message: Reader): Ntlmssp {
  const flags = message.u32le();
  const domain = message.left >= 8 ? latin1(field(message)) : '';
  const computer = message.left >= 8 ? latin1(field(message)) : '';
  return { ...NOTHING, type: 'negotiate', computer: name(computer), domain: name(domain), os: version(message, flags) };
}

function readChallenge(message: Reader): Ntlmssp {
  field(message); // the target: either of the names below
  const flags = message.u32le();
  message.skip(16);
  const pairs = message.left >= 8 ? attributes(new Reader(field(message))) : new Map<number, string>();
  return {
    type: 'challenge',
    computer: name(pairs.get(1)),
    domain: name(pairs.get(2)),
    dnsComputer: name(pairs.get(3)),
    dnsDomain: name(pairs.get(4)),
    os: version(message, flags),
    user: false,
  };
}

function readAuthenticate(message: Reader): Ntlmssp {
  message.skip(8); // the answer for LAN Manager
  const response = field(message);
  const [domain, user, computer] = [field(message), field(message), field(message)];
  // Windows NT 3 ended here.
  if (message.left >= 8) message.skip(8);
  const flags = message.left >= 4 ? message.u32le() : 0;
  const text = (bytes: Uint8Array) =>
    (flags & NEGOTIATE_UNICODE) === 0 ? latin1(bytes) : new Reader(bytes).utf16le(bytes.length);
  return {
    ...NOTHING,
    type: 'authenticate',
    computer: name(text(computer)),
    domain: name(text(domain)),
    os: version(message, flags),
    user: user.length > 0 && response.length > 1,
  };
}

const NOTHING = { dnsComputer: undefined, dnsDomain: undefined, user: false } as const;

/** Length, room and offset, and the bytes that they point to in the whole message. */
function field(message: Reader): Uint8Array {
  const length = message.u16le();
  message.skip(2);
  const offset = message.u32le();
  if (length === 0) return new Uint8Array();
  if (offset + length > message.whole.length) throw new Violation(`a field that ends at ${offset + length}`);
  return message.whole.subarray(offset, offset + length);
}

/** Attribute and value pairs: MS-NLMP section 2.2.2.1. Bounded by the bytes: each takes four or more. */
function attributes(pairs: Reader): Map<number, string> {
  const found = new Map<number, string>();
  while (pairs.left >= 4) {
    const [id, length] = [pairs.u16le(), pairs.u16le()];
    if (id === 0) break;
    // From 6 on they are no text.
    if (id <= 5) found.set(id, pairs.utf16le(length));
    else pairs.skip(length);
  }
  return found;
}

/** MS-NLMP section 2.2.2.10. Samba and others leave the build number at 0. */
function version(message: Reader, flags: number): string | undefined {
  if ((flags & NEGOTIATE_VERSION) === 0 || message.left < 8) return undefined;
  const [major, minor, build] = [message.u8(), message.u8(), message.u16le()];
  return major === 0 || build === 0 ? undefined : `${major}.${minor} build ${build}`;
}

function name(text: string | undefined): string | undefined {
  const trimmed = text?.replaceAll('\0', '').trim().slice(0, MAX_NAME);
  return trimmed === '' || /^NULL$/.test(trimmed ?? '') ? undefined : trimmed;
}
