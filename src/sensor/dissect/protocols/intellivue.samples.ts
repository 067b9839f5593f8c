/** IntelliVue datagrams to test with, put together as the guide describes them. */
const u16 = (value: number): number[] => [value >> 8, value & 0xff];
const u32 = (value: number): number[] => [...u16(value >>> 16), ...u16(value & 0xffff)];
/** A length and what is that long. */
const sized = (...body: readonly number[]): number[] => [...u16(body.length), ...body];
const label = (text: string): number[] => sized(...Buffer.from(text, 'latin1'));
const string = (text: string): number[] => sized(...Buffer.from(`${text}\0`, 'utf16le').swap16());
const attribute = (id: number, ...value: readonly number[]): number[] => [...u16(id), ...sized(...value)];
const list = (...attributes: readonly (readonly number[])[]): number[] => [
  ...u16(attributes.length),
  ...sized(...attributes.flat()),
];
const specification = (type: number, component: number, text: string): number[] => [
  ...u16(type),
  ...u16(component),
  ...label(text),
];

const MDS = [...u16(33), ...u16(0), ...u16(0)];
const exported = (operation: number, ...body: readonly number[]): Uint8Array =>
  Uint8Array.of(0xe1, 0, 0, 2, ...u16(operation), ...sized(...body));
const invoke = (command: number, ...argument: readonly number[]): number[] => [
  ...u16(1),
  ...u16(command),
  ...sized(...argument),
];

const model = attribute(0x0928, ...label('Philips\0'), ...label('MX800\0\0'));
const system = [
  attribute(0x0984, ...sized(0x00, 0x09, 0xfb, 0x12, 0x34, 0x56)),
  model,
  attribute(
    0x092d,
    ...u16(4),
    ...sized(
      ...specification(1, 0x50, 'BOARD77'),
      ...specification(1, 0x08, 'DE81645372'),
      ...specification(3, 0x08, 'A.02'),
      ...specification(4, 0x58, 'L.01.21'),
    ),
  ),
  attribute(0x091e, ...string('ICU 7')),
];

export const indication = Uint8Array.of(
  0,
  0,
  1,
  0,
  ...u16(1),
  ...sized(
    ...invoke(
      0,
      ...MDS,
      ...u32(4711),
      ...u16(0x0d17),
      ...sized(
        ...list(attribute(0xf100, 0x00, 0x09, 0xfb, 0x12, 0x34, 0x56, 10, 0, 0, 155, 255, 255, 255, 0), ...system),
      ),
    ),
  ),
);
const session = [
  0x05, 0x08, 0x13, 0x01, 0x00, 0x16, 0x01, 0x02, 0x80, 0x00, 0x14, 0x02, 0x00, 0x02, 0xc1, 0x02, 0x31, 0x80,
];
export const request = Uint8Array.of(0x0d, session.length, ...session);
export const accept = Uint8Array.of(0x0e, 0xff, ...sized(...session));
export const create = exported(
  1,
  ...invoke(1, ...MDS, ...u32(4712), ...u16(0x0d06), ...sized(...MDS, ...list(...system))),
);
const polled = (type: number, action = 0x0c16): Uint8Array =>
  exported(1, ...invoke(7, ...MDS, ...u32(0), ...u16(action), ...sized(...u16(1), ...u16(1), ...u16(type), ...u16(0))));
export const pollPatient = polled(42);
export const pollNumerics = polled(6, 0xf13b);

const reply = (action: number, type: number, ...objects: readonly (readonly number[])[]): number[] => {
  const infos = objects.flatMap((attributes, handle) => [...u16(handle), ...attributes]);
  const contexts = [...u16(0), ...u16(objects.length), ...sized(...infos)];
  const times = [...u32(4713), 0x20, 0x26, 0x01, 0x01, 0x12, 0x00, 0x00, 0x00];
  const extended = action === 0xf13b ? u16(0) : [];
  return invoke(
    7,
    ...MDS,
    ...u16(action),
    ...sized(...u16(1), ...extended, ...times, ...u16(1), ...u16(type), ...u16(0), ...u16(1), ...sized(...contexts)),
  );
};
export const patient = exported(
  2,
  ...reply(
    0x0c16,
    42,
    list(
      attribute(0x0957, ...u16(2)),
      attribute(0x095a, ...string('MRN4711')),
      attribute(0x095c, ...string('Doe')),
      attribute(0x095d, ...string('')),
      attribute(0x0958, 0x19, 0x70, 0x01, 0x01, 0, 0, 0, 0),
    ),
  ),
);
export const numerics = exported(
  5,
  1,
  1,
  ...reply(0xf13b, 6, list(attribute(0x0950, ...u16(0x4182), ...u16(0), ...u16(0x0aa0), ...u32(98))), list(model)),
);
export const release = Uint8Array.of(0x09, 0x18, 0xc1, 0x16);
export const dialogue = [
  ['originator', request],
  ['responder', accept],
  ['responder', create],
  ['originator', pollPatient],
  ['responder', patient],
  ['originator', pollNumerics],
  ['responder', numerics],
  ['originator', indication],
] as const;
