/**
 * From a frame to the layers of its packet.
 *
 * Checksums are not verified: on the machine that captures, network cards fill them in after the capture saw the packet.
 */
import type { Frame } from '../capture/frame.ts';
import { clear } from './clear.ts';
import { decodeLink } from './link.ts';
import type { Packet, Verdict } from './packet.ts';

/** Fills `packet` with what `frame` holds. Never throws, whatever the bytes. */
export function decode(frame: Frame, packet: Packet): Verdict {
  clear(packet);
  packet.bytes = frame.bytes;
  packet.view = frame.view;
  packet.frame = frame.number;
  packet.time = frame.time;
  packet.wireLength = frame.wireLength;
  packet.payloadStart = frame.start;
  packet.payloadEnd = frame.end;
  const wireEnd = Math.max(frame.start + frame.wireLength, frame.end);
  return decodeLink(packet, frame.linkType, frame.start, frame.end, wireEnd);
}
