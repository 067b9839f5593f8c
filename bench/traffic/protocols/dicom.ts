/**
 * DICOM over TCP: one association that verifies, or stores images.
 *
 * @see DICOM PS3.5 section 7.1 (data elements), PS3.7 section 9.3 (messages), PS3.8 section 9.3 (PDUs)
 */
import { bytes, counted16, counted32, type Part, u16, u16le, u32le } from '../bytes.ts';
import type { Host } from '../network.ts';
import type { Random } from '../random.ts';
import type { Author, Turn } from '../talk.ts';

const VERIFICATION = '1.2.840.10008.1.1';
const CT_IMAGE = '1.2.840.10008.5.1.4.1.1.2';
const IMPLICIT_LITTLE = '1.2.840.10008.1.2';
const EXPLICIT_LITTLE = '1.2.840.10008.1.2.1';
const APPLICATION_CONTEXT = '1.2.840.10008.3.1.1.1';
const IMPLEMENTATION = '1.2.826.0.1.3680043.10.1413.1';
const PDU_LENGTH = 16_384;
/** Pixels that all images share: noise, so that they look compressed to nobody. */
const PIXELS = Buffer.alloc(
  512 * 1024,
  Uint8Array.from({ length: 251 }, (_, at) => (at * 37) & 0xff),
);

export const echo: Author = (random, client, server, port) => ({
  ...call(port, client, server, VERIFICATION, IMPLICIT_LITTLE, [
    ['client', pData(command(VERIFICATION, 0x0030, 0x0101, []), 3)],
    ['server', pData(command(VERIFICATION, 0x8030, 0x0101, [element(0, 0x0900, u16le(0))]), 3)],
  ]),
  tally: { dicomAssociations: 1 },
});

/** Stores `images` images with `pixels` bytes of pixel data each. */
export const store =
  (images: number, pixels: number): Author =>
  (random, client, server, port) => ({
    ...call(
      port,
      client,
      server,
      CT_IMAGE,
      EXPLICIT_LITTLE,
      Array.from({ length: images }, (_, number) => storeOne(random, client, number, pixels)).flat(),
    ),
    tally: { dicomAssociations: 1, dicomStores: images },
  });

function call(
  port: number,
  client: Host,
  server: Host,
  sopClass: string,
  syntax: string,
  turns: readonly Turn[],
): { transport: 'tcp'; clientPort: number; serverPort: number; turns: readonly Turn[] } {
  const request = associate(1, client, server, item(0x20, [1, 0, 0, 0], item(0x30, sopClass), item(0x40, syntax)));
  const accept = associate(2, client, server, item(0x21, [1, 0, 0, 0], item(0x40, syntax)));
  const all: readonly Turn[] = [
    ['client', request],
    ['server', accept],
    ...turns,
    ['client', pdu(5, [0, 0, 0, 0])],
    ['server', pdu(6, [0, 0, 0, 0])],
  ];
  return { transport: 'tcp', clientPort: port, serverPort: 11_112, turns: all };
}

function storeOne(random: Random, client: Host, number: number, pixels: number): readonly Turn[] {
  const instance = `${IMPLEMENTATION}.${client.index}.${number}.${random.below(1_000_000)}`;
  const affected = element(0, 0x1000, uid(instance));
  const request = command(CT_IMAGE, 0x0001, 0x0000, [element(0, 0x0700, u16le(0)), affected]);
  const response = command(CT_IMAGE, 0x8001, 0x0101, [element(0, 0x0900, u16le(0)), affected]);
  return [
    ['client', bytes(pData(request, 3), ...fragments(dataSet(client, instance, random.below(100_000), pixels)))],
    ['server', pData(response, 3)],
  ];
}

/** A data set as P-DATA-TF PDUs no longer than agreed. */
function fragments(set: Uint8Array): readonly Uint8Array[] {
  const room = PDU_LENGTH - 6;
  const count = Math.ceil(set.length / room);
  return Array.from({ length: count }, (_, at) =>
    pData(set.subarray(at * room, (at + 1) * room), at === count - 1 ? 2 : 0),
  );
}

