/**
 * FTP's control connection: which server it is, and that passwords go to it in clear.
 *
 * @see RFC 959, RFC 4217
 */
import { lineDissector } from './starttls.ts';

export const ftp = lineDissector({
  name: 'ftp',
  ports: [21, 2121],
  greeting: /ftp|filezilla/i,
  otherGreeting: /smtp|mail/i,
  opening: ['USER ', 'AUTH TLS', 'AUTH SSL', 'FEAT\r\n', 'OPTS '],
  verbs: ['PASS', 'RETR', 'STOR', 'APPE', 'DELE', 'LIST', 'NLST', 'MLSD'],
  secret: /^PASS /i,
  upgrade: /^AUTH (?:TLS|SSL|TLS-C|TLS-P)\b/i,
  granted: '234',
});
