import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { AppError } from '../../../lib/errors.ts';
import { type FlowFact, observationOf } from './facts.ts';
import { isLike } from './like.ts';
import { matchPattern } from './match.ts';
import type { Observation } from './observation.ts';
import { parsePattern } from './parse.ts';
import { valuesToTry, wantedValues } from './wanted.ts';

const START = Date.parse('2026-08-01T00:00:00Z') * 1000;
const SECOND = 1e6;

/** A conversation so many seconds after the start, a second long. */
const flow = (second: number, to: string, rest: Partial<FlowFact> = {}): Observation =>
  observationOf({
    first: START + second * SECOND,
    last: START + (second + 1) * SECOND,
    from: { address: '10.0.0.7', port: 50_000, mac: '00:11:22:33:44:55' },
    to: { address: to, port: 443 },
    protocols: ['ipv4', 'tcp', 'tls'],
    ...rest,
  });

const found = (pattern: string, ...observations: readonly Observation[]): boolean | 'undecided' =>
  matchPattern(parsePattern(pattern), observations).matched;

const c2 = flow(0, '203.0.113.9', {
  bytesFrom: 5000,
  bytesTo: 100,
  tls: {
    serverName: 'update.example.net',
    certificate: { issuer: 'CN=WEBMAIL', serial: '4c:0b', sha256: 'AB'.repeat(32), notAfter: START + 1 },
  },
});
const web = flow(10, '2001:db8::9', {
  protocols: ['ipv6', 'tcp', 'http'],
  http: { method: 'GET', host: 'evil.example', path: '/gate.php', headers: { 'User-Agent': 'Mozilla/4.0 (MSIE 6.0)' } },
});
const lookup = flow(20, '10.0.0.53', {
  protocols: ['ipv4', 'udp', 'dns'],
  dns: { name: 'evil.example', addresses: ['203.0.113.9', '2001:db8::9'] },
});

test.each<[string, Observation, boolean]>([
  ["[ipv4-addr:value = '203.0.113.9']", c2, true],
  ["[ipv4-addr:value == '203.0.113.9']", c2, true],
  ["[ipv4-addr:value = '203.0.113.10']", c2, false],
  ["[network-traffic:dst_ref.value = '203.0.113.9' AND network-traffic:dst_port = 443]", c2, true],
  ["[network-traffic:src_ref.value = '203.0.113.9']", c2, false],
  ["[network-traffic:src_ref.resolves_to_refs[*].value = '00:11:22:33:44:55']", c2, true],
  ["[network-traffic:protocols[*] = 'tls']", c2, true],
  ["[network-traffic:protocols[2] = 'tls']", c2, true],
  ["[network-traffic:protocols[0] = 'tls']", c2, false],
  ["[network-traffic:protocols[9] = 'tls']", c2, false],
  ['[network-traffic:src_byte_count > 4999 AND network-traffic:dst_byte_count <= 100]', c2, true],
  ['[network-traffic:src_byte_count < 5000.0]', c2, false],
  ['[network-traffic:is_active = false]', c2, true],
  ["[network-traffic:start >= t'2026-08-01T00:00:00Z']", c2, true],
  ["[network-traffic:start > t'2026-08-01T00:00:00.000001Z']", c2, false],
  ["[domain-name:value = 'update.example.net']", c2, true],
  ["[domain-name:value LIKE '%.example.net']", c2, true],
  ["[domain-name:value LIKE 'update_example.%']", c2, true],
  ["[domain-name:value LIKE 'example']", c2, false],
  ["[domain-name:value MATCHES '^up.*net$']", c2, true],
  ["[domain-name:value MATCHES 'example']", c2, true],
  ["[domain-name:value NOT MATCHES 'example']", c2, false],
  ["[domain-name:value IN ('a.example', 'update.example.net')]", c2, true],
  ["[domain-name:value NOT IN ('a.example')]", c2, true],
  ['[domain-name:value IN ()]', c2, false],
  ["[ipv4-addr:value ISSUBSET '203.0.113.0/24']", c2, true],
  ["[ipv4-addr:value ISSUBSET '198.51.100.0/24']", c2, false],
  ["[ipv4-addr:value ISSUPERSET '203.0.113.9/32']", c2, true],
  ["[ipv6-addr:value ISSUBSET '2001:db8::/32']", web, true],
  ["[ipv6-addr:value ISSUBSET '2001:db9::/32']", web, false],
  ["[ipv6-addr:value ISSUBSET '0.0.0.0/0']", web, false],
  ["[x509-certificate:issuer = 'CN=WEBMAIL' AND x509-certificate:serial_number = '4c:0b']", c2, true],
  [`[x509-certificate:hashes.'SHA-256' = '${'AB'.repeat(32)}']`, c2, true],
  [`[x509-certificate:hashes.sha256 LIKE 'AB%']`, c2, true],
  ['[EXISTS x509-certificate:validity_not_after]', c2, true],
  ['[EXISTS x509-certificate:validity_not_before]', c2, false],
  ['[NOT EXISTS x509-certificate:validity_not_before]', c2, true],
  ['[EXISTS url:value]', c2, false],
  ["[url:value = 'http://evil.example/gate.php']", web, true],
  ["[network-traffic:extensions.'http-request-ext'.request_header.'User-Agent'[0] MATCHES 'MSIE [56]']", web, true],
  ["[network-traffic:extensions.'http-request-ext'.request_method = 'get']", web, true],
  ["[domain-name:resolves_to_refs[*].value = '203.0.113.9']", lookup, true],
  ["[network-traffic:encapsulates_refs[*].resolves_to_refs[*].value = '2001:db8::9']", lookup, true],
  // Of values of different kinds nothing holds but that they are not equal.
  ["[network-traffic:dst_port = '443']", c2, false],
  ["[network-traffic:dst_port != '443']", c2, true],
  ['[network-traffic:dst_port <> 443]', c2, false],
  ["[network-traffic:dst_port LIKE '443']", c2, false],
  ['[domain-name:value > 5]', c2, false],
  // AND is of the same object when it is of the same type, and of the same observation when it is not.
  ["[ipv4-addr:value = '10.0.0.7' AND ipv4-addr:value = '203.0.113.9']", c2, false],
  ["[ipv4-addr:value = '10.0.0.7' OR ipv4-addr:value = '1.1.1.1']", c2, true],
  ["[ipv4-addr:value = '203.0.113.9' AND domain-name:value = 'update.example.net']", c2, true],
  [
    "[(ipv4-addr:value = '1.1.1.1' OR domain-name:value = 'update.example.net') AND ipv4-addr:value = '10.0.0.7']",
    c2,
    true,
  ],
  ["[(ipv4-addr:value = '203.0.113.9' OR ipv4-addr:value = '1.1.1.1') AND ipv4-addr:value = '10.0.0.7']", c2, false],
  // AND binds closer than OR.
  ["[domain-name:value = 'x' AND domain-name:value = 'y' OR ipv4-addr:value = '10.0.0.7']", c2, true],
  ["/* a remark */ [ ipv4-addr:value /* here */ = '10.0.0.7' ] // and here", c2, true],
])('%s', (pattern, observation, expected) => {
  expect(found(pattern, observation)).toBe(expected);
});

