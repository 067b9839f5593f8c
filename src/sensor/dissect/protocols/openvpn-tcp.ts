/** OpenVPN over TCP: the same packets, each after its length. */
import { Violation } from '../../../lib/reader.ts';
import { type Emit, type Reading, type Side, type StreamDissector, take } from '../dissector.ts';
import { OpenvpnControl, type OpenvpnEvent } from './openvpn-control.ts';
import { beginsOpenvpn, mayBegin, TELLING } from './openvpn-packet.ts';

const LENGTH = 2;
/** Opcode, session, no acknowledgements, number. */
const SHORTEST_RESET = 14;
const LONGEST = 16_384;

export const openvpnTcp: StreamDissector<OpenvpnEvent> = {
  name: 'openvpn-tcp',
  transport: 'tcp',
  ports: [1194],

  probe(head) {
    if (head.length < LENGTH) return undefined;
    const length = ((head[0] ?? 0) << 8) | (head[1] ?? 0);
    if (length < SHORTEST_RESET || length > LONGEST) return false;
    const telling = Math.min(length, TELLING);
    const packet = head.subarray(LENGTH, LENGTH + telling);
    if (packet[0] !== undefined && !mayBegin(packet[0])) return false;
    return packet.length < telling ? undefined : beginsOpenvpn(packet);
  },

  open(emit) {
    const control = new OpenvpnControl();
    return {
      originator: readPackets(control, 'originator', emit),
      responder: readPackets(control, 'responder', emit),
    };
  },
};

/** Bounded by the stream, and by how many packets the control channel wants to see. */
function* readPackets(control: OpenvpnControl, side: Side, emit: Emit<OpenvpnEvent>): Reading<void> {
  for (let more = true; more;) {
    const length = (yield* take(LENGTH)).u16();
    if (length > LONGEST) throw new Violation(`a packet of ${length} bytes`);
    if (length > 0) more = control.read(yield* take(length), side, emit);
  }
}
