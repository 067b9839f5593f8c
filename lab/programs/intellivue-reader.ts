/** `intellivue-reader.ts ADDRESS`: associates with a monitor, asks it for the patient and what it measures, and goes. */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { associationRequest, poll, releaseRequest } from './intellivue.ts';

const PORT = 24105;
const [address = ''] = process.argv.slice(2);
const socket = createSocket('udp4');
socket.connect(PORT, address);
await once(socket, 'connect');

let answered = Promise.withResolvers<Buffer>();
socket.on('message', (message: Buffer) => answered.resolve(message));

/** Sends and waits until something has come back that begins with this byte. */
async function ask(question: Buffer, begins: number): Promise<void> {
  socket.send(question);
  for (;;) {
    const message = await answered.promise;
    answered = Promise.withResolvers();
    if (message[0] === begins) return;
  }
}

const EXPORT = 0xe1;
await ask(associationRequest, EXPORT); // after it has accepted, it says what it is
await ask(poll('patient', 1), EXPORT);
await ask(poll('numerics', 2), EXPORT);
socket.send(releaseRequest, () => socket.close());
