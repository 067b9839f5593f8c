/** Kerberos messages to test with. */
import { ber } from './ldap.samples.ts';

const integer = (value: number): Buffer => Buffer.of(2, 1, value);
const field = (number: number, ...parts: readonly Uint8Array[]): Buffer => ber(0xa0 + number, false, ...parts);
const sequence = (...parts: readonly Uint8Array[]): Buffer => ber(0x30, false, ...parts);
const text = (value: string): Buffer => ber(0x1b, false, Buffer.from(value));
export const principal = (...names: readonly string[]): Buffer =>
  sequence(field(0, integer(1)), field(1, sequence(...names.map(text))));
const address = (type: number, name: string): Buffer =>
  sequence(field(0, integer(type)), field(1, ber(4, false, Buffer.from(name))));

export const asRequest = (name: Buffer, ...addresses: readonly Buffer[]): Buffer =>
  ber(
    0x6a,
    false,
    sequence(
      field(1, integer(5)),
      field(2, integer(10)),
      field(
        4,
        sequence(
          field(0, Buffer.of(3, 5, 0, 0x40, 0x81, 0, 0x10)),
          field(1, name),
          field(2, text('HOSPITAL.EXAMPLE')),
          field(8, sequence(integer(18), integer(23), integer(99))),
          ...(addresses.length > 0 ? [field(9, sequence(...addresses))] : []),
        ),
      ),
    ),
  );
export const netbios = address(20, 'CT-CONSOLE      ');
export const machine = asRequest(principal('CT-CONSOLE$'));
export const person = asRequest(principal('jane.doe'), address(2, 'abcd'), netbios);
export const asReply = ber(
  0x6b,
  false,
  sequence(
    field(0, integer(5)),
    field(1, integer(11)),
    field(3, text('HOSPITAL.EXAMPLE')),
    field(4, principal('jane.doe')),
    field(5, ber(0x61, false, Buffer.alloc(40))),
    field(6, sequence(field(0, integer(23)), field(2, ber(4, false, Buffer.alloc(20))))),
  ),
);
export const error = ber(
  0x7e,
  false,
  sequence(field(0, integer(5)), field(1, integer(30)), field(6, integer(25)), field(9, text('HOSPITAL.EXAMPLE'))),
);
export const dialogue = [
  ['originator', machine],
  ['responder', error],
  ['originator', person],
  ['responder', asReply],
] as const;
