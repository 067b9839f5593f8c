import { expect, test } from 'vitest';
import { gradeDicomTls } from './dicom-profiles.ts';

const grade = (version: string | null, cipher: string | null, group: string | null = null, key = 'RSA 2048') => {
  const certificate = { subject: '', issuer: '', names: [], notBefore: '', notAfter: '', key, selfSigned: false };
  return gradeDicomTls({ kind: 'tls', version, cipher, group, certificates: [certificate] });
};
const kept = (...args: Parameters<typeof grade>) =>
  grade(...args)
    .filter(({ verdict }) => verdict === 'kept')
    .map(({ section }) => section);

test.each([
  ['1.3', 'TLS_AES_256_GCM_SHA384', 'X25519', ['B.13', 'B.12', 'B.10', 'B.9']],
  ['1.2', 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256', 'secp256r1', ['B.13', 'B.12', 'B.11', 'B.10', 'B.9']],
  ['1.2', 'TLS_ECDHE_ECDSA_WITH_AES_128_CCM_8', null, ['B.13', 'B.12', 'B.10', 'B.9']],
  ['1.2', 'TLS_DHE_RSA_WITH_CAMELLIA_256_GCM_SHA384', null, ['B.13', 'B.12', 'B.10', 'B.9']],
  ['1.2', 'TLS_RSA_WITH_AES_128_CBC_SHA', null, ['B.12', 'B.10', 'B.9', 'B.3']],
  ['1.0', 'TLS_RSA_WITH_AES_128_CBC_SHA', null, ['B.9', 'B.3']],
  ['1.0', 'TLS_RSA_WITH_3DES_EDE_CBC_SHA', null, ['B.9', 'B.3', 'B.1']],
  ['1.2', 'TLS_RSA_WITH_NULL_SHA', null, []],
])('TLS %s with %s keeps what it keeps', (version, cipher, group, expected) => {
  expect(kept(version, cipher, group)).toEqual(expected);
});

test('small keys and groups break the profiles of today', () => {
  expect(kept('1.2', 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256', 'secp256r1', 'RSA 1024')).toEqual(['B.10', 'B.9']);
  expect(kept('1.2', 'TLS_DHE_RSA_WITH_AES_128_GCM_SHA256', 'ffdhe1024')).toEqual([]);
});

test('the suite that offends is named', () => {
  const [modified] = grade('1.2', 'TLS_RSA_WITH_AES_128_CBC_SHA');
  expect(modified).toMatchObject({ verdict: 'broken', section: 'B.13' });
  expect(modified?.why.join(' ')).toContain('TLS_RSA_WITH_AES_128_CBC_SHA');
});

test('what was not seen from its beginning cannot be told', () => {
  expect(new Set(grade(null, null).map(({ verdict }) => verdict))).toEqual(new Set(['cannot tell']));
  expect(grade('1.2', '0xfefe')[0]?.why).toEqual(['the suite 0xfefe is not known']);
});
