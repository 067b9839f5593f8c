/** `poct-device.ts ADDRESS PORT < messages.json`: sends each message when the one before is acknowledged, and goes. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';

const [address = '', port = ''] = process.argv.slice(2);
const messages: unknown = JSON.parse(await text(process.stdin));
if (!Array.isArray(messages)) throw new Error('wants a list of messages');

const socket = connect(Number(port), address);
await once(socket, 'connect');
const answers = socket[Symbol.asyncIterator]();
let heard = '';
for (const message of messages) {
  socket.write(String(message));
  // After its status, an instrument is asked for its results before it sends them.
  const wanted = String(message).includes('<DST.R01>') ? '</REQ.R01>' : '</ACK.R01>';
  await until(wanted);
}
socket.end();

async function until(wanted: string): Promise<void> {
  for (;;) {
    const at = heard.indexOf(wanted);
    if (at >= 0) {
      heard = heard.slice(at + wanted.length);
      return;
    }
    const { value, done } = await answers.next();
    if (done === true) throw new Error('the connection ended before the acknowledgment');
    heard += String(value);
  }
}
