import { expect, test } from 'vitest';
import { cipherName } from '../../sensor/dissect/protocols/tls-cipher-suites.ts';
import { readCipherSuite } from './cipher-suite.ts';

test.each([
  [
    'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256',
    { keyExchange: 'ECDHE', authentication: 'RSA', cipher: 'AES', bits: 128, mode: 'GCM', aead: true },
  ],
  [
    'TLS_RSA_WITH_3DES_EDE_CBC_SHA',
    { keyExchange: 'RSA', authentication: 'RSA', cipher: '3DES_EDE', bits: 112, mode: 'CBC', aead: false },
  ],
  ['TLS_RSA_EXPORT_WITH_RC4_40_MD5', { keyExchange: 'RSA', cipher: 'RC4', bits: 40, mode: '', hash: 'MD5' }],
  [
    'TLS_DH_anon_WITH_AES_256_CBC_SHA256',
    { keyExchange: 'DH', authentication: 'anon', cipher: 'AES', bits: 256, mode: 'CBC' },
  ],
  ['TLS_RSA_WITH_NULL_SHA', { cipher: 'NULL', bits: 0, mode: '' }],
  ['TLS_ECDHE_ECDSA_WITH_AES_128_CCM_8', { mode: 'CCM_8', aead: true, bits: 128 }],
  ['TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256', { cipher: 'CHACHA20', bits: 256, aead: true, mode: 'POLY1305' }],
  ['TLS_AES_256_GCM_SHA384', { tls13: true, keyExchange: '', cipher: 'AES', bits: 256, aead: true }],
  ['TLS_DHE_RSA_WITH_CAMELLIA_256_GCM_SHA384', { keyExchange: 'DHE', cipher: 'CAMELLIA', bits: 256, mode: 'GCM' }],
  ['TLS_RSA_WITH_DES_CBC_SHA', { cipher: 'DES', bits: 56, mode: 'CBC' }],
])('%s', (name, parts) => {
  expect(readCipherSuite(name)).toMatchObject(parts);
});

test.each(['', '0x1234', 'TLS_EMPTY_RENEGOTIATION_INFO_SCSV', 'ECDHE-RSA-AES128-GCM-SHA256'])(
  '%s is no suite',
  (name) => {
    expect(readCipherSuite(name)).toBeUndefined();
  },
);

test('nearly every suite that the sensor can name is understood, and what is not is said to be unknown', () => {
  const names = Array.from({ length: 65_536 }, (_, number) => cipherName(number)).filter(
    (name) => name.includes('_WITH_') || /^TLS_(?:AES|CHACHA)/.test(name),
  );
  const unread = names.filter((name) => readCipherSuite(name) === undefined);
  expect(names.length).toBeGreaterThan(300);
  // National algorithms of which BCP 195 says nothing.
  expect(unread.filter((name) => !/GOST|KUZNYECHIK|MAGMA|28147/.test(name))).toEqual([]);
});
