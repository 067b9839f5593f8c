/**
 * What protocols of lines have in common that greet in clear and may then turn to TLS: FTP, SMTP and their like.
 *
 * Lines hold user names, passwords, addresses and letters: a greeting is told, of all else no more than that it was there.
 *
 * @see RFC 959, RFC 4217 (FTP), RFC 5321, RFC 3207, RFC 4954 (SMTP)
 */
import { Reader } from '../../../lib/reader.ts';
import { type Emit, type ProtocolEvent, type Reading, type StreamDissector, take, until } from '../dissector.ts';
import type { TlsConversation, TlsEvent } from './tls-event.ts';
import { readTls } from './tls.ts';

export type LineEvent = LineGreeting | LineCommand;

export interface LineGreeting extends ProtocolEvent {
  readonly kind: 'greeting';
  /** The server's first line without its code. */
  readonly text: string;
}

/** A client does something worth counting. */
export interface LineCommand extends ProtocolEvent {
  readonly kind: 'command';
  readonly verb: string;
  /** It tells a password that anybody can read. */
  readonly secret: boolean;
}

export interface LineProtocol {
  readonly name: string;
  readonly ports: readonly number[];
  /** What greetings say that belong to it, and those that belong to others. */
  readonly greeting: RegExp;
  readonly otherGreeting: RegExp;
  /** What clients begin with. */
  readonly opening: readonly string[];
  /** Commands that are counted, and those of them that tell a secret. */
  readonly verbs: readonly string[];
  readonly secret: RegExp;
  /** The client asks for TLS; the server grants it. */
  readonly upgrade: RegExp;
  readonly granted: string;
  /** After it come lines that are no commands, up to one with a dot. */
  readonly content?: string;
}

const LINE_FEED = 0x0a;
const MAX_TEXT = 256;

export function lineDissector(spoken: LineProtocol): StreamDissector<LineEvent | TlsEvent> {
  return {
    name: spoken.name,
    transport: 'tcp',
    ports: spoken.ports,
    probe: (head, side) => (side === 'responder' ? isGreeting(spoken, head) : isOpening(spoken, head)),
    open(emit) {
      const conversation: TlsConversation = { sessionId: undefined };
      return {
        originator: readClient(spoken, conversation, emit),
        responder: readServer(spoken, conversation, emit),
      };
    },
  };
}

function isGreeting({ greeting, otherGreeting }: LineProtocol, head: Uint8Array): boolean | undefined {
  const text = Buffer.from(head).toString('latin1');
  const end = text.indexOf('\n');
  const line = end < 0 ? text : text.slice(0, end);
  if (!'220'.startsWith(line.slice(0, 3)) || !/^(?:[^\n]{0,3}|220[ -][^\n]*)$/.test(line)) return false;
  // Only a whole line tells: what it says last may be the other's name.
  if (end < 0) return undefined;
  if (greeting.test(line)) return true;
  return otherGreeting.test(line) ? false : undefined;
}

function isOpening({ opening }: LineProtocol, head: Uint8Array): boolean | undefined {
  const text = Buffer.from(head.subarray(0, 16)).toString('latin1').toUpperCase();
  if (opening.some((word) => text.startsWith(word))) return true;
  return opening.some((word) => word.startsWith(text)) ? undefined : false;
}

function* readClient(
  { name, verbs, secret, upgrade, content }: LineProtocol,
  conversation: TlsConversation,
  emit: Emit<LineEvent | TlsEvent>,
): Reading<void> {
  let asked = false;
  let within = false;
  // Bounded by the stream: each round takes a line of it.
  for (;;) {
    let line = '';
    if (asked) {
      const start = yield* take(5);
      const first = start.peek();
      if (first === 0x16 || first >= 0x80) {
        yield* readTls(conversation, emit, start);
        return;
      }
      line = yield* readLine(start);
    } else {
      line = yield* readLine();
    }
    asked = !within && upgrade.test(line);
    if (within) {
      within = line !== '.';
      continue;
    }
    const verb = /^[A-Za-z]+/.exec(line)?.[0].toUpperCase() ?? '';
    within = verb === content;
    if (verbs.includes(verb)) emit({ protocol: name, kind: 'command', verb, secret: secret.test(line) });
  }
}

function* readServer(
  { name, granted }: LineProtocol,
  conversation: TlsConversation,
  emit: Emit<LineEvent | TlsEvent>,
): Reading<void> {
  const greeting = yield* readLine();
  emit({ protocol: name, kind: 'greeting', text: greeting.replace(/^\d{3}[ -]/, '') });
  let within = greeting.startsWith('220-');
  for (;;) {
    const line = yield* readLine();
    // The rest of a greeting of several lines has the code of one that grants TLS.
    if (within) within = !line.startsWith('220 ');
    else if (line.startsWith(granted)) {
      const start = yield* take(5);
      if (start.peek() >= 0x14 && start.peek() <= 0x18) {
        yield* readTls(conversation, emit, start);
        return;
      }
      yield* readLine(start);
    }
  }
}

/** A line without its end, of which the first bytes may be here already. */
function* readLine(start?: Reader): Reading<string> {
  const begin = start?.rest() ?? new Uint8Array();
  const inside = begin.indexOf(LINE_FEED);
  // A line shorter than what was taken: what follows it is the next one's begin, which is not worth keeping apart.
  const rest = inside < 0 ? yield* until(LINE_FEED) : new Reader(new Uint8Array());
  const whole = Buffer.concat([begin, rest.rest()]).toString('latin1');
  return whole.split(/\r?\n/, 1)[0]?.replace(/\r$/, '').slice(0, MAX_TEXT) ?? '';
}
