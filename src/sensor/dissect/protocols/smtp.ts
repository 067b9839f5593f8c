/**
 * SMTP: which server takes the mail, and whether it goes in clear.
 *
 * @see RFC 5321, RFC 3207, RFC 4954
 */
import { lineDissector } from './starttls.ts';

export const smtp = lineDissector({
  name: 'smtp',
  ports: [25, 587, 2525],
  greeting: /smtp|mail/i,
  otherGreeting: /ftp|filezilla/i,
  opening: ['EHLO ', 'HELO ', 'LHLO '],
  verbs: ['AUTH', 'MAIL', 'DATA'],
  secret: /^AUTH (?:PLAIN|LOGIN)/i,
  upgrade: /^STARTTLS\s*$/i,
  granted: '220',
  content: 'DATA',
});
