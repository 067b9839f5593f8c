/** OpenVPN conversations to test with. */
import { exampleHello, message, record, serverHello } from './tls.samples.ts';

const u32 = (value: number) => Buffer.of(value >>> 24, (value >> 16) & 0xff, (value >> 8) & 0xff, value & 0xff);
export const CLIENT = Buffer.from('1122334455667788', 'hex');
export const SERVER = Buffer.from('99aabbccddeeff00', 'hex');

export interface Parts {
  readonly opcode: number;
  readonly session: Uint8Array;
  readonly number?: number;
  readonly acks?: readonly number[];
  readonly payload?: Uint8Array;
  /** Bytes that authenticate it. */
  readonly digest?: number;
}

export const packet = ({ opcode, session, number, acks = [], payload, digest = 0 }: Parts): Buffer =>
  Buffer.concat([
    Buffer.of(opcode << 3),
    session,
    ...(digest === 0 ? [] : [Buffer.alloc(digest, 0x5d), u32((number ?? 0) + 1), u32(0x5e3e7b98)]),
    Buffer.of(acks.length),
    ...acks.map(u32),
    ...(acks.length === 0 ? [] : [session === CLIENT ? SERVER : CLIENT]),
    ...(number === undefined ? [] : [u32(number)]),
    payload ?? Buffer.alloc(0),
  ]);

export const hello = record(22, message(1, exampleHello), 0x0301);
export const answer = record(22, message(2, serverHello(0xc02f, [])));

/** `digest` bytes authenticate each packet; the hello comes in two of them. */
export const talk = (digest: number) =>
  [
    ['originator', packet({ opcode: 7, session: CLIENT, number: 0, digest })],
    ['responder', packet({ opcode: 8, session: SERVER, number: 0, acks: [0], digest })],
    ['originator', packet({ opcode: 5, session: CLIENT, acks: [0], digest })],
    ['originator', packet({ opcode: 4, session: CLIENT, number: 1, payload: hello.subarray(0, 100), digest })],
    ['originator', packet({ opcode: 4, session: CLIENT, number: 2, payload: hello.subarray(100), digest })],
    ['responder', packet({ opcode: 4, session: SERVER, number: 1, acks: [1, 2], payload: answer, digest })],
    ['originator', Buffer.concat([Buffer.of(6 << 3), Buffer.alloc(100, 0xdd)])],
  ] as const;

/** Those that can be known alone: by their kind, or by the TLS that begins in them. */
export const dialogue = [0, 1, 3, 5].flatMap((index) => {
  const turn = talk(20)[index];
  return turn === undefined ? [] : [turn];
});
