/** `mllp-sender.ts ADDRESS PORT < messages.json`: sends each message over MLLP and waits for its acknowledgment. */
import { connect } from 'node:net';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

const END = 0x1c;
const [address = '', port = ''] = process.argv.slice(2);
const messages: unknown = JSON.parse(await text(process.stdin));
if (!Array.isArray(messages)) throw new Error('wants a list of messages');

const socket = connect(Number(port), address);
await once(socket, 'connect');
const answers = socket[Symbol.asyncIterator]();
for (const message of messages) {
  socket.write(Buffer.from(`\x0b${String(message)}\x1c\r`, 'latin1'));
  await acknowledged();
}
socket.end();

/** Reads on until the acknowledgment's end has come. */
async function acknowledged(): Promise<void> {
  for (;;) {
    const { value, done } = await answers.next();
    if (done === true) throw new Error('the connection ended before the acknowledgment');
    if (Buffer.isBuffer(value) && value.includes(END)) return;
  }
}
