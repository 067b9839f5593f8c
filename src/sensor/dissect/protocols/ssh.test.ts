import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { Conversation } from '../conversation.ts';
import type { ProtocolEvent, Side } from '../dissector.ts';
import { ssh } from './ssh.ts';
import { client, dialogue, keyExchangeInit, server } from './ssh.samples.ts';

const md5 = (text: string) => createHash('md5').update(text).digest('hex');

function run(...turns: readonly (readonly [Side, Uint8Array])[]): ProtocolEvent[] {
  const events: ProtocolEvent[] = [];
  const talk = new Conversation(ssh, (event) => events.push(event));
  for (const [side, bytes] of turns) talk.data(side, bytes);
  return events;
}

test('both ends tell their software, their fingerprints and what they agree on', () => {
  expect(run(...dialogue)).toEqual([
    { protocol: 'ssh', kind: 'identification', software: 'SSH-2.0-dropbear_2018.76', version: '2.0' },
    { protocol: 'ssh', kind: 'identification', software: 'SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u1', version: '2.0' },
    {
      protocol: 'ssh',
      kind: 'proposal',
      from: 'server',
      hassh: md5('diffie-hellman-group14-sha256,curve25519-sha256;aes128-ctr,aes256-ctr;hmac-sha2-512;none,zlib'),
    },
    {
      protocol: 'ssh',
      kind: 'proposal',
      from: 'client',
      hassh: md5(
        'curve25519-sha256,diffie-hellman-group14-sha256,ext-info-c;chacha20-poly1305@openssh.com,aes128-ctr;hmac-sha2-256;none,zlib',
      ),
    },
    {
      protocol: 'ssh',
      kind: 'agreement',
      keyExchange: 'curve25519-sha256',
      hostKey: 'rsa-sha2-256',
      cipher: 'aes128-ctr',
    },
  ]);
});

test('a device that calls home is the server of the connection it opened', () => {
  const strict = keyExchangeInit('curve25519-sha256,kex-strict-s-v00@openssh.com', 'a', 'b', 'c', 'd', 'e', 'f', 'g');
  expect(
    run(
      ['originator', Buffer.from('SSH-2.0-X\r\n')],
      ['originator', strict],
      ['responder', Buffer.from('SSH-2.0-Y\n')],
      ['responder', client],
    ),
  ).toMatchObject([
    { kind: 'identification' },
    { kind: 'proposal', from: 'server' },
    { software: 'SSH-2.0-Y' },
    { kind: 'proposal', from: 'client' },
    { kind: 'agreement', hostKey: undefined },
  ]);
});

test('an end without a marker is the other one than its marked peer', () => {
  const events = run(
    ['responder', Buffer.from('SSH-2.0-Y\n')],
    ['responder', client],
    ['originator', Buffer.from('SSH-2.0-X\n')],
    ['originator', server],
  );
  expect(events.filter(({ kind }) => kind === 'proposal')).toMatchObject([{ from: 'client' }, { from: 'server' }]);
});

test('of version 1 no more than the identification is read', () => {
  const events = run(
    ['responder', Buffer.from('SSH-1.99-Cisco-1.25\n')],
    ['responder', Buffer.from('0000010b000000000002', 'hex')],
    ['originator', Buffer.from('SSH-1.5-OpenSSH_6.2\n')],
    ['originator', server],
  );
  expect(events).toMatchObject([{ version: '1.99' }, { version: '1.5' }]);
});

test.each([
  ['no version', Buffer.from('SSH-\r\n'), 'an identification without a version'],
  ['nothing but other text', Buffer.from('Welcome\n'.repeat(100)), 'no identification'],
])('%s is a violation', (_, bytes, reason) => {
  expect(run(['responder', bytes])).toEqual([{ protocol: 'ssh', kind: 'lost', reason }]);
});

test('text before an identification is recognised for a server, and replies of mail and file servers are not', () => {
  expect(ssh.probe(Buffer.from('Keep out\r\nSSH-2.0-x'), 'responder')).toBe(true);
  expect(ssh.probe(Buffer.from('Keep out\r\nSSH-2.0-x'), 'originator')).toBe(false);
  expect(ssh.probe(Buffer.from('220 mail'), 'responder')).toBe(false);
});
