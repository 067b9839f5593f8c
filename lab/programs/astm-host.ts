/**
 * `astm-host.ts PORT`: a laboratory's host, who takes frames of laboratory records and acknowledges each. Ours, written from the standard.
 *
 * @see CLSI LIS01-A2 section 6 (frames and their checksums)
 */
import { createServer, type Socket } from 'node:net';

const [ENQ, ACK, NAK, STX, LF] = [0x05, 0x06, 0x15, 0x02, 0x0a];
/** Of one frame: number, 240 characters, end, checksum, two control characters. */
const MAX_FRAME = 256;

createServer(serve).listen(Number(process.argv[2]), '0.0.0.0');

function serve(socket: Socket): void {
  let frame: number[] = [];
  socket.on('error', () => socket.destroy()); // a peer that vanished
  socket.on('data', (chunk: Buffer) => {
    for (const byte of chunk) {
      if (frame.length === 0 && byte === ENQ) socket.write(Buffer.of(ACK));
      else if (byte === STX || frame.length > 0) frame.push(byte);
      if (frame.length > MAX_FRAME) {
        socket.destroy();
        return;
      }
      if (frame.length > 0 && byte === LF) {
        socket.write(Buffer.of(isWhole(frame) ? ACK : NAK));
        frame = [];
      }
    }
  });
}

/** Whether the checksum, two hexadecimal digits, is that of what stands between the first character and it. */
function isWhole(frame: readonly number[]): boolean {
  const sum = frame.slice(1, -4).reduce((a, b) => a + b, 0) & 0xff;
  return Number.parseInt(String.fromCharCode(...frame.slice(-4, -2)), 16) === sum;
}
