/** SNMP messages to test with. */
type Bytes = readonly number[];

export const element = (tag: number, ...parts: readonly Bytes[]): Bytes => {
  const body = parts.flat();
  const length = body.length < 0x80 ? [body.length] : [0x82, body.length >> 8, body.length & 0xff];
  return [tag, ...length, ...body];
};
export const sequence = (...parts: readonly Bytes[]): Bytes => element(0x30, ...parts);
export const integer = (value: number): Bytes => element(0x02, [value]);
export const text = (value: string): Bytes => element(0x04, [...Buffer.from(value)]);
/** An object identifier whose numbers are all below 128. */
export const oid = (dotted: string): Bytes => {
  const [first = 0, second = 0, ...others] = dotted.split('.').map(Number);
  return element(0x06, [40 * first + second, ...others]);
};
const NULL = element(0x05);
export const SYS_DESCR = '1.3.6.1.2.1.1.1.0';

export const pdu = (tag: number, ...objects: readonly Bytes[]): Bytes =>
  element(tag, integer(7), integer(0), integer(0), sequence(...objects));
export const object = (name: string, value: Bytes = NULL): Bytes => sequence(oid(name), value);
export const message = (version: number, community: string, body: Bytes): Uint8Array =>
  Uint8Array.from(sequence(integer(version), text(community), body));

export const get = message(1, 'hush', pdu(0xa0, object(SYS_DESCR)));
export const response = message(
  1,
  'hush',
  pdu(
    0xa2,
    object(SYS_DESCR, text('Infusion gateway 2.1\r\n')),
    object('1.3.6.1.2.1.1.2.0', oid('1.3.6.1.4.1.9.1.1')),
    object('1.3.6.1.2.1.1.4.0', text('J. Doe, ward 3')),
    object('1.3.6.1.2.1.1.5.0', text('gateway-3')),
  ),
);
export const trap = message(
  0,
  'hush',
  element(
    0xa4,
    oid('1.3.6.1.4.1.9'),
    element(0x40, [10, 0, 0, 155]),
    integer(0),
    integer(0),
    element(0x43, [1]),
    sequence(),
  ),
);
const engine = element(0x04, [0x80, 0, 0, 9, 3, 0, 1]);
export function version3(flags: number, data: Bytes): Uint8Array {
  const header = sequence(integer(1), integer(100), element(0x04, [flags]), integer(3));
  const user = sequence(engine, integer(1), integer(1), text('jdoe'), text(''), text(''));
  return Uint8Array.from(sequence(integer(3), header, element(0x04, user), data));
}
export const report = version3(0, sequence(engine, text(''), pdu(0xa8)));
export const encrypted = version3(3, text('who knows'));
export const dialogue = [
  ['originator', get],
  ['responder', response],
  ['originator', trap],
  ['originator', encrypted],
  ['responder', report],
] as const;
