/** Decodes packets that tests hold in memory. */
import { Frame } from '../capture/frame.ts';
import { decode } from './decode.ts';
import { Packet, type Verdict } from './packet.ts';

export interface FrameOptions {
  readonly linkType?: number;
  readonly wireLength?: number;
  readonly number?: number;
  readonly time?: number;
}

/** A frame in the middle of a buffer whose other bytes are all ones, so that a read beyond it shows. */
export function frameOf(bytes: Uint8Array, options: FrameOptions = {}): Frame {
  const buffer = new Uint8Array(bytes.length + 64).fill(0xff);
  buffer.set(bytes, 32);
  return Object.assign(new Frame(), {
    bytes: buffer,
    view: new DataView(buffer.buffer),
    start: 32,
    end: 32 + bytes.length,
    wireLength: options.wireLength ?? bytes.length,
    linkType: options.linkType ?? 1,
    number: options.number ?? 1,
    time: options.time ?? 0,
  });
}

export function decoded(bytes: Uint8Array, options: FrameOptions = {}): { verdict: Verdict; packet: Packet } {
  const packet = new Packet();
  return { verdict: decode(frameOf(bytes, options), packet), packet };
}

/** Its payload as text. */
export const payloadOf = ({ bytes, payloadStart, payloadEnd }: Packet): string =>
  Buffer.from(bytes.subarray(payloadStart, payloadEnd)).toString('latin1');
