/** SMB 3: negotiation and an NTLM log-on, then encrypted requests. @see MS-SMB2 section 2.2, MS-NLMP section 2.2 */
import { bytes, counted32, u16le, u32le, utf16le } from '../bytes.ts';
import type { Random } from '../random.ts';
import type { Author, Turn } from '../talk.ts';

const WINDOWS_VERSION = [10, 0, 0x61, 0x4a, 0, 0, 0, 15];

export const smb: Author = (random, client, server, port) => {
  const negotiate = bytes(u16le(36), u16le(2), u16le(1), u16le(0), u32le(0x7f), random.bytes(16), new Uint8Array(8));
  const chosen = bytes(u16le(65), u16le(1), u16le(0x0302), u16le(0), random.bytes(16), u32le(0x7f), u32le(0x100000));
  const rest = bytes(u32le(0x100000), u32le(0x100000), new Uint8Array(16), u16le(128), u16le(0), u32le(0));
  const setup = (blob: Uint8Array) =>
    message(1, 0, bytes(u16le(25), [0, 1], u32le(1), u32le(0), u16le(88), u16le(blob.length), new Uint8Array(8), blob));
  const asked = (blob: Uint8Array) => message(1, 1, bytes(u16le(9), u16le(0), u16le(72), u16le(blob.length), blob));
  const turns: readonly Turn[] = [
    ['client', message(0, 0, bytes(negotiate, u16le(0x0210), u16le(0x0302)))],
    ['server', message(0, 1, bytes(chosen, rest))],
    ['client', setup(bytes('NTLMSSP\0', u32le(1), u32le(0xe2088297), new Uint8Array(24)))],
    ['server', asked(challenge(server.name))],
    ['client', setup(authenticate(client.name))],
    ['server', asked(new Uint8Array())],
    ...Array.from({ length: random.between(2, 8) }, (): Turn => ['client', sealed(random)]),
  ];
  return { transport: 'tcp', clientPort: port, serverPort: 445, turns };
};

/** An encrypted message. @see MS-SMB2 2.2.41 */
function sealed(random: Random): Uint8Array {
  const length = random.between(80, 200);
  const header = bytes('\xfdSMB', random.bytes(32), u32le(length), u16le(0), u16le(1), new Uint8Array(8));
  return counted32(header, random.bytes(length));
}

function challenge(computer: string): Uint8Array {
  const name = utf16le(computer.toUpperCase());
  const info = bytes(u16le(1), u16le(name.length), name, u16le(0), u16le(0));
  return bytes(
    'NTLMSSP\0',
    u32le(2),
    field(0, 56),
    u32le(0xe2898215),
    '8bytes!!',
    new Uint8Array(8),
    field(info.length, 56),
    WINDOWS_VERSION,
    info,
  );
}

function authenticate(computer: string): Uint8Array {
  const name = utf16le(computer.toUpperCase());
  const user = utf16le('svc');
  const empty = bytes(u16le(0), u16le(0), u32le(72));
  return bytes(
    'NTLMSSP\0',
    u32le(3),
    empty,
    empty,
    empty,
    field(user.length, 72),
    field(name.length, 72 + user.length),
    empty,
    u32le(0xe2888215),
    WINDOWS_VERSION,
    user,
    name,
  );
}

/** Where a value of a message lies. */
const field = (length: number, offset: number): Uint8Array => bytes(u16le(length), u16le(length), u32le(offset));

/** A message with its header; its command serves as its number as well. */
function message(command: number, flags: number, body: Uint8Array): Uint8Array {
  const start = bytes('\xfeSMB', u16le(64), u16le(1), u32le(0), u16le(command), u16le(1), u32le(flags), u32le(0));
  return counted32(start, u32le(command), u32le(0), new Uint8Array(32), body);
}
