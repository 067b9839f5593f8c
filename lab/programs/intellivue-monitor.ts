/** `intellivue-monitor.ts DESCRIPTION`: a monitor that says that it is there, and answers whoever associates. DESCRIPTION is JSON. */
import { createSocket } from 'node:dgram';
import {
  associationResponse,
  type Bedded,
  connectIndication,
  created,
  type Monitor,
  numericsAnswer,
  patientAnswer,
  polledBy,
} from './intellivue.ts';

const { monitor, patient }: { monitor: Monitor; patient: Bedded } = JSON.parse(process.argv[2] ?? '{}');
const ANNOUNCES = 24005;
const ANSWERS = 24105;
const REQUEST = 0x0d;
const INTERVAL = 5000;

const socket = createSocket('udp4');
socket.on('message', (message, { address, port }) => {
  const say = (bytes: Buffer): void => socket.send(bytes, port, address);
  const of = polledBy(message);
  if (message[0] === REQUEST) {
    say(associationResponse);
    say(created(monitor));
  } else if (of === 'patient') say(patientAnswer(patient));
  else if (of === 'numerics') say(numericsAnswer(72, 97));
});
socket.bind(ANSWERS, monitor.address, () => {
  socket.setBroadcast(true);
  const announce = (): void => socket.send(connectIndication(monitor), ANNOUNCES, '255.255.255.255');
  announce();
  setInterval(announce, INTERVAL);
});
