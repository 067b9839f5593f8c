/** DNS messages to test with. */
export const u16 = (value: number): readonly number[] => [value >> 8, value & 0xff];

/** A name in labels, as a message has it. */
export const named = (name: string): readonly number[] => [
  ...name.split('.').flatMap((label) => [Buffer.byteLength(label), ...Buffer.from(label)]),
  0,
];

export const question = (name: readonly number[], type: number, recordClass = 1): readonly number[] => [
  ...name,
  ...u16(type),
  ...u16(recordClass),
];

export const record = (
  name: readonly number[],
  type: number,
  data: readonly number[],
  recordClass = 1,
): readonly number[] => [...name, ...u16(type), ...u16(recordClass), 0, 0, 0, 120, ...u16(data.length), ...data];

/** `sections` are questions, answers, authorities and additional records. */
export function message(flags: number, sections: readonly (readonly (readonly number[])[])[], id = 0x1234): Uint8Array {
  const counts = [0, 1, 2, 3].map((at) => sections[at]?.length ?? 0);
  return Uint8Array.from([...u16(id), ...u16(flags), ...counts.flatMap(u16), ...sections.flat(2)]);
}

const pacs = named('pacs.hospital.example');
/** The name of the question, which begins right after the header. */
export const ASKED = [0xc0, 12];
export const query = message(0x0100, [[question(pacs, 1)]]);
export const response = message(0x8580, [
  [question(pacs, 1)],
  [
    // archive.hospital.example: the end of the name asked for, which begins five bytes later than the whole
    record(ASKED, 5, [7, ...Buffer.from('archive'), 0xc0, 17]),
    record([7, ...Buffer.from('archive'), 0xc0, 17], 1, [10, 0, 0, 126]),
    record([7, ...Buffer.from('archive'), 0xc0, 17], 28, [
      0x20,
      0x01,
      0x0d,
      0xb8,
      ...Array.from({ length: 11 }, () => 0),
      1,
    ]),
  ],
  [],
  [record(ASKED, 16, [8, ...Buffer.from('a secret')])],
]);
export const dialogue = [
  ['originator', query],
  ['responder', response],
] as const;
