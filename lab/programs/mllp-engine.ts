/**
 * `mllp-engine.ts PORT`: takes HL7 messages over MLLP and acknowledges each.
 *
 * @see HL7 MLLP release 1; HL7 v2.5.1 section 2.14.8 (MSA)
 */
import { createServer, type Socket } from 'node:net';

const START = 0x0b;
const END = 0x1c;
/** A message may be no longer; whoever sends more is cut off. */
const MAX_MESSAGE = 1 << 20;

createServer(serve).listen(Number(process.argv[2]), '0.0.0.0');

function serve(socket: Socket): void {
  let waiting = Buffer.alloc(0);
  socket.on('error', () => socket.destroy()); // a peer that vanished
  socket.on('data', (chunk: Buffer) => {
    waiting = Buffer.concat([waiting, chunk]);
    for (let end = waiting.indexOf(END); end >= 0; end = waiting.indexOf(END)) {
      const block = waiting.subarray(waiting.indexOf(START) + 1, end);
      waiting = waiting.subarray(end + 2);
      socket.write(Buffer.concat([Buffer.of(START), acknowledge(block.toString('latin1')), Buffer.of(END, 0x0d)]));
    }
    if (waiting.length > MAX_MESSAGE) socket.destroy();
  });
}

function acknowledge(message: string): Buffer {
  const field = (message.split('\r')[0] ?? '').split('|');
  const [, , application = '', facility = '', ownApplication = '', ownFacility = ''] = field;
  const [event = ''] = (field[8] ?? '').split('^').slice(1);
  const ends = [ownApplication, ownFacility, application, facility].join('|');
  const head = `MSH|^~\\&|${ends}|20260302081501||ACK^${event}^ACK|A${field[9] ?? ''}|P|${field[11] ?? ''}`;
  return Buffer.from(`${head}\rMSA|AA|${field[9] ?? ''}\r`, 'latin1');
}
