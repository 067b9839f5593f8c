/** FTP conversations to test with. */
import { clientHello, message, record } from './tls.samples.ts';

export const hello = record(22, message(1, clientHello({ ciphers: [0x1301] })));

export const dialogue = [
  ['responder', Buffer.from('220-ProFTPD 1.3.8 Server (modality store)\r\n220 ready\r\n')],
  ['originator', Buffer.from('USER nurse\r\n')],
  ['responder', Buffer.from('331 Password required\r\n')],
  ['originator', Buffer.from('PASS hunter2\r\nSTOR doe_jane.dcm\r\nAUTH TLS\r\n')],
  ['responder', Buffer.from('230 in\r\n150 ok\r\n234 go on\r\n')],
  ['originator', hello],
  ['responder', record(23, Buffer.alloc(20, 1))],
] as const;
