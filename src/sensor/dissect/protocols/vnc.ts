/**
 * VNC: whose screen can be looked at from elsewhere, and whether that takes a password.
 *
 * @see RFC 6143 section 7
 */
import { Violation } from '../../../lib/reader.ts';
import { type Emit, type Reading, type StreamDissector, take } from '../dissector.ts';

export type VncEvent = VncSecurity | VncDesktop;

export interface VncSecurity {
  readonly protocol: 'vnc';
  readonly kind: 'security';
  /** Such as `3.8`. */
  readonly version: string;
  /** Whether it asks for nothing at all. */
  readonly open: boolean;
}

export interface VncDesktop {
  readonly protocol: 'vnc';
  readonly kind: 'desktop';
  readonly name: string;
}

const GREETING = /^RFB (\d{3})\.(\d{3})\n$/;
const NONE = 1;
const PASSWORD = 2;
const CHALLENGE = 16;
const MAX_NAME = 1024;

/** What the client told. */
interface Client {
  minor?: number;
  choice?: number;
}

export const vnc: StreamDissector<VncEvent> = {
  name: 'vnc',
  transport: 'tcp',
  ports: [5900, 5901],

  probe(head) {
    const text = Buffer.from(head.subarray(0, 12)).toString('latin1');
    if (text.length === 12) return GREETING.test(text);
    return GREETING.test(text + 'RFB 000.000\n'.slice(text.length)) ? undefined : false;
  },

  open(emit) {
    const client: Client = {};
    return { originator: readClient(client), responder: readServer(client, emit) };
  },
};

/** Versions that nobody defined, such as Apple's 3.889, speak as 3.8 does. */
function* readVersion(): Reading<number> {
  const text = (yield* take(12)).text(12);
  const [, , minor] = GREETING.exec(text) ?? [];
  if (minor === undefined) throw new Violation('no VNC greeting');
  return Math.min(Number(minor), 8);
}

function* readClient(client: Client): Reading<void> {
  client.minor = yield* readVersion();
  if (client.minor >= 7) client.choice = (yield* take(1)).u8();
}

function* readServer(client: Client, emit: Emit<VncEvent>): Reading<void> {
  const offered = yield* readVersion();
  // Only what the server says next shows that the client, which may choose less, has spoken in between.
  const first = (yield* take(1)).u8();
  const minor = Math.min(offered, client.minor ?? 8);
  const types = minor < 7 ? [(yield* take(3)).u24()] : [...(yield* take(first)).rest()];
  if (types.length === 0 || types[0] === 0) return; // refused, with words that we need not
  emit({ protocol: 'vnc', kind: 'security', version: `3.${offered}`, open: types.includes(NONE) });
  const next = yield* take(4);
  const choice = minor < 7 ? types[0] : (client.choice ?? (types.length === 1 ? types[0] : undefined));
  // All others encrypt, or are somebody's own.
  if (choice !== NONE && choice !== PASSWORD) return;
  let result = 0;
  if (choice === PASSWORD) {
    yield* take(CHALLENGE - 4);
    result = (yield* take(4)).u32();
  } else if (minor >= 8) result = next.u32();
  if (result !== 0) return;
  // Without a password, and before 3.8 without a result, the screen has already begun.
  yield* take(choice === NONE && minor < 8 ? 16 : 20);
  const length = (yield* take(4)).u32();
  if (length > MAX_NAME) throw new Violation(`a desktop name of ${length} bytes`);
  emit({ protocol: 'vnc', kind: 'desktop', name: (yield* take(length)).utf8(length) });
}
