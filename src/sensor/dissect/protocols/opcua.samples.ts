/** OPC UA messages to test with. */
const le32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value >>> 0);
  return bytes;
};
export const NULL = le32(0xffffffff);
export const text = (value: string): Buffer => Buffer.concat([le32(Buffer.byteLength(value)), Buffer.from(value)]);
export const chunk = (type: string, last: string, ...body: readonly Uint8Array[]): Buffer => {
  const all = Buffer.concat(body);
  return Buffer.concat([Buffer.from(type + last), le32(all.length + 8), all]);
};
const POLICY = 'http://opcfoundation.org/UA/SecurityPolicy#';
export const open = (policy: string): Buffer =>
  chunk('OPN', 'F', le32(0), text(POLICY + policy), NULL, NULL, le32(1), le32(1), Buffer.of(1, 0, 0xbe, 1));
const SEQUENCE = Buffer.alloc(16, 1);
const id = (number: number): Buffer => Buffer.of(1, 0, number & 0xff, number >> 8);
const body = (number: number, ...parts: readonly Uint8Array[]): Buffer => Buffer.concat([id(number), ...parts]);
export const service = (number: number, ...parts: readonly Uint8Array[]): Buffer =>
  chunk('MSG', 'F', SEQUENCE, body(number, ...parts));

const application = (uri: string, role: number): Buffer =>
  Buffer.concat([
    text(uri),
    text('urn:maker:product'),
    Buffer.of(2),
    text('Chiller plant'),
    le32(role),
    NULL,
    NULL,
    le32(1),
    text('opc.tcp://10.0.0.9:4840'),
  ]);
const endpoint = (uri: string): Buffer =>
  Buffer.concat([
    text('opc.tcp://10.0.0.9:4840'),
    application(uri, 0),
    NULL,
    le32(1),
    text(`${POLICY}None`),
    le32(1),
    text('anonymous'),
    le32(0),
    NULL,
    NULL,
    NULL,
    NULL,
    Buffer.of(0),
  ]);
const TIME = Buffer.alloc(8);
const requestHeader = Buffer.concat([Buffer.of(0, 0), TIME, le32(1), le32(0), NULL, le32(0), Buffer.of(0, 0, 0)]);
const answerHeader = Buffer.concat([TIME, le32(1), le32(0), Buffer.of(0), NULL, Buffer.of(0, 0, 0)]);

export const hello = chunk('HEL', 'F', Buffer.alloc(20), text('opc.tcp://10.0.0.9:4840'));
const acknowledge = chunk('ACK', 'F', Buffer.alloc(20));
export const createSession = service(461, requestHeader, application('urn:console', 1));
const endpoints = body(431, answerHeader, le32(1), endpoint('urn:plc'));
/** In two chunks. */
export const getEndpoints = Buffer.concat([
  chunk('MSG', 'C', SEQUENCE, endpoints.subarray(0, 40)),
  chunk('MSG', 'F', SEQUENCE, endpoints.subarray(40)),
]);
const sessionCreated = service(
  464,
  answerHeader,
  Buffer.of(0, 1),
  Buffer.of(0, 2),
  TIME,
  NULL,
  NULL,
  le32(1),
  endpoint('urn:plc'),
);
export const dialogue = [
  ['originator', hello],
  ['responder', acknowledge],
  ['originator', open('None')],
  ['responder', open('None')],
  ['originator', service(428, requestHeader)],
  ['responder', getEndpoints],
  ['originator', createSession],
  ['responder', sessionCreated],
  ['originator', service(673, requestHeader)],
] as const;
