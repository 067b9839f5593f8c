import { expect, test } from 'vitest';
import { Reader } from '../../../../lib/reader.ts';
import { Hpack, MAX_TABLE } from './hpack.ts';

const bytes = (hex: string) => Buffer.from(hex.replaceAll(' ', ''), 'hex');

function read(hpack: Hpack, hex: string): string[] {
  const fields: string[] = [];
  hpack.read(new Reader(bytes(hex)), (name, value) => fields.push(`${name}: ${value}`));
  return fields;
}

/** A field that stands for another by its number. */
const index = (n: number) => (n < 127 ? (0x80 | n).toString(16) : `ff ${(n - 127).toString(16).padStart(2, '0')}`);

/** A table of 256 octets, as the examples with answers assume it. */
const SMALL = '3f e1 01';
const DATE = 'date: Mon, 21 Oct 2013 20:13:2';
const COOKIE = 'set-cookie: foo=ASDJKHQKBZXOQWEOPIUAXQWEOIU; max-age=3600; version=1';
const REQUESTS = [
  [':method: GET', ':scheme: http', ':path: /', ':authority: www.example.com'],
  [':method: GET', ':scheme: http', ':path: /', ':authority: www.example.com', 'cache-control: no-cache'],
  [':method: GET', ':scheme: https', ':path: /index.html', ':authority: www.example.com', 'custom-key: custom-value'],
];
const ANSWERS = [
  [':status: 302', 'cache-control: private', `${DATE}1 GMT`, 'location: https://www.example.com'],
  [':status: 307', 'cache-control: private', `${DATE}1 GMT`, 'location: https://www.example.com'],
  [
    ':status: 200',
    'cache-control: private',
    `${DATE}2 GMT`,
    'location: https://www.example.com',
    'content-encoding: gzip',
    COOKIE,
  ],
];

test.each([
  ['C.2.1', '400a 6375 7374 6f6d 2d6b 6579 0d63 7573 746f 6d2d 6865 6164 6572', 'custom-key: custom-header'],
  ['C.2.2', '040c 2f73 616d 706c 652f 7061 7468', ':path: /sample/path'],
  ['C.2.3', '1008 7061 7373 776f 7264 0673 6563 7265 74', 'password: secret'],
  ['C.2.4', '82', ':method: GET'],
])('the field of RFC 7541 %s is read', (_section, hex, field) => {
  expect(read(new Hpack(), hex)).toEqual([field]);
});

test.each([
  [
    'C.3',
    [
      '8286 8441 0f77 7777 2e65 7861 6d70 6c65 2e63 6f6d',
      '8286 84be 5808 6e6f 2d63 6163 6865',
      '8287 85bf 400a 6375 7374 6f6d 2d6b 6579 0c63 7573 746f 6d2d 7661 6c75 65',
    ],
    REQUESTS,
  ],
  [
    'C.4',
    [
      '8286 8441 8cf1 e3c2 e5f2 3a6b a0ab 90f4 ff',
      '8286 84be 5886 a8eb 1064 9cbf',
      '8287 85bf 4088 25a8 49e9 5ba9 7d7f 8925 a849 e95b b8e8 b4bf',
    ],
    REQUESTS,
  ],
  [
    'C.5',
    [
      `${SMALL} 4803 3330 3258 0770 7269 7661 7465 611d 4d6f 6e2c 2032 3120 4f63 7420 3230 3133 2032 303a 3133 3a32 3120 474d
       546e 1768 7474 7073 3a2f 2f77 7777 2e65 7861 6d70 6c65 2e63 6f6d`.replaceAll(/\s/g, ''),
      '4803 3330 37c1 c0bf',
      `88c1 611d 4d6f 6e2c 2032 3120 4f63 7420 3230 3133 2032 303a 3133 3a32 3220 474d 54c0 5a04 677a 6970 7738 666f 6f3d 4153
       444a 4b48 514b 425a 584f 5157 454f 5049 5541 5851 5745 4f49 553b 206d 6178 2d61 6765 3d33 3630 303b 2076 6572 7369 6f6e
       3d31`.replaceAll(/\s/g, ''),
    ],
    ANSWERS,
  ],
  [
    'C.6',
    [
      `${SMALL} 4882 6402 5885 aec3 771a 4b61 96d0 7abe 9410 54d4 44a8 2005 9504 0b81 66e0 82a6 2d1b ff6e 919d 29ad 1718 63c7
       8f0b 97c8 e9ae 82ae 43d3`.replaceAll(/\s/g, ''),
      '4883 640e ffc1 c0bf',
      `88c1 6196 d07a be94 1054 d444 a820 0595 040b 8166 e084 a62d 1bff c05a 839b d9ab 77ad 94e7 821d d7f2 e6c7 b335 dfdf cd5b
       3960 d5af 2708 7f36 72c1 ab27 0fb5 291f 9587 3160 65c0 03ed 4ee5 b106 3d50 07`.replaceAll(/\s/g, ''),
    ],
    ANSWERS,
  ],
])('the messages of RFC 7541 %s are read one after the other', (_section, blocks, said) => {
  const hpack = new Hpack();
  expect(blocks.map((hex) => read(hpack, hex))).toEqual(said);
});

test.each([
  ['the field of number 0', '80'],
  ['a field that was never said', 'be'],
  ['a size that changes between fields', '82 20'],
  ['a number without an end', 'ff ff ff ff ff ff 00'],
  ['a text longer than the block', '40 05 61'],
  ['padding of eight bits', '40 82 07 ff 01 61'],
  ['padding with a zero in it', '40 81 18 01 61'],
  ['the end of a text within it', '40 84 ff ff ff ff 01 61'],
  ['more fields than anybody sends', '82'.repeat(257)],
])('%s is a violation', (_what, hex) => {
  expect(() => read(new Hpack(), hex)).toThrow(expect.objectContaining({ name: 'Violation' }));
});

test('after a loss older fields are unknown, and newer ones are still right', () => {
  const hpack = new Hpack();
  read(hpack, '4001 61 01 31');
  hpack.forget();
  expect(read(hpack, '4001 62 01 32 be bf c0 7f 01 01 33')).toEqual(['b: 2', 'b: 2']);
});

test('however large a table the peers agree on, no more is held than our own bound', () => {
  const hpack = new Hpack();
  // 16 MiB, and then more fields than 64 KiB hold.
  read(hpack, '3f e1 ff ff 07');
  const large = `40 01 61 7f 81 07 ${'62'.repeat(1024)}`;
  const fit = Math.floor(MAX_TABLE / (1 + 1024 + 32));
  for (let n = 0; n < fit + 9; n++) read(hpack, large);
  expect(read(hpack, index(61 + fit))).toHaveLength(1);
  expect(read(hpack, index(61 + fit + 1))).toEqual([]);
});

test('a field larger than the table empties it', () => {
  const hpack = new Hpack();
  read(hpack, '3f 09 4001 61 01 31');
  expect(read(hpack, 'be')).toEqual(['a: 1']);
  read(hpack, `40 01 61 20 ${'62'.repeat(32)}`);
  expect(() => read(hpack, 'be')).toThrow('never said');
});
