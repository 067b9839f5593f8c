import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { findNtlmssp } from './ntlmssp.ts';
import { authenticate, challenge, negotiate } from './ntlmssp.samples.ts';

const within = (message: Uint8Array) => findNtlmssp(Buffer.concat([Buffer.from('a1818030', 'hex'), message]));

test('a challenge names the server, its domain and its release', () => {
  expect(within(challenge)).toEqual({
    type: 'challenge',
    computer: 'ARCHIVE1',
    domain: 'WARD',
    dnsComputer: 'archive1.ward.example',
    dnsDomain: 'ward.example',
    os: '10.0 build 17763',
    user: false,
  });
});

test('an authentication names the machine and that there is a user, but not which', () => {
  const read = within(authenticate);
  expect(read).toMatchObject({ type: 'authenticate', computer: 'CT-CONSOLE', domain: 'WARD', user: true });
  expect(JSON.stringify(read)).not.toContain('nurse');
});

test('a first message without names tells the release alone', () => {
  expect(within(negotiate)).toMatchObject({ type: 'negotiate', computer: undefined, os: '10.0 build 17763' });
});

test('what is broken says nothing', () => {
  const changed = fc.tuple(fc.constantFrom(negotiate, challenge, authenticate), fc.nat(200), fc.nat(255), fc.nat(200));
  fc.assert(
    fc.property(changed, ([message, at, value, length]) => {
      const bytes = Buffer.from(message.subarray(0, length));
      if (at < bytes.length) bytes[at] = value;
      void findNtlmssp(bytes);
    }),
  );
  expect(within(authenticate.subarray(0, 70))).toBeUndefined();
  expect(findNtlmssp(Buffer.from('nothing'))).toBeUndefined();
});
