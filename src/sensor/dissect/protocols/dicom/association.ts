/**
 * How two DICOM applications agree on what they will do: A-ASSOCIATE-RQ, -AC and -RJ.
 *
 * @see DICOM PS3.8 section 9.3 (PDUs), PS3.7 annex D.3 (user information), PS3.8 annex D
 */
import type { Reader } from '../../../../lib/reader.ts';
import type { ProtocolEvent } from '../../dissector.ts';

export interface Association extends ProtocolEvent {
  readonly protocol: 'dicom';
  readonly kind: 'associate-request' | 'associate-accept';
  readonly calledAe: string;
  readonly callingAe: string;
  readonly contexts: readonly PresentationContext[];
  readonly implementationUid: string | undefined;
  readonly implementationVersion: string | undefined;
  /** The longest PDU that the speaker takes; 0 for no limit. */
  readonly maxPdu: number | undefined;
  readonly roles: readonly RoleSelection[];
  /** How many operations it would have running at once, and let others run; undefined for one after the other. */
  readonly window: { readonly invoked: number; readonly performed: number } | undefined;
  /** The SOP classes of which it says more than that it knows them. */
  readonly extended: readonly string[];
  /** How the caller proves who it is; in an answer undefined. */
  readonly identity: UserIdentity | undefined;
}

export interface PresentationContext {
  /** Odd, 1 to 255. */
  readonly id: number;
  /** What is asked for: a SOP class UID; empty in an answer. */
  readonly sopClass: string;
  readonly transferSyntaxes: readonly string[];
  /** In an answer whether it is accepted (0) or why not (1 to 4); undefined in a request. */
  readonly result: number | undefined;
}

export interface RoleSelection {
  readonly sopClass: string;
  readonly scu: boolean;
  readonly scp: boolean;
}

export type UserIdentity = 'username' | 'username-and-passcode' | 'kerberos' | 'saml' | 'jwt' | 'unknown';

export interface Rejection extends ProtocolEvent {
  readonly protocol: 'dicom';
  readonly kind: 'associate-reject';
  readonly result: number;
  readonly source: number;
  readonly reason: number;
}

/** Item types. @see PS3.8 tables 9-12 to 9-18, PS3.7 annex D */
const Item = {
  contextRequest: 0x20,
  contextAnswer: 0x21,
  abstractSyntax: 0x30,
  transferSyntax: 0x40,
  userInformation: 0x50,
  maxLength: 0x51,
  implementationUid: 0x52,
  window: 0x53,
  role: 0x54,
  implementationVersion: 0x55,
  extended: 0x56,
  commonExtended: 0x57,
  userIdentity: 0x58,
} as const;

const IDENTITIES: readonly UserIdentity[] = ['unknown', 'username', 'username-and-passcode', 'kerberos', 'saml', 'jwt'];
/** Protocol version, two reserved bytes, two AE titles and 32 reserved bytes come before the items. */
export const FIXED_LENGTH = 68;

/** As many as there are odd ids in a byte. */
const MAX_CONTEXTS = 128;
/** Two classes of components and 64 characters at most. @see PS3.5 section 9.1 */
const UID = /^[0-9.]{1,64}$/;

/** @param pdu What follows the PDU's header, of at least {@link FIXED_LENGTH} bytes. */
export function readAssociation(kind: Association['kind'], pdu: Reader): Association {
  pdu.skip(4);
  const calledAe = trimmed(pdu.text(16));
  const callingAe = trimmed(pdu.text(16));
  pdu.skip(32);

  const contexts: PresentationContext[] = [];
  let user = NOBODY;
  for (const { type, body } of items(pdu)) {
    const context = type === Item.contextRequest || type === Item.contextAnswer;
    if (context && contexts.length < MAX_CONTEXTS) contexts.push(readContext(type, body));
    else if (type === Item.userInformation) user = readUser(body);
  }
  return { protocol: 'dicom', kind, calledAe, callingAe, contexts, ...user };
}

export function readRejection(pdu: Reader): Rejection {
  pdu.skip(1);
  return { protocol: 'dicom', kind: 'associate-reject', result: pdu.u8(), source: pdu.u8(), reason: pdu.u8() };
}

function readContext(type: number, body: Reader): PresentationContext {
  const id = body.u8();
  body.skip(1);
  const answer = body.u8();
  body.skip(1);
  let sopClass = '';
  const transferSyntaxes: string[] = [];
  for (const item of items(body)) {
    const uid = uidOf(item.body);
    if (item.type === Item.abstractSyntax) sopClass = uid;
    else if (item.type === Item.transferSyntax) transferSyntaxes.push(uid);
  }
  return { id, sopClass, transferSyntaxes, result: type === Item.contextAnswer ? answer : undefined };
}

type User = Pick<
  Association,
  'implementationUid' | 'implementationVersion' | 'maxPdu' | 'roles' | 'window' | 'extended' | 'identity'
>;

const NOBODY: User = {
  implementationUid: undefined,
  implementationVersion: undefined,
  maxPdu: undefined,
  roles: [],
  window: undefined,
  extended: [],
  identity: undefined,
};

function readUser(body: Reader): User {
  const roles: RoleSelection[] = [];
  const extended = new Set<string>();
  let user = NOBODY;
  for (const item of items(body)) {
    const { type, body: value } = item;
    if (type === Item.maxLength) user = { ...user, maxPdu: value.u32() };
    else if (type === Item.implementationUid) user = { ...user, implementationUid: uidOf(value) };
    else if (type === Item.implementationVersion) {
      user = { ...user, implementationVersion: trimmed(value.text(value.left)) };
    } else if (type === Item.role) {
      roles.push({ sopClass: uidOf(value.sub(value.u16())), scu: value.u8() === 1, scp: value.u8() === 1 });
    } else if (type === Item.window) user = { ...user, window: { invoked: value.u16(), performed: value.u16() } };
    else if (type === Item.extended || type === Item.commonExtended) {
      const sopClass = uidOf(value.sub(value.u16()));
      if (sopClass !== '' && extended.size < MAX_CONTEXTS) extended.add(sopClass);
    } else if (type === Item.userIdentity) user = { ...user, identity: IDENTITIES[value.u8()] ?? 'unknown' };
  }
  return { ...user, roles, extended: [...extended] };
}

/** A type, a reserved byte, a length and a value, until the bytes end. */
function* items(reader: Reader): Generator<{ readonly type: number; readonly body: Reader }> {
  // Bounded by the reader: each round takes at least four bytes.
  while (reader.left > 0) {
    const type = reader.u8();
    reader.skip(1);
    yield { type, body: reader.sub(reader.u16()) };
  }
}

/** A UID, or nothing for what is none: any text could stand in its place. */
function uidOf(reader: Reader): string {
  const uid = trimmed(reader.text(reader.left));
  return UID.test(uid) ? uid : '';
}

/** AE titles are padded with spaces, UIDs with a null; some implementations use the other one. */
export function trimmed(text: string): string {
  let end = text.length;
  while (end > 0 && text.charCodeAt(end - 1) <= 0x20) end -= 1;
  let start = 0;
  while (start < end && text.charCodeAt(start) <= 0x20) start += 1;
  return text.slice(start, end).replaceAll(/\p{Cc}/gu, ' ');
}