const pdu = (type: number, ...parts: readonly Part[]): Uint8Array => bytes([type, 0], counted32(...parts));
const item = (type: number, ...parts: readonly Part[]): Uint8Array => bytes([type, 0], counted16(...parts));
/** `control`: 1 for a command, 2 for the last fragment. */
const pData = (value: Uint8Array, control: number): Uint8Array => pdu(4, counted32([1, control], value));

function associate(type: number, client: Host, server: Host, context: Uint8Array): Uint8Array {
  const user = [
    item(0x51, [0, 0, PDU_LENGTH >>> 8, 0]),
    item(0x52, IMPLEMENTATION),
    item(0x55, `WARDBENCH_${client.index % 7}`),
  ];
  const titles = [title(server.name), title(client.name), new Uint8Array(32)];
  return pdu(type, u16(1), u16(0), ...titles, item(0x10, APPLICATION_CONTEXT), context, item(0x50, ...user));
}

const title = (name: string): string => name.toUpperCase().slice(0, 16).padEnd(16);

/** A command set, which is always implicit little endian. */
function command(sopClass: string, field: number, dataType: number, more: readonly Uint8Array[]): Uint8Array {
  const id = field >= 0x8000 ? 0x0120 : 0x0110;
  const body = bytes(
    element(0, 0x0002, uid(sopClass)),
    element(0, 0x0100, u16le(field)),
    element(0, id, u16le(1)),
    ...more.slice(0, -1),
    element(0, 0x0800, u16le(dataType)),
    ...more.slice(-1),
  );
  return bytes(element(0, 0x0000, u32le(body.length)), body);
}

const element = (group: number, number: number, ...parts: readonly Part[]): Uint8Array => {
  const value = bytes(...parts);
  return bytes(u16le(group), u16le(number), u32le(value.length), value);
};

const uid = (text: string): string => (text.length % 2 === 0 ? text : `${text}\0`);

function dataSet(client: Host, instance: string, patient: number, pixels: number): Uint8Array {
  return bytes(
    explicit(0x0008, 0x0016, 'UI', uid(CT_IMAGE)),
    explicit(0x0008, 0x0018, 'UI', uid(instance)),
    explicit(0x0008, 0x0020, 'DA', '20260301'),
    explicit(0x0008, 0x0060, 'CS', 'CT'),
    explicit(0x0008, 0x0070, 'LO', even('Example Imaging')),
    explicit(0x0008, 0x0080, 'LO', even('General Hospital')),
    explicit(0x0008, 0x1010, 'SH', even(client.name.toUpperCase())),
    explicit(0x0008, 0x1090, 'LO', even(`Scanner ${client.index % 12}`)),
    explicit(0x0010, 0x0010, 'PN', even(`BENCH^PATIENT ${patient}`)),
    explicit(0x0010, 0x0020, 'LO', even(`B${patient}`)),
    explicit(0x0010, 0x0030, 'DA', '19500101'),
    explicit(0x0018, 0x1000, 'LO', even(`SN${client.index}`)),
    explicit(0x0018, 0x1020, 'LO', even(`3.${client.index % 5}`)),
    explicit(0x0020, 0x000d, 'UI', uid(`${IMPLEMENTATION}.9.${patient}`)),
    explicit(0x0028, 0x0010, 'US', u16le(512)),
    explicit(0x0028, 0x0011, 'US', u16le(512)),
    bytes(u16le(0x7fe0), u16le(0x0010), 'OW', u16(0), u32le(pixels), PIXELS.subarray(0, pixels)),
  );
}

const even = (text: string): string => (text.length % 2 === 0 ? text : `${text} `);

function explicit(group: number, number: number, representation: string, ...parts: readonly Part[]): Uint8Array {
  const value = bytes(...parts);
  return bytes(u16le(group), u16le(number), representation, u16le(value.length), value);
}
