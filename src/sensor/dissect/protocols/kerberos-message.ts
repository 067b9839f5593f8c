/**
 * Kerberos: which machines log in to which realm, and with which ciphers their tickets are sealed.
 *
 * Names of people are never told: of a client's name only that of a machine account, which ends with a dollar sign.
 *
 * @see RFC 4120 sections 5.2 to 5.10, RFC 3961 and 4757 (encryption types), MS-KILE section 3.3.5.6.1 (NetBIOS address)
 */
import { type Reader, Violation } from '../../../lib/reader.ts';
import type { ProtocolEvent } from '../dissector.ts';
import { expect, readElement, readInteger, Tag } from './snmp-ber.ts';

export interface KerberosEvent extends ProtocolEvent {
  readonly protocol: 'kerberos';
  readonly kind: 'message';
  /** In the standard's word, such as `AS-REQ`. */
  readonly name: string;
  readonly by: 'client' | 'server';
  readonly realm: string | undefined;
  /** The machine that asks, where it names itself. */
  readonly machine: string | undefined;
  /** Encryption types that a client offers, best first, or the one that a server chose. */
  readonly ciphers: readonly string[];
}

/** Application tags, by section 5.10. */
const MESSAGES: ReadonlyMap<number, readonly [name: string, by: 'client' | 'server']> = new Map([
  [0x6a, ['AS-REQ', 'client']],
  [0x6b, ['AS-REP', 'server']],
  [0x6c, ['TGS-REQ', 'client']],
  [0x6d, ['TGS-REP', 'server']],
  [0x7e, ['KRB-ERROR', 'server']],
]);
const VERSION = 5;
/** Of RFC 3961's registry: those that are met. */
const CIPHERS: Readonly<Record<number, string>> = {
  1: 'des-cbc-crc',
  3: 'des-cbc-md5',
  16: 'des3-cbc-sha1',
  17: 'aes128-cts-hmac-sha1-96',
  18: 'aes256-cts-hmac-sha1-96',
  19: 'aes128-cts-hmac-sha256-128',
  20: 'aes256-cts-hmac-sha384-192',
  23: 'rc4-hmac',
  24: 'rc4-hmac-exp',
};
const NETBIOS = 20;
const MAX_CIPHERS = 16;
const MAX_ADDRESSES = 16;
const REALM = /^[\w.-]{1,255}$/;
const MACHINE = /^[\w.-]{1,63}$/;
const context = (number: number): number => 0xa0 + number;

/** Whether these bytes begin a message: a tag that there is, a length that fits, and within it a sequence. */
export function beginsKerberos(head: Uint8Array): boolean | undefined {
  if (head[0] === undefined) return undefined;
  if (!MESSAGES.has(head[0])) return false;
  const form = head[1];
  if (form === undefined) return undefined;
  const inner = form < 0x80 ? 2 : 2 + (form & 0x7f);
  if (form === 0x80 || inner > 6) return false;
  if (head.length <= inner) return undefined;
  if (head[inner] !== Tag.sequence) return false;
  const innerForm = head[inner + 1];
  if (innerForm === undefined) return undefined;
  const fields = inner + (innerForm < 0x80 ? 2 : 2 + (innerForm & 0x7f));
  // The version comes first, as field 0 of an answer and field 1 of a question: a3 03 02 01 05.
  const [tag, length, type, size, version] = head.subarray(fields, fields + 5);
  if (tag !== undefined && tag !== context(0) && tag !== context(1)) return false;
  if ((length ?? 3) !== 3 || (type ?? 2) !== 2 || (size ?? 1) !== 1) return false;
  return version === undefined ? undefined : version === VERSION;
}

