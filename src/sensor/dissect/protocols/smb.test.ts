import { expect, test } from 'vitest';
import { Conversation } from '../conversation.ts';
import type { ProtocolEvent, Side } from '../dissector.ts';
import { smb } from './smb.ts';
import { dialects, dialogue, session, smb1, smb2 } from './smb.samples.ts';

function run(...turns: readonly (readonly [Side, Uint8Array])[]): ProtocolEvent[] {
  const events: ProtocolEvent[] = [];
  const talk = new Conversation(smb, (event) => events.push(event));
  for (const [side, bytes] of turns) talk.data(side, bytes);
  return events;
}

const wide = (...texts: readonly string[]) => Buffer.from(texts.map((text) => `${text}\0`).join(''), 'utf16le');

test('a session of SMB 3 tells the dialect, signing, both machines, what is done and that it is encrypted', () => {
  expect(run(...dialogue)).toMatchObject([
    {
      kind: 'negotiated',
      dialect: '3.1.1',
      signing: 'required',
      serverGuid: '33221100-5544-7766-8899-aabbccddeeff',
      cipher: 'AES-128-GCM',
    },
    { kind: 'login', ntlm: { type: 'negotiate' }, user: false },
    { kind: 'login', ntlm: { type: 'challenge', computer: 'ARCHIVE1' } },
    { kind: 'login', ntlm: { type: 'authenticate', computer: 'CT-CONSOLE' }, user: true },
    { kind: 'command', name: 'CREATE' },
    { kind: 'command', name: 'READ' },
    { kind: 'encrypted', dialect: '3.1.1', cipher: 'AES-128-GCM' },
  ]);
});

test('an SMB 1 server tells its dialect, its system and its software', () => {
  const words = Buffer.concat([Buffer.of(1, 0, 0x03), Buffer.alloc(31)]);
  const login = smb1(
    0x73,
    true,
    Buffer.alloc(6),
    Buffer.concat([Buffer.of(0), wide('Windows 5.1', 'Windows 2000 LAN Manager')]),
  );
  expect(
    run(
      ['originator', session(0, dialects)],
      ['responder', session(0, smb1(0x72, true, words, Buffer.alloc(0)))],
      ['responder', session(0, login)],
    ),
  ).toEqual([
    { protocol: 'smb', kind: 'negotiated', dialect: '1', signing: 'off', serverGuid: undefined, cipher: undefined },
    {
      protocol: 'smb',
      kind: 'login',
      ntlm: undefined,
      os: 'Windows 5.1',
      lanManager: 'Windows 2000 LAN Manager',
      user: false,
    },
  ]);
});

test('an SMB 1 client that sends a user is counted, and the user is not told', () => {
  const words = Buffer.alloc(26);
  words.writeUInt16LE(24, 14);
  const data = Buffer.concat([Buffer.alloc(24, 9), wide('nurse', 'WARD', 'Unix', 'Samba')]);
  const [login] = run([
    'originator',
    session(0, smb1(0x73, false, words, Buffer.concat([data.subarray(0, 24), Buffer.of(0), data.subarray(24)]))),
  ]);
  expect(login).toMatchObject({ kind: 'login', os: 'Unix', lanManager: 'Samba', user: true });
  expect(JSON.stringify(login)).not.toContain('nurse');
});

const encode = (name: string) =>
  Buffer.concat([
    Buffer.of(32),
    Buffer.from(Array.from(Buffer.from(name.padEnd(16)), (byte) => [0x41 + (byte >> 4), 0x41 + (byte & 15)]).flat()),
    Buffer.of(0),
  ]);

test('the names with which NetBIOS opens a session are decoded', () => {
  const opening = session(0x81, Buffer.concat([encode('*SMBSERVER'), encode('CT-CONSOLE')]));
  expect(smb.probe(opening, 'originator')).toBe(true);
  expect(smb.probe(Buffer.of(0x82, 0, 0, 0), 'responder')).toBe(true);
  expect(run(['originator', opening])).toEqual([
    { protocol: 'smb', kind: 'names', called: undefined, calling: 'CT-CONSOLE' },
  ]);
});

test.each([
  ['a packet of no kind', session(0x44, Buffer.alloc(4))],
  ['another protocol in a session', session(0, Buffer.from('XSMBabcd'))],
  ['a compound that goes on before it began', session(0, smb2(5, false, Buffer.alloc(64), 8))],
])('%s is a violation', (_, bytes) => {
  expect(run(['originator', bytes]).map(({ kind }) => kind)).toEqual(['lost']);
});
