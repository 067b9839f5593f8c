/** Detached OpenPGP signatures, checked by GnuPG's verifier, which every Debian, Ubuntu and RHEL has for its own packages. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type SignatureCheck = 'good' | 'bad' | 'no-verifier';

const TIMEOUT = 30_000;

/** `signature`, `keys`: armoured or not. Good only when one of `keys` made it. */
export async function checkSignature(
  content: Uint8Array,
  signature: Uint8Array,
  keys: readonly Uint8Array[],
): Promise<SignatureCheck> {
  const folder = mkdtempSync(join(tmpdir(), 'wardline-signature-'));
  try {
    const path = (name: string, bytes: Uint8Array): string => {
      writeFileSync(join(folder, name), bytes);
      return join(folder, name);
    };
    const ring = path('keys.gpg', Buffer.concat(keys.map(dearmoured)));
    const from = path('content.asc', dearmoured(signature));
    return await verify(['--homedir', folder, '--keyring', ring, from, path('content', content)]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function verify(args: string[]): Promise<SignatureCheck> {
  return new Promise((resolve, reject) => {
    execFile('gpgv', args, { timeout: TIMEOUT }, (error) => {
      if (error === null) resolve('good');
      else if (error.code === 'ENOENT') resolve('no-verifier');
      else if (typeof error.code === 'number') resolve('bad');
      else reject(error);
    });
  });
}

/** The bytes within an armour. @see RFC 9580, section 6 */
function dearmoured(bytes: Uint8Array): Buffer {
  const text = Buffer.from(bytes).toString('latin1');
  const match =
    /-----BEGIN PGP [A-Z ]+-----\r?\n(?:[^\r\n]+: [^\r\n]*\r?\n)*\r?\n([A-Za-z0-9+/=\s]+?)(?:\r?\n=[A-Za-z0-9+/]{4})?\s*-----END/.exec(
      text,
    );
  return match === null ? Buffer.from(bytes) : Buffer.from(match[1] ?? '', 'base64');
}
