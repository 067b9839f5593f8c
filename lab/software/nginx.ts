/** nginx as web servers, plain and with TLS, and the certificate authority that OpenSSL is for them. */
import { join } from 'node:path';
import type { Host } from '../host.ts';
import { run } from '../process.ts';
import { plays, tells } from '../truth.ts';

/** Makes the lab's certificate authority in a folder. */
export async function makeAuthority(folder: string): Promise<void> {
  const files = ['-keyout', join(folder, 'ca.key'), '-out', join(folder, 'ca.pem')];
  const subject = ['-subj', '/O=Hartley Hospital/CN=Hartley Hospital CA', '-days', '3650'];
  await run(['openssl', 'req', '-x509', '-newkey', 'rsa:2048', '-nodes', ...files, ...subject]);
}

async function certify(host: Host, authority: string, name: string): Promise<void> {
  const at = (file: string): string => join(host.folder, file);
  const request = ['-newkey', 'rsa:2048', '-nodes', '-keyout', at('tls.key'), '-out', at('tls.csr')];
  await run(['openssl', 'req', '-new', ...request, '-subj', `/O=Hartley Hospital/CN=${name}`]);
  const extensions = host.write('tls.ext', `subjectAltName=DNS:${name}\n`);
  const signer = ['-CA', join(authority, 'ca.pem'), '-CAkey', join(authority, 'ca.key'), '-set_serial', '4711'];
  const validity = ['-days', '397', '-extfile', extensions];
  await run(['openssl', 'x509', '-req', '-in', at('tls.csr'), '-out', at('tls.pem'), ...signer, ...validity]);
}

/** Serves `files` at port 80, and at port 443 under `name` when the authority's folder is given. */
export async function startWeb(
  host: Host,
  files: Readonly<Record<string, string | Uint8Array>>,
  tls?: { readonly authority: string; readonly name: string },
): Promise<void> {
  for (const [name, content] of Object.entries(files)) host.write(join('web', name), content);
  if (tls !== undefined) await certify(host, tls.authority, tls.name);
  const { folder } = host;
  // OpenSSL 3 allows the old versions only at its lowest level: hospitals still have devices that know no other.
  const secure = `listen 443 ssl;
    listen [::]:443 ssl;
    ssl_certificate ${folder}/tls.pem;
    ssl_certificate_key ${folder}/tls.key;
    ssl_protocols TLSv1 TLSv1.1 TLSv1.2 TLSv1.3;
    ssl_ciphers DEFAULT:@SECLEVEL=0;`;
  const scratch = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((it) => `${it}_temp_path ${folder}/tmp;`);
  const configuration = host.write(
    'nginx.conf',
    `daemon off;
user root;
worker_processes 1;
pid ${folder}/nginx.pid;
error_log ${folder}/nginx.log;
events {}
http {
  access_log off;
  ${scratch.join('\n  ')}
  server {
    listen 80;
    ${tls === undefined ? '' : secure}
    root ${folder}/web;
  }
}
`,
  );
  host.start(['nginx', '-c', configuration, '-p', folder]);
  await host.listening(tls === undefined ? 80 : 443);
  plays(host.truth, ...(tls === undefined ? ['http-server'] : ['tls-server']));
}

/** What this machine's nginx writes into `Server`. */
export async function noteServerHeader(host: Host): Promise<void> {
  const version = /nginx\/[\d.]+/.exec(await run(['sh', '-c', 'nginx -v 2>&1']))?.[0] ?? '';
  tells(host.truth, 'http', { 'http-server': version });
}
