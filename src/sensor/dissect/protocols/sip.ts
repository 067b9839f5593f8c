/**
 * SIP over UDP: which telephones and servers there are. Who calls whom is nobody's business here.
 *
 * @see RFC 3261 sections 7.1, 7.2, 20.35 and 20.41
 */
import type { Reader } from '../../../lib/reader.ts';
import type { DatagramDissector } from '../dissector.ts';

export interface SipEvent {
  readonly protocol: 'sip';
  readonly kind: 'request' | 'response';
  /** The method of a request. */
  readonly method: string | undefined;
  readonly userAgent: string | undefined;
  readonly server: string | undefined;
  /** Whether others passed it on: then it speaks for the one it came from first. */
  readonly passedOn: boolean;
}

const METHODS = [
  'INVITE',
  'ACK',
  'BYE',
  'CANCEL',
  'OPTIONS',
  'REGISTER',
  'PRACK',
  'SUBSCRIBE',
  'NOTIFY',
  'PUBLISH',
  'INFO',
  'REFER',
  'MESSAGE',
  'UPDATE',
] as const;
const OPENINGS = ['SIP/2.0 ', ...METHODS.flatMap((method) => [`${method} sip:`, `${method} sips:`, `${method} tel:`])];
const MAX_HEAD = 4096;
const MAX_TEXT = 256;

export const sip: DatagramDissector<SipEvent> = {
  name: 'sip',
  transport: 'udp',
  ports: [5060],

  probe(head) {
    const text = Buffer.from(head.subarray(0, 20)).toString('latin1');
    if (OPENINGS.some((opening) => text.startsWith(opening))) return true;
    return OPENINGS.some((opening) => opening.startsWith(text)) ? undefined : false;
  },

  dissect(datagram, _side, emit) {
    const [first = '', ...headers] = readHead(datagram);
    const [method = ''] = first.split(' ');
    const response = method === 'SIP/2.0';
    const values = (name: RegExp) =>
      headers.filter((header) => name.test(header)).map((header) => header.slice(header.indexOf(':') + 1).trim());
    emit({
      protocol: 'sip',
      kind: response ? 'response' : 'request',
      method: METHODS.find((known) => known === method),
      userAgent: values(/^User-Agent\s*:/i)[0]?.slice(0, MAX_TEXT),
      server: values(/^Server\s*:/i)[0]?.slice(0, MAX_TEXT),
      // A response retraces the way of its request, so that its Via headers tell nothing of its sender.
      passedOn: !response && values(/^(?:Via|v)\s*:/i).length > 1,
    });
  },
};

/** The lines before the empty one. */
function readHead(datagram: Reader): string[] {
  const text = datagram.text(Math.min(datagram.left, MAX_HEAD));
  return (text.split(/\r?\n\r?\n/, 1)[0] ?? '').split(/\r?\n/);
}