const bytes: Observation = {
  first: START,
  last: START,
  objects: new Map([
    ['a', { type: 'artifact', payload_bin: Buffer.from('MZ').toString('base64'), mime_type: "it's \\ here" }],
    [
      'f',
      {
        type: 'file',
        name: 'Ünïcode.exe',
        magic_number_hex: '4d5a',
        hashes: { MD5: 'ff' },
        extensions: { 'x.y': { z: 1 } },
      },
    ],
  ]),
};

test.each<[string, boolean]>([
  ["[artifact:payload_bin = h'4d5a']", true],
  ["[artifact:payload_bin = b'TVo=']", true],
  ["[artifact:payload_bin = b'TVp=']", true],
  ["[artifact:payload_bin > h'4d']", true],
  ["[file:magic_number_hex = h'4D5A']", true],
  ["[file:hashes.md5 = 'ff']", true],
  ["[artifact:mime_type = 'it\\'s \\\\ here']", true],
  ["[file:extensions.'x.y'.z = 1]", true],
  ["[file:name = 'Ünïcode.exe']", true],
  ["[file:name > 'Z']", true],
])('bytes, escapes and names in quotes: %s', (pattern, expected) => {
  expect(found(pattern, bytes)).toBe(expected);
});

const A = "[ipv4-addr:value = '203.0.113.1']";
const B = "[ipv4-addr:value = '203.0.113.2']";
const C = "[ipv4-addr:value = '203.0.113.3']";
const a = (second: number): Observation => flow(second, '203.0.113.1');
const b = (second: number): Observation => flow(second, '203.0.113.2');
const c = (second: number): Observation => flow(second, '203.0.113.3');
const at = (second: number): string => `t'${new Date(START / 1000 + second * 1000).toISOString()}'`;

