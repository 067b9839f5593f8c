/** EtherNet/IP over TCP: sessions, questions and the services of CIP. @see enip-message.ts */
import { type Emit, type Reading, type Side, type StreamDissector, take } from '../dissector.ts';
import { beginsEnip, ENIP_HEADER, type EnipEvent, readEnip, readEnipHeader } from './enip-message.ts';

export const enip: StreamDissector<EnipEvent> = {
  name: 'enip',
  transport: 'tcp',
  ports: [44818],
  probe: beginsEnip,
  open: (emit) => ({ originator: readMessages('originator', emit), responder: readMessages('responder', emit) }),
};

function* readMessages(side: Side, emit: Emit<EnipEvent>): Reading<void> {
  // Bounded by the stream: each round takes a message of it.
  for (;;) {
    const header = readEnipHeader(yield* take(ENIP_HEADER));
    for (const event of readEnip(header, yield* take(header.length), side)) emit(event);
  }
}
