/** SMTP conversations to test with. */
import { hello } from './ftp.samples.ts';
import { record } from './tls.samples.ts';

export const dialogue = [
  ['responder', Buffer.from('220 mx.example.org ESMTP Postfix (Debian)\r\n')],
  ['originator', Buffer.from('EHLO ct.example.org\r\n')],
  ['responder', Buffer.from('250-mx.example.org\r\n250 STARTTLS\r\n')],
  ['originator', Buffer.from('MAIL FROM:<a@example.org>\r\nDATA\r\nAUTH LOGIN is only text here\r\n.\r\nSTARTTLS\r\n')],
  ['responder', Buffer.from('250 ok\r\n354 go\r\n250 ok\r\n220 ready\r\n')],
  ['originator', hello],
  ['responder', record(23, Buffer.alloc(20, 1))],
] as const;
