/**
 * Plays a recorded capture as if it happened now, again and again: how the demo hospital lives.
 *
 * Times are moved to this machine's clock, which may be put back or forth while a round lasts: when a frame is due is told by
 * the one that never jumps. From the second round on TCP sequence numbers are moved too, because the same
 * opening with the same numbers is a retransmission and no new conversation (RFC 9293, section 3.4.1).
 */
import { AppError } from '../lib/errors.ts';
import { rest } from '../lib/rest.ts';
import { readCapture } from '../sensor/capture/capture.ts';
import { openFile } from '../sensor/capture/source.ts';

export interface ReplayOptions {
  /** How many times faster than recorded the first round goes, so that nobody waits for the first devices. */
  readonly hurry: number;
  /** Milliseconds between two rounds. */
  readonly pause: number;
  readonly signal: AbortSignal;
}

interface Recorded {
  readonly bytes: Uint8Array;
  readonly wireLength: number;
  /** Microseconds since the first of them. */
  readonly after: number;
}

/** More than this is no demonstration; the recording is held in memory. */
const MAX_HELD = 64 * 1024 * 1024;
/** Frames that are due within so many milliseconds go out together. */
const TICK = 100;
const ETHERNET = 1;

/** The bytes of an endless pcap of `file`'s Ethernet frames, each when it is due. Ends when `signal` says so. */
export async function* replay(file: string, { hurry, pause, signal }: ReplayOptions): AsyncGenerator<Uint8Array> {
  const frames = await recorded(file);
  yield fileHeader();
  for (let round = 0; !signal.aborted; round++) {
    const pace = round === 0 ? hurry : 1;
    const begin = performance.now();
    let ready: Uint8Array[] = [];
    for (const { bytes, wireLength, after } of frames) {
      const due = begin + after / 1000 / pace;
      if (due > performance.now() + TICK) {
        if (ready.length > 0) yield Buffer.concat(ready);
        ready = [];
        if (!(await rest(due - performance.now(), signal))) return;
      }
      ready.push(
        recordHeader(Date.now() + due - performance.now(), bytes.length, wireLength),
        round === 0 ? bytes : renumbered(bytes, round),
      );
    }
    if (ready.length > 0) yield Buffer.concat(ready);
    if (!(await rest(pause, signal))) return;
  }
}

async function recorded(file: string): Promise<Recorded[]> {
  const frames: (Recorded & { readonly time: number })[] = [];
  let held = 0;
  await readCapture(await openFile(file), {
    frame: ({ bytes, start, end, wireLength, time, linkType }) => {
      if (linkType !== ETHERNET) return;
      held += end - start;
      if (held > MAX_HELD) throw new AppError('invalid', `${file} is too large to be played again and again`);
      const [first] = frames;
      frames.push({ bytes: bytes.slice(start, end), wireLength, time, after: time - (first?.time ?? time) });
    },
  });
  return frames;
}

/** @see draft-ietf-opsawg-pcap section 4, microseconds, in the order of little-endian machines */
function fileHeader(): Uint8Array {
  const header = new DataView(new ArrayBuffer(24));
  header.setUint32(0, 0xa1b2c3d4, true);
  header.setUint16(4, 2, true);
  header.setUint16(6, 4, true);
  header.setUint32(16, 262_144, true);
  header.setUint32(20, ETHERNET, true);
  return new Uint8Array(header.buffer);
}

function recordHeader(milliseconds: number, length: number, wireLength: number): Uint8Array {
  const header = new DataView(new ArrayBuffer(16));
  header.setUint32(0, Math.floor(milliseconds / 1000), true);
  header.setUint32(4, Math.floor((milliseconds % 1000) * 1000), true);
  header.setUint32(8, length, true);
  header.setUint32(12, wireLength, true);
  return new Uint8Array(header.buffer);
}

const STEP = 0x01000000;

/** The frame with its TCP sequence and acknowledgement numbers moved on, where it is TCP over IPv4. */
function renumbered(bytes: Uint8Array, round: number): Uint8Array {
  const ip = 14;
  const isTcp = bytes[12] === 0x08 && bytes[13] === 0x00 && bytes[ip + 9] === 6;
  const tcp = ip + ((bytes[ip] ?? 0) & 15) * 4;
  if (!isTcp || bytes.length < tcp + 12) return bytes;
  const copy = bytes.slice();
  const view = new DataView(copy.buffer);
  for (const at of [tcp + 4, tcp + 8]) view.setUint32(at, (view.getUint32(at) + round * STEP) >>> 0);
  return copy;
}
