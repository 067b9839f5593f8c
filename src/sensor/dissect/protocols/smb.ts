/**
 * SMB 1, 2 and 3, directly or over NetBIOS: who shares files with whom, which release both are and how well it is
 * protected. What is in the files passes unread.
 *
 * @see MS-SMB2 section 2.2, MS-CIFS sections 2.2.3 and 2.2.4, RFC 1002 section 4.3
 */
import { Violation } from '../../../lib/reader.ts';
import { type Emit, type Reading, skip, type StreamDissector, take } from '../dissector.ts';
import type { SmbEvent } from './smb-event.ts';
import { readNames } from './smb-netbios.ts';
import { readSmb1, type SmbConversation } from './smb1.ts';
import { readNegotiated, readSessionSetup } from './smb2.ts';

const SESSION_MESSAGE = 0x00;
const SESSION_REQUEST = 0x81;
const KEEP_ALIVE = 0x85;

/** The protocol identifiers: 0xff, 0xfe, 0xfd or 0xfc and `SMB`. */
const SMB1 = 0xff534d42;
const SMB2 = 0xfe534d42;
const ENCRYPTED = 0xfd534d42;
const COMPRESSED = 0xfc534d42;

const SMB2_HEADER = 64;
const NEGOTIATE = 0;
const SESSION_SETUP = 1;
const FROM_SERVER = 0x1;
/** Commands that are worth counting, by number: MS-SMB2 section 2.2.1.2. */
const COMMANDS: ReadonlyMap<number, string> = new Map([
  [3, 'TREE_CONNECT'],
  [5, 'CREATE'],
  [8, 'READ'],
  [9, 'WRITE'],
  [11, 'IOCTL'],
  [14, 'QUERY_DIRECTORY'],
]);
/** More of a message that carries no file data is not read. */
const MAX_READ = 65_536;

export const smb: StreamDissector<SmbEvent> = {
  name: 'smb',
  transport: 'tcp',
  ports: [445, 139],

  probe(head, side) {
    const [type, flags, , , id] = head;
    if (side === 'responder' && type !== undefined && type > SESSION_REQUEST && type < KEEP_ALIVE) {
      return matches(head.subarray(1), [0, 0, type === 0x83 ? 1 : type === 0x84 ? 6 : 0]);
    }
    if (type === SESSION_REQUEST) return matches(head.subarray(1), [0, 0, 68, 32]);
    if (type !== SESSION_MESSAGE) return false;
    if (id !== undefined && id < 0xfc) return false;
    const rest = matches(head.subarray(5), [0x53, 0x4d, 0x42]);
    return flags === undefined || id === undefined ? undefined : rest;
  },

  open(emit) {
    const conversation: SmbConversation = { dialects: [], negotiated: undefined };
    return { originator: read(conversation, emit), responder: read(conversation, emit) };
  },
};

function matches(head: Uint8Array, wanted: readonly number[]): boolean | undefined {
  if (!wanted.every((byte, at) => at >= head.length || head[at] === byte)) return false;
  return head.length >= wanted.length ? true : undefined;
}

function* read(conversation: SmbConversation, emit: Emit<SmbEvent>): Reading<void> {
  let encrypted = false;
  // Bounded by the stream: each round takes a message of it.
  for (;;) {
    const header = yield* take(4);
    const type = header.u8();
    const length = header.u24();
    if (type === SESSION_REQUEST) emit(readNames(yield* take(length)));
    else if (type > SESSION_REQUEST && type <= KEEP_ALIVE) yield* skip(length);
    else if (type !== SESSION_MESSAGE) throw new Violation(`NetBIOS session packet type ${type} does not exist`);
    else if (length < 4) yield* skip(length);
    else {
      const id = (yield* take(4)).u32();
      if (id === SMB2) {
        yield* readMessages(length - 4, conversation, emit);
      } else if (id === SMB1) {
        const part = Math.min(length - 4, MAX_READ);
        readSmb1(yield* take(part), conversation, emit);
        yield* skip(length - 4 - part);
      } else if (id === ENCRYPTED || id === COMPRESSED) {
        if (id === ENCRYPTED && !encrypted) {
          const { dialect, cipher } = conversation.negotiated ?? {};
          emit({ protocol: 'smb', kind: 'encrypted', dialect, cipher });
        }
        encrypted ||= id === ENCRYPTED;
        yield* skip(length - 4);
      } else {
        throw new Violation('not an SMB message');
      }
    }
  }
}

/** The messages of one compound, whose first protocol identifier is read. Bounded: each takes 64 bytes of `left`. */
function* readMessages(left: number, conversation: SmbConversation, emit: Emit<SmbEvent>): Reading<void> {
  for (let first = true; left >= SMB2_HEADER - 4; first = false) {
    const header = yield* take(first ? SMB2_HEADER - 4 : SMB2_HEADER);
    left -= header.left;
    if (!first && header.u32() !== SMB2) throw new Violation('not a message in a compound');
    header.skip(8); // size, credits, status
    const command = header.u16le();
    header.skip(2);
    const reply = (header.u32le() & FROM_SERVER) !== 0;
    const next = header.u32le();
    if (next !== 0 && (next < SMB2_HEADER || next - SMB2_HEADER > left))
      throw new Violation(`a next command at ${next}`);
    const length = next === 0 ? left : next - SMB2_HEADER;
    left -= length;
    if (command === SESSION_SETUP || (command === NEGOTIATE && reply)) {
      const part = Math.min(length, MAX_READ);
      const body = yield* take(part);
      if (body.left < 4) continue; // an error says no more
      const event = command === NEGOTIATE ? readNegotiated(body) : readSessionSetup(body);
      if (event?.kind === 'negotiated') conversation.negotiated = event;
      if (event !== undefined) emit(event);
      yield* skip(length - part);
    } else {
      const name = reply ? undefined : COMMANDS.get(command);
      if (name !== undefined) emit({ protocol: 'smb', kind: 'command', name });
      yield* skip(length);
    }
    if (next === 0) return;
  }
  yield* skip(left);
}
