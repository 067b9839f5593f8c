/** Telnet conversations to test with. */
export const dialogue = [
  ['originator', Buffer.from('fffb18fffb1ffffd03', 'hex')],
  ['responder', Buffer.from('fffd18fffd1f', 'hex')],
  ['responder', Buffer.from('fffa1801fff0fffb01fff1', 'hex')],
  ['responder', Buffer.from('\r\nVentilator Gateway 3.1\r\n\r\nvent-07 login: ')],
  ['originator', Buffer.from('nurse\r\n')],
  ['responder', Buffer.from('nurse\r\nPassword: ')],
  ['originator', Buffer.from('secret\r\n')],
  ['responder', Buffer.from('\r\nLast login: today\r\nDOE^JANE\r\n')],
] as const;
