import { expect, test } from 'vitest';
import { Conversation } from '../conversation.ts';
import type { ProtocolEvent, Side } from '../dissector.ts';
import { bind, dialogue, pdu } from './dcerpc.samples.ts';
import { dcerpc } from './dcerpc.ts';

function run(turns: readonly (readonly [Side, Uint8Array])[]): ProtocolEvent[] {
  const events: ProtocolEvent[] = [];
  const talk = new Conversation(dcerpc, (event) => events.push(event));
  for (const [side, bytes] of turns) talk.data(side, bytes);
  return events;
}

test('the interface that is asked for and both machines are told; who logs in is not', () => {
  const events = run(dialogue);
  expect(events).toMatchObject([
    { kind: 'bind', interfaces: ['367abb81-9844-35f1-ad32-98f038001003'] },
    { kind: 'ntlm', ntlm: { type: 'negotiate' } },
    { kind: 'bound' },
    { kind: 'ntlm', ntlm: { type: 'challenge', computer: 'ARCHIVE1' } },
    { kind: 'ntlm', ntlm: { type: 'authenticate', computer: 'CT-CONSOLE', user: true } },
  ]);
  expect(JSON.stringify(events)).not.toContain('nurse');
});

test('machines with the other byte order are read as well', () => {
  const big = Buffer.from(pdu(11, bind));
  big[4] = 0;
  big.writeUInt16BE(big.length, 8);
  expect(dcerpc.probe(big, 'originator')).toBe(true);
  expect(run([['originator', big]])).toMatchObject([
    { kind: 'bind', interfaces: ['81bb7a36-4498-f135-ad32-98f038001003'] },
  ]);
});

test('a fragment that is shorter than what it must hold is lost', () => {
  const broken = Buffer.from(pdu(11, bind));
  broken[8] = 10;
  expect(dcerpc.probe(broken, 'originator')).toBe(false);
  expect(run([['originator', broken]])).toMatchObject([{ kind: 'lost', reason: 'a fragment of 10 bytes' }]);
});
