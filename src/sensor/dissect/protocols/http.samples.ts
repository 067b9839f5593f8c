/** HTTP messages to test with. */
export const message = (lines: readonly string[], body = ''): Buffer =>
  Buffer.from(`${[...lines, '', ''].join('\r\n')}${body}`, 'latin1');

export const get = message([
  'GET /patients?name=DOE HTTP/1.1',
  'Host: emr.hospital.example:8080',
  'User-Agent: Infusion Gateway/2.1',
  'Authorization: Basic bnVyc2U6c2VjcmV0',
]);
export const chunked = message(
  ['HTTP/1.1 200 OK', 'Server: nginx/1.24.0', 'Transfer-Encoding: chunked', 'Content-Type: text/html'],
  '5\r\nDOE, \r\n4;x=y\r\nJANE\r\n0\r\nExpires: never\r\n\r\n',
);
export const post = message(
  ['POST /login HTTP/1.1', 'Host: emr', 'Content-Length: 9', 'Expect: 100-continue'],
  'user=DOE1',
);
export const dialogue = [
  ['originator', get],
  ['responder', chunked],
  ['originator', message(['HEAD / HTTP/1.1', 'Host: [fe80::1]'])],
  ['responder', message(['HTTP/1.1 200 OK', 'Content-Length: 4711'])],
  ['originator', Buffer.concat([get, get])],
  ['responder', message(['HTTP/1.1 100 Continue'])],
  ['responder', Buffer.concat([message(['HTTP/1.1 304 Not Modified']), chunked])],
] as const;
