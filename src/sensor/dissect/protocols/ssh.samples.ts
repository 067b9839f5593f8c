/** SSH conversations to test with. */
const list = (names: string): Buffer => {
  const bytes = Buffer.from(names);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
};

/** A KEXINIT packet from its first eight name lists. */
export function keyExchangeInit(...lists: readonly string[]): Buffer {
  const payload = Buffer.concat([
    Buffer.of(20),
    Buffer.alloc(16, 1),
    ...lists.map(list),
    list(''),
    list(''),
    Buffer.alloc(5),
  ]);
  const header = Buffer.alloc(5);
  header.writeUInt32BE(payload.length + 1 + 7);
  header[4] = 7;
  return Buffer.concat([header, payload, Buffer.alloc(7)]);
}

export const client = keyExchangeInit(
  'curve25519-sha256,diffie-hellman-group14-sha256,ext-info-c',
  'ssh-ed25519,rsa-sha2-256',
  'chacha20-poly1305@openssh.com,aes128-ctr',
  'aes256-gcm@openssh.com,aes128-ctr',
  'hmac-sha2-256',
  'hmac-sha1',
  'none,zlib',
  'none',
);
export const server = keyExchangeInit(
  'diffie-hellman-group14-sha256,curve25519-sha256',
  'rsa-sha2-256',
  'aes128-ctr',
  'aes128-ctr,aes256-ctr',
  'hmac-sha2-256',
  'hmac-sha2-512',
  'none',
  'none,zlib',
);

export const dialogue = [
  ['responder', Buffer.from('Authorized use only.\r\nSSH-2.0-dropbear_2018.76\r\n')],
  ['originator', Buffer.from('SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u1\r\n')],
  ['responder', server],
  ['originator', client],
  ['originator', Buffer.alloc(60, 0x1e)],
] as const;
