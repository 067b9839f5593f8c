/** `astm-sender.ts ADDRESS PORT < records.json`: an analyser that sends laboratory records, a frame each, and waits for each one's ACK. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';

const [ENQ, ACK, EOT] = [0x05, 0x06, 0x04];
const [address = '', port = ''] = process.argv.slice(2);
const records: unknown = JSON.parse(await text(process.stdin));
if (!Array.isArray(records)) throw new Error('wants a list of records');

const socket = connect(Number(port), address);
await once(socket, 'connect');
const answers = socket[Symbol.asyncIterator]();
await send(Buffer.of(ENQ));
for (const [index, record] of records.entries()) {
  const body = Buffer.from(`${(index + 1) % 8}${String(record)}\r\x03`, 'latin1');
  const sum = body.reduce((a, b) => a + b, 0) & 0xff;
  const digits = sum.toString(16).toUpperCase().padStart(2, '0');
  await send(Buffer.concat([Buffer.of(0x02), body, Buffer.from(`${digits}\r\n`, 'latin1')]));
}
socket.end(Buffer.of(EOT));

async function send(bytes: Buffer): Promise<void> {
  socket.write(bytes);
  const { value, done } = await answers.next();
  if (done === true || !Buffer.isBuffer(value) || value[0] !== ACK) throw new Error('the host did not acknowledge');
}