test.each<[string, readonly Observation[], boolean]>([
  [`${A} AND ${B}`, [b(0), a(100)], true],
  [`${A} AND ${B}`, [a(0), a(1)], false],
  // Joined observations are different ones.
  [`${A} AND [network-traffic:dst_port = 443]`, [a(0)], false],
  [`${A} AND [network-traffic:dst_port = 443]`, [a(0), c(5)], true],
  [`${A} OR ${B}`, [b(0)], true],
  [`${A} OR ${B}`, [c(0)], false],
  [`${A} FOLLOWEDBY ${B}`, [a(0), b(1)], true],
  [`${A} FOLLOWEDBY ${B}`, [b(0), a(1)], false],
  [`${A} FOLLOWEDBY ${B} FOLLOWEDBY ${C}`, [c(20), b(10), a(0)], true],
  [`${A} FOLLOWEDBY ${B} FOLLOWEDBY ${C}`, [b(20), c(10), a(0)], false],
  [`${A} FOLLOWEDBY (${B} OR ${C})`, [a(0), c(10)], true],
  [`(${A} AND ${B}) WITHIN 30 SECONDS`, [a(0), b(20)], true],
  [`(${A} AND ${B}) WITHIN 30 SECONDS`, [a(0), b(100)], false],
  [`(${A} AND ${B}) WITHIN 30 SECONDS`, [a(0), b(100), a(90)], true],
  // A qualifier belongs to what stands right before it.
  [`${A} AND ${B} WITHIN 5 SECONDS`, [a(0), b(100)], true],
  [`(${A} FOLLOWEDBY ${B}) WITHIN 1.5 SECONDS`, [a(0), b(1)], false],
  [`(${A} FOLLOWEDBY ${B}) WITHIN 2.0 SECONDS`, [a(0), b(1)], true],
  [`${A} REPEATS 3 TIMES`, [a(0), a(50), a(100)], true],
  [`${A} REPEATS 3 TIMES`, [a(0), a(50), b(60)], false],
  [`${A} REPEATS 3 TIMES WITHIN 30 SECONDS`, [a(0), a(50), a(60), a(70)], true],
  [`${A} REPEATS 3 TIMES WITHIN 15 SECONDS`, [a(0), a(50), a(60), a(70)], false],
  [`(${A} AND ${B}) REPEATS 2 TIMES`, [a(0), a(1), b(2), b(3)], true],
  [`(${A} AND ${B}) REPEATS 2 TIMES`, [a(0), a(1), b(2)], false],
  [`${A} START ${at(0)} STOP ${at(10)}`, [a(5)], true],
  [`${A} START ${at(0)} STOP ${at(5)}`, [a(5)], false],
  [`${A} START ${at(6)} STOP ${at(10)}`, [a(5)], false],
  [`(${A} AND ${B}) START ${at(0)} STOP ${at(10)}`, [a(5), b(50)], false],
  [`${A} REPEATS 2 TIMES START '2026-08-01T00:00:00Z' STOP '2026-08-01T00:01:00Z'`, [a(5), a(7)], true],
])('%s over %#', (pattern, observations, expected) => {
  expect(found(pattern, ...observations)).toBe(expected);
});

test('what was counted three times in one observation repeats three times', () => {
  expect(found(`${A} REPEATS 3 TIMES`, { ...a(0), count: 3 })).toBe(true);
  expect(found(`${A} REPEATS 3 TIMES`, { ...a(0), count: 2 })).toBe(false);
});

test('what was found is named', () => {
  const match = matchPattern(parsePattern(`(${A} FOLLOWEDBY ${B}) WITHIN 30 SECONDS`), [c(0), b(20), a(10), a(0)]);
  expect(match).toEqual({ matched: true, observations: [1, 3] });
});

test('a search among too many combinations is given up and says so, and one that ends early does not begin them', () => {
  const many = Array.from({ length: 300 }, (_, index) => a(index * 100));
  expect(found(`((${A} REPEATS 5 TIMES) AND ${B})`, ...many)).toBe(false);
  expect(found(`(${A} REPEATS 40 TIMES) WITHIN 1000 SECONDS`, ...many)).toBe(false);
  expect(found(`(${A} REPEATS 40 TIMES) WITHIN 4000 SECONDS`, ...many)).toBe(true);
  expect(found(`((${A} REPEATS 20 TIMES) AND ${C} AND ${B}) WITHIN 50000 SECONDS`, ...many, c(1e6), b(0))).toBe(
    'undecided',
  );
});

