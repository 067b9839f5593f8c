/** SIP messages to test with. */
export const register = Buffer.from(
  'REGISTER sip:example.org SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.9\r\nFrom: <sip:4711@example.org>\r\nUser-Agent: Phone 3.1\r\n\r\n',
);
export const answer = Buffer.from(
  'SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP 192.0.2.9\r\nserver: Exchange 9\r\n\r\nServer: body\r\n',
);

export const dialogue = [
  ['originator', register],
  ['responder', answer],
] as const;
