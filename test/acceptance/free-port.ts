/** A port of this machine that nobody listens at, for a program that does not choose one by itself. */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';

/** Of UDP, at 127.0.0.1. */
export async function freePort(): Promise<number> {
  const socket = createSocket('udp4').bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  socket.close();
  return port;
}
