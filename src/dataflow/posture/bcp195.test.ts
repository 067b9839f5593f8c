import { describe, expect, test } from 'vitest';
import { isPostQuantum, objectionsOf } from './bcp195.ts';

const judged = (version: string | null, cipher: string | null, group: string | null = null, kind = 'tls') =>
  objectionsOf({ kind, version, cipher, group }).map(({ degree, source }) => `${degree}: ${source}`);

describe('BCP 195', () => {
  test.each([
    ['1.3', 'TLS_AES_128_GCM_SHA256', 'X25519MLKEM768'],
    ['1.2', 'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384', 'secp256r1'],
    ['1.2', 'TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256', 'X25519'],
  ])('has nothing against TLS %s with %s', (version, cipher, group) => {
    expect(judged(version, cipher, group)).toEqual([]);
  });

  test.each([
    ['1.0', 'TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA', ['must not: RFC 8996', 'should not: RFC 9325 section 4.1']],
    [
      'SSL 3.0',
      'TLS_RSA_WITH_RC4_128_SHA',
      ['must not: RFC 7568', 'must not: RFC 7465', 'should not: RFC 9325 section 4.1'],
    ],
    ['1.2', 'TLS_RSA_WITH_NULL_SHA256', ['must not: RFC 9325 section 4.1', 'should not: RFC 9325 section 4.1']],
    ['1.2', 'TLS_DH_anon_WITH_AES_128_GCM_SHA256', ['must not: RFC 9325 section 5.1']],
    ['1.2', 'TLS_RSA_WITH_3DES_EDE_CBC_SHA', Array.from({ length: 3 }, () => 'should not: RFC 9325 section 4.1')],
    ['1.2', 'TLS_DHE_RSA_WITH_AES_256_GCM_SHA384', ['should not: RFC 9325 section 4.1']],
  ])('objects to TLS %s with %s', (version, cipher, expected) => {
    expect(judged(version, cipher)).toEqual(expected);
  });

  test('names DTLS as such, and small groups', () => {
    expect(objectionsOf({ kind: 'dtls', version: '1.0', cipher: null, group: null })[0]?.what).toMatch(/^DTLS 1\.0/);
    expect(judged('1.2', null, 'ffdhe1024')).toEqual(['must not: RFC 9325 section 4.4']);
    expect(judged('1.2', null, 'secp192r1')).toEqual(['should not: RFC 9325 section 4.4']);
  });

  test('says nothing of what was not seen', () => {
    expect(judged(null, null)).toEqual([]);
    expect(judged('1.2', '0xfefe')).toEqual([]);
  });
});

test('a hybrid group outlives a quantum computer, an unseen one is unknown', () => {
  expect(['X25519MLKEM768', 'SecP256r1Kyber768Draft00', 'X25519', null].map(isPostQuantum)).toEqual([
    true,
    true,
    false,
    null,
  ]);
});
