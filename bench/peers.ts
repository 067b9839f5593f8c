/** The programs we are measured against, and how each is told to do comparable work. */
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Command, isInstalled } from './measure.ts';

export interface Peer {
  readonly name: string;
  readonly program: string;
  /** Undefined when it is not installed. */
  readonly command: ((file: string) => Command) | undefined;
  /** So slow that fewer pairs must do. */
  readonly slow: boolean;
}

const root = join(import.meta.dirname, '..');
export const CACHE = join(root, '.cache', 'bench');

/** What tshark is asked for when it shall name devices as we do. */
const IDENTITY_FIELDS = (
  'eth.src ip.src ip.dst dhcp.option.hostname dhcp.option.vendor_class_id dns.qry.name http.user_agent http.server ' +
  'tls.handshake.ja3 tls.handshake.extensions_server_name ssh.protocol dicom.assoc.ae.calling dicom.userinfo.uid ' +
  'hl7.field mqtt.clientid ntlmssp.auth.hostname snmp.value.octets'
)
  .split(' ')
  .flatMap((field) => ['-e', field]);

export function peers(): readonly Peer[] {
  const limit = flowLoop();
  const loop = limit === undefined ? undefined : (file: string): Command => [limit, file];
  return [
    { name: 'C flow loop (the limit)', program: 'cc', slow: false, command: loop },
    peer('ndpiReader', false, (file) => ['ndpiReader', '-q', '-i', file]),
    peer('tcpdump -nn', false, (file) => ['tcpdump', '-nn', '-r', file]),
    peer('tshark -z conv,tcp', true, (file) => ['tshark', '-n', '-q', '-z', 'conv,tcp', '-r', file]),
    peer('tshark -T fields', true, (file) => ['tshark', '-n', '-r', file, '-T', 'fields', ...IDENTITY_FIELDS]),
  ];
}

function peer(name: string, slow: boolean, command: (file: string) => Command): Peer {
  const [program] = command('');
  return { name, program, slow, command: isInstalled(program) ? command : undefined };
}

/** Wardline itself, started as a user starts it. */
export const wardline = (file: string): Command => [
  process.execPath,
  join(root, 'bin', 'wardline.js'),
  'analyze',
  file,
  '--json',
];

/** The path of the C loop, compiled when there is a compiler. */
function flowLoop(): string | undefined {
  if (!isInstalled('cc')) return undefined;
  mkdirSync(CACHE, { recursive: true });
  const binary = join(CACHE, 'flowloop');
  const source = join(import.meta.dirname, 'c', 'flowloop.c');
  const { status, stderr } = spawnSync('cc', ['-O2', '-o', binary, source], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`cc could not compile ${source}: ${stderr}`);
  return binary;
}
