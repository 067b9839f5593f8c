/**
 * DNS over TCP: the same messages, each after its length.
 *
 * @see RFC 1035 section 4.2.2, RFC 7766
 */
import { Violation } from '../../../lib/reader.ts';
import { alike, type ProtocolEvent, type StreamDissector, take } from '../dissector.ts';
import { beginsDns, type DnsEvent, readDns } from './dns.ts';

export interface MalformedDns extends ProtocolEvent {
  readonly protocol: 'dns';
  readonly kind: 'malformed';
  readonly reason: string;
}

const LENGTH = 2;
/** A header and the shortest question. */
const SHORTEST = 17;
/** So many unreadable messages in a row say that this is no DNS, or that we lost where its messages begin. */
const MAX_MALFORMED = 16;

export const dnsTcp: StreamDissector<DnsEvent | MalformedDns> = {
  name: 'dns-tcp',
  transport: 'tcp',
  ports: [53],

  probe(head) {
    if (head.length < LENGTH) return undefined;
    const length = ((head[0] ?? 0) << 8) | (head[1] ?? 0);
    return length < SHORTEST ? false : beginsDns(head.subarray(LENGTH, LENGTH + length));
  },

  open: alike(function* (_side, emit) {
    for (let malformed = 0; malformed < MAX_MALFORMED;) {
      const length = (yield* take(LENGTH)).u16();
      const message = yield* take(length);
      try {
        emit(readDns(message));
        malformed = 0;
      } catch (error) {
        // Each message has its length in front: the next one is found whatever this one is.
        if (!(error instanceof Violation)) throw error;
        malformed += 1;
        emit({ protocol: 'dns', kind: 'malformed', reason: error.message });
      }
    }
    throw new Violation(`${MAX_MALFORMED} unreadable messages in a row`);
  }),
};