export function readKerberos(message: Reader): KerberosEvent {
  const { tag, body } = readElement(message);
  const known = MESSAGES.get(tag);
  if (known === undefined) throw new Violation(`a message of tag ${tag}`);
  const [name, by] = known;
  const fields = fieldsOf(expect(body, Tag.sequence));
  const said = { protocol: 'kerberos', kind: 'message', name, by } as const;
  if (by === 'client') return { ...said, ...readRequest(fields.get(4)) };
  if (name === 'KRB-ERROR') return { ...said, realm: realmOf(fields.get(9)), machine: undefined, ciphers: [] };
  return {
    ...said,
    realm: realmOf(fields.get(3)),
    machine: machineOf(fields.get(4)),
    ciphers: sealOf(fields.get(6)),
  };
}

function readRequest(body: Reader | undefined): Pick<KerberosEvent, 'realm' | 'machine' | 'ciphers'> {
  if (body === undefined) return { realm: undefined, machine: undefined, ciphers: [] };
  const fields = fieldsOf(expect(body, Tag.sequence));
  return {
    realm: realmOf(fields.get(2)),
    machine: machineOf(fields.get(1)) ?? netbiosOf(fields.get(9)),
    ciphers: ciphersOf(fields.get(8)),
  };
}

/** By their context numbers. Bounded by the sequence: each round reads two bytes of it or more. */
function fieldsOf(sequence: Reader): ReadonlyMap<number, Reader> {
  const fields = new Map<number, Reader>();
  while (sequence.left > 0) {
    const { tag, body } = readElement(sequence);
    fields.set(tag - context(0), body);
  }
  return fields;
}

function realmOf(field: Reader | undefined): string | undefined {
  const realm = field === undefined ? undefined : textIn(field);
  return realm !== undefined && REALM.test(realm) ? realm : undefined;
}

/** PrincipalName: a type, and names of which the first is the account's. A dollar sign ends that of a machine. */
function machineOf(field: Reader | undefined): string | undefined {
  if (field === undefined) return undefined;
  const names = fieldsOf(expect(field, Tag.sequence)).get(1);
  if (names === undefined) return undefined;
  const [name, ...more] = namesIn(expect(names, Tag.sequence));
  if (name === 'host' && more[0] !== undefined) return MACHINE.test(more[0]) ? more[0] : undefined;
  const machine = name?.endsWith('$') === true ? name.slice(0, -1) : undefined;
  return machine !== undefined && MACHINE.test(machine) ? machine : undefined;
}

function namesIn(sequence: Reader): string[] {
  const names: string[] = [];
  // Bounded by the sequence: each round reads two bytes of it or more.
  while (sequence.left > 0) names.push(textIn(sequence));
  return names;
}

/** HostAddresses, of which Windows sends its NetBIOS name, padded to sixteen bytes. */
function netbiosOf(field: Reader | undefined): string | undefined {
  if (field === undefined) return undefined;
  const addresses = expect(field, Tag.sequence);
  for (let left = MAX_ADDRESSES; left > 0 && addresses.left > 0; left--) {
    const parts = fieldsOf(expect(addresses, Tag.sequence));
    const [type, address] = [parts.get(0), parts.get(1)];
    if (type === undefined || address === undefined || readInteger(type) !== NETBIOS) continue;
    const name = textIn(address).trim();
    return MACHINE.test(name) ? name : undefined;
  }
  return undefined;
}

function ciphersOf(field: Reader | undefined): string[] {
  if (field === undefined) return [];
  const list = expect(field, Tag.sequence);
  const ciphers: string[] = [];
  for (let left = MAX_CIPHERS; left > 0 && list.left > 0; left--) {
    const name = CIPHERS[readInteger(list)];
    if (name !== undefined) ciphers.push(name);
  }
  return ciphers;
}

/** EncryptedData: the type under which the answer is sealed. */
function sealOf(field: Reader | undefined): string[] {
  const type = field === undefined ? undefined : fieldsOf(expect(field, Tag.sequence)).get(0);
  const name = type === undefined ? undefined : CIPHERS[readInteger(type)];
  return name === undefined ? [] : [name];
}

function textIn(reader: Reader): string {
  const { body } = readElement(reader);
  return body.utf8(body.left);
}
