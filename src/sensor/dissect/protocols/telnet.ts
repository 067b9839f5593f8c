/**
 * Telnet: how a server introduces itself before anybody logs in, and that a password then goes through readably.
 *
 * What is typed and shown behind that is not read: it may be anything, patients included.
 *
 * @see RFC 854, RFC 855
 */
import { type Emit, type ProtocolEvent, type Reading, type StreamDissector, take } from '../dissector.ts';

export type TelnetEvent = TelnetGreeting | TelnetPassword;

export interface TelnetGreeting extends ProtocolEvent {
  readonly protocol: 'telnet';
  readonly kind: 'greeting';
  /** All up to the first question, its lines joined by spaces. */
  readonly text: string;
}

/** The client answers the question for one. */
export interface TelnetPassword extends ProtocolEvent {
  readonly protocol: 'telnet';
  readonly kind: 'password';
}

const COMMAND = 0xff;
const SUBNEGOTIATION = 0xfa;
const END = 0xf0;
/** WILL, WON'T, DO and DON'T, which an option follows. */
const WILL = 0xfb;
const DONT = 0xfe;
/** The last assigned options of the low range, and what lists more: RFC 861. */
const LAST_OPTION = 49;
const EXTENDED = 255;
/** Bytes that are looked at, and characters that are kept. */
const MAX_BYTES = 8192;
const MAX_TEXT = 2048;
const MAX_GREETING = 256;

const QUESTION = /(?<!last )(?:login|user ?name|user|account|password|passcode) ?: ?$/i;
const SECRET = /pass(?:word|code) ?: ?$/i;

export const telnet: StreamDissector<TelnetEvent> = {
  name: 'telnet',
  transport: 'tcp',
  ports: [23, 2323],

  /** Either end begins with what it can and wants. */
  probe(head) {
    const [first, verb, option] = head;
    if (first !== COMMAND || (verb !== undefined && (verb < WILL || verb > DONT))) return false;
    return option === undefined ? undefined : option <= LAST_OPTION || option === EXTENDED;
  },

  open(emit) {
    const talk: Talk = { asked: false };
    return { originator: readClient(talk, emit), responder: readServer(talk, emit) };
  },
};

/** Whether the server has asked for a password. */
interface Talk {
  asked: boolean;
}

/** Of what a user types nothing is read but that it comes. */
function* readClient(talk: Talk, emit: Emit<TelnetEvent>): Reading<void> {
  for (let left = MAX_BYTES; left > 0; left--) {
    yield* take(1);
    if (!talk.asked) continue;
    emit({ protocol: 'telnet', kind: 'password' });
    return;
  }
}

function* readServer(talk: Talk, emit: Emit<TelnetEvent>): Reading<void> {
  let text = '';
  let greeted = false;
  // Bounded by MAX_BYTES: each round takes one of them or more.
  for (const left = { bytes: MAX_BYTES }; left.bytes > 0;) {
    const character = yield* readCharacter(left);
    if (character === undefined) continue;
    text = (text + String.fromCharCode(character)).slice(-MAX_TEXT);
    const question = QUESTION.exec(text.slice(-MAX_GREETING));
    if (question === null || character !== COLON) continue;
    if (!greeted) emit({ protocol: 'telnet', kind: 'greeting', text: greetingOf(text, question[0]) });
    talk.asked = SECRET.test(question[0]);
    if (talk.asked) return;
    greeted = true;
    text = '';
  }
}

const COLON = 0x3a;

function greetingOf(text: string, question: string): string {
  const words = text.slice(0, text.length - question.length).split(/[^!-~\xa0-\xff]+/);
  return words.join(' ').trim().slice(0, MAX_GREETING);
}

/** The next byte of text; undefined for a command, which is let pass. */
function* readCharacter(left: { bytes: number }): Reading<number | undefined> {
  const byte = yield* readByte(left);
  if (byte !== COMMAND) return byte;
  const command = yield* readByte(left);
  if (command === COMMAND) return byte;
  if (command >= WILL && command <= DONT) yield* readByte(left);
  else if (command === SUBNEGOTIATION) {
    // Up to the end that a command says, or to the last byte that is looked at.
    for (let before = 0, last = 0; left.bytes > 0 && !(before === COMMAND && last === END);) {
      before = last;
      last = yield* readByte(left);
    }
  }
  return undefined;
}

function* readByte(left: { bytes: number }): Reading<number> {
  left.bytes -= 1;
  return (yield* take(1)).u8();
}
