/**
 * Syslog over TCP: each message after its length, or each on a line of its own.
 *
 * @see RFC 6587 sections 3.4.1 (octet counting), 3.4.2 (non-transparent framing); RFC 5425 section 4.3 counts as well
 */
import { latin1, Violation } from '../../../lib/reader.ts';
import {
  alike,
  Gap,
  type ProtocolEvent,
  type Reading,
  seek,
  skip,
  type StreamDissector,
  take,
  until,
} from '../dissector.ts';
import { beginsSyslog, readSyslog, type SyslogMessage } from './syslog/message.ts';

export interface MalformedSyslog extends ProtocolEvent {
  readonly protocol: 'syslog';
  readonly kind: 'malformed';
  readonly reason: string;
}

const LINE_FEED = 0x0a;
const SPACE = 0x20;
const LESS = 0x3c;
/** What is kept of a message: audit messages are the longest. */
const MAX_MESSAGE = 128 * 1024;
/** So many unreadable messages in a row say that this is no syslog, or that we lost where its messages begin. */
const MAX_MALFORMED = 16;
const COUNT = /^[1-9]\d{0,6} /;

export const syslogTcp: StreamDissector<SyslogMessage | MalformedSyslog> = {
  name: 'syslog-tcp',
  transport: 'tcp',
  ports: [514, 601],

  probe(head) {
    const text = latin1(head.subarray(0, 8));
    const count = COUNT.exec(text)?.[0];
    if (count !== undefined) return beginsSyslog(head.subarray(count.length), Number(count));
    if (/^[1-9]\d{0,6}$/.test(text)) return undefined;
    return beginsSyslog(head);
  },

  open: alike(function* (_side, emit) {
    for (let malformed = 0; malformed < MAX_MALFORMED;) {
      try {
        const message = yield* next();
        if (message === undefined) continue;
        emit(readSyslog(message));
        malformed = 0;
      } catch (error) {
        if (error instanceof Violation) {
          malformed += 1;
          emit({ protocol: 'syslog', kind: 'malformed', reason: error.message });
        } else if (!(error instanceof Gap)) throw error;
        yield* recover();
      }
    }
    throw new Violation(`${MAX_MALFORMED} unreadable messages in a row`);
  }),
};

/** The next message; undefined where there is none, or one too long to look at. */
function* next(): Reading<Uint8Array | undefined> {
  const first = (yield* take(1)).u8();
  if (first === LINE_FEED || first === 0x0d || first === 0) return undefined;
  if (first === LESS) {
    const line = (yield* until(LINE_FEED)).rest();
    return Buffer.concat([Uint8Array.of(first), line]);
  }
  const count = `${String.fromCharCode(first)}${latin1((yield* until(SPACE)).rest().subarray(0, 16))} `;
  if (!COUNT.test(count)) throw new Violation('a message that begins with neither its length nor its priority');
  const length = Number(count);
  const message = (yield* take(Math.min(length, MAX_MESSAGE))).rest();
  yield* skip(length - message.length);
  return message;
}

/** Where lines end a message may begin. */
function* recover(): Reading<void> {
  try {
    yield* seek(LINE_FEED);
  } catch (error) {
    // Lost more: the next line is as good.
    if (!(error instanceof Gap)) throw error;
  }
}
