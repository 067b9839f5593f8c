/** From a frame to the layers of its packet. */
import type { Frame } from '../capture/frame.ts';
import { type Packet, Verdict } from './packet.ts';

/** Fills `packet` with what `frame` holds. Never throws, whatever the bytes. */
export function decode(frame: Frame, packet: Packet): Verdict {
  packet.bytes = frame.bytes;
  return Verdict.unreadable;
}
