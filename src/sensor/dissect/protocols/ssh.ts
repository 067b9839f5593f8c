/**
 * SSH up to where encryption begins: which software both ends are, and what they agree on.
 *
 * @see RFC 4253 sections 4.2, 6 and 7.1; HASSH: https://github.com/salesforce/hassh
 */
import { createHash } from 'node:crypto';
import { latin1, type Reader, Violation } from '../../../lib/reader.ts';
import { type Emit, type Reading, type Side, type StreamDissector, take, until } from '../dissector.ts';

export type SshEvent = SshIdentification | SshProposal | SshAgreement;

export interface SshIdentification {
  readonly protocol: 'ssh';
  readonly kind: 'identification';
  /** The whole line, such as `SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u1`. */
  readonly software: string;
  /** `1.99` speaks 2.0 and older. */
  readonly version: string;
}

/** What one end can do. */
export interface SshProposal {
  readonly protocol: 'ssh';
  readonly kind: 'proposal';
  readonly from: 'client' | 'server';
  /** HASSH of a client, HASSH server of a server. */
  readonly hassh: string;
}

/** What both ends will do. Undefined where they have nothing in common. */
export interface SshAgreement {
  readonly protocol: 'ssh';
  readonly kind: 'agreement';
  readonly keyExchange: string | undefined;
  readonly hostKey: string | undefined;
  /** From client to server. */
  readonly cipher: string | undefined;
}

const LINE_FEED = 0x0a;
const KEXINIT = 20;
/** RFC 4253 section 6.1 asks for 35000 bytes at least; nobody's lists are half as long. */
const MAX_PACKET = 35_000;
/** Lines that a server may say before it identifies itself. */
const MAX_PREAMBLE = 64;
const NAME_LISTS = 8;

export const ssh: StreamDissector<SshEvent> = {
  name: 'ssh',
  transport: 'tcp',
  ports: [22, 2222],

  probe(head, side) {
    const text = latin1(head);
    if (text.startsWith('SSH-')) return true;
    if ('SSH-'.startsWith(text)) return undefined;
    // A server may say something first. Lines with a reply code are other protocols'.
    const at = text.indexOf('\nSSH-');
    const preamble = at < 0 ? text : text.slice(0, at);
    if (side === 'originator' || !/^[\t\n\r\x20-\xff]*$/.test(preamble)) return false;
    if (/^(?:\d{3}[ -]|\* |\+OK)/.test(preamble)) return false;
    return at < 0 ? undefined : true;
  },

  open(emit) {
    const heard: Heard = {};
    return { originator: read('originator', heard, emit), responder: read('responder', heard, emit) };
  },
};

/** What the directions know of each other. */
interface Heard {
  client?: Lists;
  server?: Lists;
}

/** The name lists of a KEXINIT in its order: RFC 4253 section 7.1. */
interface Lists {
  readonly keyExchange: readonly string[];
  readonly hostKey: readonly string[];
  readonly cipher: readonly string[];
}

function* read(side: Side, heard: Heard, emit: Emit<SshEvent>): Reading<void> {
  const software = yield* readIdentification();
  const version = /^SSH-([^-]*)-/.exec(software)?.[1];
  if (version === undefined) throw new Violation('an identification without a version');
  emit({ protocol: 'ssh', kind: 'identification', software, version });
  if (version !== '2.0' && version !== '1.99') return;

  const header = yield* take(6);
  const length = header.u32();
  const padding = header.u8();
  // Version 1 has other packets: nothing in them is of use.
  if (header.u8() !== KEXINIT || length > MAX_PACKET || length < padding + 2) return;
  const packet = yield* take(length - 2);
  propose(packet.sub(packet.left - padding), side, heard, emit);
}

/** Bounded: no more than {@link MAX_PREAMBLE} lines of other text. */
function* readIdentification(): Reading<string> {
  for (let lines = 0; lines <= MAX_PREAMBLE; lines++) {
    const line = yield* until(LINE_FEED);
    const text = line.text(Math.min(line.left, 255)).replace(/\r$/, '');
    if (text.startsWith('SSH-')) return text;
  }
  throw new Violation('no identification');
}

function propose(payload: Reader, side: Side, heard: Heard, emit: Emit<SshEvent>): void {
  payload.skip(16);
  const lists = Array.from({ length: NAME_LISTS }, () => payload.text(payload.u32()));
  const [keyExchange = '', hostKey = '', toServer = '', toClient = '', ...rest] = lists;
  const [macToServer = '', macToClient = '', compressionToServer = '', compressionToClient = ''] = rest;
  const from = speaker(keyExchange.split(','), side, heard);
  const fingerprint =
    from === 'client'
      ? [keyExchange, toServer, macToServer, compressionToServer]
      : [keyExchange, toClient, macToClient, compressionToClient];
  emit({
    protocol: 'ssh',
    kind: 'proposal',
    from,
    hassh: createHash('md5').update(fingerprint.join(';'), 'latin1').digest('hex'),
  });

  heard[from] = { keyExchange: keyExchange.split(','), hostKey: hostKey.split(','), cipher: toServer.split(',') };
  const { client, server } = heard;
  if (client === undefined || server === undefined) return;
  const agreed = (list: keyof Lists) => client[list].find((name) => server[list].includes(name));
  emit({
    protocol: 'ssh',
    kind: 'agreement',
    keyExchange: agreed('keyExchange'),
    hostKey: agreed('hostKey'),
    cipher: agreed('cipher'),
  });
}

/** Devices behind firewalls call home and are the server of the connection they open; markers of either end may tell. */
function speaker(keyExchange: readonly string[], side: Side, heard: Heard): 'client' | 'server' {
  if (marks(keyExchange, 'c')) return 'client';
  if (marks(keyExchange, 's')) return 'server';
  if (marks(heard.server?.keyExchange ?? [], 's')) return 'client';
  if (marks(heard.client?.keyExchange ?? [], 'c')) return 'server';
  return side === 'originator' ? 'client' : 'server';
}

/** Whether an end says what only a client (`c`) or a server (`s`) does: RFC 8308 section 2.1. */
const marks = (keyExchange: readonly string[], end: 'c' | 's'): boolean =>
  keyExchange.some((name) => name === `ext-info-${end}` || name === `kex-strict-${end}-v00@openssh.com`);
