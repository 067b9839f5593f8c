/**
 * SMB 1, which Windows no longer installs and medical devices still speak: the dialect and what both ends call themselves.
 *
 * @see MS-CIFS sections 2.2.3.1, 2.2.4.52 and 2.2.4.53, MS-SMB section 2.2.4.6
 */
import { Reader } from '../../../lib/reader.ts';
import type { Emit } from '../dissector.ts';
import { findNtlmssp } from './ntlmssp.ts';
import type { SmbEvent, SmbNegotiated } from './smb-event.ts';

const NEGOTIATE = 0x72;
const SESSION_SETUP = 0x73;
const REPLY = 0x80;
const UNICODE = 0x8000;
/** Signatures in the security mode of a negotiate response. */
const SIGNING_ENABLED = 0x04;
const SIGNING_REQUIRED = 0x08;
const HEADER = 32;
const MAX_DIALECTS = 32;
const MAX_TEXT = 256;

/** What the directions know of each other. */
export interface SmbConversation {
  /** As the client numbers them. */
  dialects: readonly string[];
  negotiated: SmbNegotiated | undefined;
}

/** Reads a message of which the protocol identifier is read. */
export function readSmb1(message: Reader, conversation: SmbConversation, emit: Emit<SmbEvent>): void {
  const command = message.u8();
  message.skip(4);
  const reply = (message.u8() & REPLY) !== 0;
  const unicode = (message.u16le() & UNICODE) !== 0;
  message.skip(HEADER - 12);
  const words = message.sub(2 * message.u8());
  const count = message.left >= 2 ? message.u16le() : 0;
  const at = 4 + message.at;
  const data = message.sub(Math.min(count, message.left));
  if (command === NEGOTIATE && reply) negotiated(words, conversation, emit);
  else if (command === NEGOTIATE) conversation.dialects = readDialects(data);
  else if (command === SESSION_SETUP) emit(readLogin(words, data, unicode, reply, at));
}

/** A 2 and a text that ends in a zero byte, for each. */
const readDialects = (data: Reader): string[] =>
  data
    .text(data.left)
    .split('\0')
    .slice(0, MAX_DIALECTS)
    .map((dialect) => (dialect.startsWith('\x02') ? dialect.slice(1) : dialect));

function negotiated(words: Reader, { dialects }: SmbConversation, emit: Emit<SmbEvent>): void {
  if (words.left < 3) return;
  const index = words.u16le();
  if (index === 0xffff) return; // none of them
  const mode = words.u8();
  const dialect = dialects[index];
  emit({
    protocol: 'smb',
    kind: 'negotiated',
    dialect: dialect === undefined || dialect === 'NT LM 0.12' ? '1' : `1 (${dialect.slice(0, MAX_TEXT)})`,
    signing: (mode & SIGNING_REQUIRED) !== 0 ? 'required' : (mode & SIGNING_ENABLED) !== 0 ? 'enabled' : 'off',
    serverGuid: undefined,
    cipher: undefined,
  });
}

function readLogin(words: Reader, data: Reader, unicode: boolean, reply: boolean, at: number): SmbEvent {
  const count = words.left / 2;
  const ntlm = findNtlmssp(data.whole);
  // 12 words: a token, then texts. 13: two forms of the password, the user, the domain, then texts. A reply: 4 or 3.
  const token = count === 12 ? wordAt(words, 7) : count === 13 ? wordAt(words, 7) + wordAt(words, 8) : 0;
  const blob = reply && count === 4 ? wordAt(words, 3) : token;
  data.skip(Math.min(blob, data.left));
  if (unicode && (at + data.at) % 2 === 1 && data.left > 0) data.skip(1);
  const texts = readTexts(data.rest(), unicode);
  const [os, lanManager] = !reply && count === 13 ? texts.slice(2) : texts;
  return {
    protocol: 'smb',
    kind: 'login',
    ntlm,
    os: named(os),
    lanManager: named(lanManager),
    // With 13 words come a user and the answer to a challenge that tells the password to who can guess it.
    user: ntlm?.user ?? (!reply && count === 13 && blob > 0 && named(texts[0]) !== undefined),
  };
}

function wordAt(words: Reader, index: number): number {
  const { whole } = words;
  return (whole[2 * index] ?? 0) | ((whole[2 * index + 1] ?? 0) << 8);
}

function readTexts(bytes: Uint8Array, unicode: boolean): string[] {
  const reader = new Reader(bytes.subarray(0, 8 * MAX_TEXT));
  return (unicode ? reader.utf16le(reader.left & ~1) : reader.text(reader.left)).split('\0');
}

const named = (text: string | undefined): string | undefined => {
  const trimmed = text?.trim().slice(0, MAX_TEXT);
  return trimmed === '' ? undefined : trimmed;
};
