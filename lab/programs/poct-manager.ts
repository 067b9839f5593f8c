/**
 * `poct-manager.ts PORT`: takes what point-of-care instruments report, and acknowledges each message. Ours, written from the standard.
 *
 * @see CLSI POCT01-A2 appendix B, sections 3 (flow of messages) and 6 (messages)
 */
import { createServer, type Socket } from 'node:net';

const TYPES = ['HEL.R01', 'DST.R01', 'OBS.R01', 'EOT.R01', 'END.R01'] as const;
/** An instrument may send no more before a message ends. */
const MAX_MESSAGE = 1 << 16;

createServer(serve).listen(Number(process.argv[2]), '0.0.0.0');

function serve(socket: Socket): void {
  let waiting = '';
  let number = 9000;
  const say = (type: string, content: string): void => {
    number += 1;
    const header = `<HDR><HDR.control_id V="${number}"/><HDR.version_id V="POCT1"/><HDR.creation_dttm V="2026-03-02T08:15:00-05:00"/></HDR>`;
    socket.write(`<${type}>${header}${content}</${type}>\r\n`);
  };
  socket.on('error', () => socket.destroy()); // a peer that vanished
  socket.on('data', (chunk: Buffer) => {
    waiting += chunk.toString('utf8');
    // Each round takes a message away.
    for (let type = ended(waiting); type !== undefined; type = ended(waiting)) {
      const end = waiting.indexOf(`</${type}>`) + type.length + 3;
      const control = /control_id V="(?<id>\d+)"/.exec(waiting.slice(0, end))?.groups?.['id'] ?? '';
      waiting = waiting.slice(end);
      say('ACK.R01', `<ACK><ACK.type_cd V="AA"/><ACK.ack_control_id V="${control}"/></ACK>`);
      if (type === 'DST.R01') say('REQ.R01', '<REQ><REQ.request_cd V="ROBS"/></REQ>');
    }
    if (waiting.length > MAX_MESSAGE) socket.destroy();
  });
}

const ended = (text: string): string | undefined => TYPES.find((type) => text.includes(`</${type}>`));
