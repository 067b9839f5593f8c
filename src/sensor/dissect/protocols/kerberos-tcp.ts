/** Kerberos over TCP: each message after its length. @see RFC 4120 section 7.2.2 */
import { Violation } from '../../../lib/reader.ts';
import { alike, skip, type StreamDissector, take } from '../dissector.ts';
import { beginsKerberos, type KerberosEvent, readKerberos } from './kerberos-message.ts';

const LENGTH = 4;
/** Tickets grow with the groups that a user is in; longer ones pass unread. */
const MAX_MESSAGE = 64 * 1024;
const MAX_CLAIM = 16 * 1024 * 1024;

export const kerberosTcp: StreamDissector<KerberosEvent> = {
  name: 'kerberos-tcp',
  transport: 'tcp',
  ports: [88],

  probe(head) {
    if ((head[0] ?? 0) !== 0) return false;
    return head.length <= LENGTH ? undefined : beginsKerberos(head.subarray(LENGTH));
  },

  open: alike(function* (_side, emit) {
    // Bounded by the stream: each round takes a message of it.
    for (;;) {
      const length = (yield* take(LENGTH)).u32();
      if (length > MAX_CLAIM) throw new Violation(`a message of ${length} bytes`);
      if (length > MAX_MESSAGE) yield* skip(length);
      else emit(readKerberos(yield* take(length)));
    }
  }),
};