test.each([
  ['', 'its end stands where [ should'],
  ["[ipv4-addr:value = '1.1.1.1'", 'its end stands where ] should'],
  ['[ipv4-addr:value = ]', '"]" is no value'],
  ["[ipv4-addr = '1.1.1.1']", 'stands where : should'],
  ["[ipv4-addr:value = '1.1.1.1'] AND", 'its end stands where [ should'],
  ["[ipv4-addr:value ~ '1.1.1.1']", '"~ \'1.1.1.1\']" is no word of a pattern'],
  ["[ipv4-addr:value = '1.1.1.1'] REPEATS 1.5 TIMES", 'that is not whole'],
  ["[ipv4-addr:value = '1.1.1.1'] REPEATS 0 TIMES", 'not above 0'],
  ["[ipv4-addr:value = '1.1.1.1'] WITHIN 5", 'its end stands where SECONDS should'],
  ["[ipv4-addr:value = '1.1.1.1'] START t'yesterday' STOP t'today'", 'is no time such as'],
  ['[ipv4-addr:value MATCHES 5]', 'is no text in quotes'],
  ['[a:b > true]', 'which there is none of'],
  ['[NOT a:b = 1]', 'stands behind NOT, where EXISTS should'],
  ["[a:b = h'4d5']", 'is no value'],
  ['('.repeat(100), 'more than 64 parentheses deep'],
  [`[${'('.repeat(100)}`, 'more than 64 parentheses deep'],
  ["[a:b = '1'] [a:b = '1']", 'stands where the pattern should be over'],
  [`[a:b = '${'x'.repeat(300_000)}']`, 'has more than 262144 characters'],
])('%s is refused with the place and the reason', (pattern, why) => {
  expect(() => parsePattern(pattern)).toThrow(AppError);
  expect(() => parsePattern(pattern)).toThrow(why);
});

test('an expression that looks behind is refused, and one that would take for ever elsewhere does not', () => {
  expect(() => found("[domain-name:value MATCHES '(?<=a)b']", c2)).toThrow('cannot be used');
  const long = flow(0, '203.0.113.9', { tls: { serverName: `${'a'.repeat(50_000)}!` } });
  expect(found("[domain-name:value MATCHES '^(a+)+$']", long)).toBe(false);
  expect(
    found(
      `[domain-name:value LIKE '${'%a'.repeat(50)}%b']`,
      flow(0, '1.1.1.1', { tls: { serverName: 'a'.repeat(5000) } }),
    ),
  ).toBe(false);
});

test('LIKE is what its expression would be', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '.', '*', '%', '_'), maxLength: 12 });
  fc.assert(
    fc.property(text, text, (value, pattern) => {
      const expression = Array.from(pattern)
        .map((it) => (it === '%' ? '.*' : it === '_' ? '.' : it.replaceAll(/[.*]/g, '\\$&')))
        .join('');
      expect(isLike(value, pattern)).toBe(new RegExp(`^${expression}$`, 's').test(value));
    }),
  );
});

test('whatever text comes in as a pattern, it is read or refused in words', () => {
  const words = [
    '[',
    ']',
    '(',
    ')',
    'a:b',
    "'x'",
    '=',
    'AND',
    'OR',
    'FOLLOWEDBY',
    'NOT',
    'IN',
    ',',
    'REPEATS',
    '5',
    'TIMES',
    'WITHIN',
    'SECONDS',
    '.',
    ':',
    "t'x'",
    '*',
    'EXISTS',
  ];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...words), { maxLength: 20 }), (chosen) => {
      try {
        parsePattern(chosen.join(' '));
      } catch (error) {
        expect(error).toBeInstanceOf(AppError);
      }
    }),
  );
});

const wanted = (pattern: string) => wantedValues(parsePattern(pattern))?.map(({ path, value }) => `${path} ${value}`);

test('what a pattern cannot be true without is known, so that stored facts can be looked up', () => {
  expect(wanted("[network-traffic:dst_ref.value = '1.1.1.1' AND network-traffic:dst_port = 443]")).toEqual([
    'network-traffic:dst_ref.value 1.1.1.1',
  ]);
  expect(wanted("[domain-name:value IN ('a', 'b')] FOLLOWEDBY [ipv4-addr:value = '1.1.1.1']")).toEqual([
    'ipv4-addr:value 1.1.1.1',
  ]);
  expect(wanted("[domain-name:value = 'a'] OR [ipv4-addr:value = '1.1.1.1']")).toEqual([
    'domain-name:value a',
    'ipv4-addr:value 1.1.1.1',
  ]);
  expect(wanted("[domain-name:value = 'a' OR domain-name:value LIKE '%b']")).toBeUndefined();
  expect(wanted("[domain-name:value NOT = 'a']")).toBeUndefined();
  const tried = valuesToTry(
    parsePattern("([domain-name:value = 'a'] FOLLOWEDBY [ipv4-addr:value = 'b']) WITHIN 5 SECONDS"),
  );
  expect(tried?.map(({ value }) => value)).toEqual(['a', 'b']);
});
