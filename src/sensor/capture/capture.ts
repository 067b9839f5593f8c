/** Reads a capture, whatever its format and packing, and hands on its frames. */
import { AppError } from '../../lib/errors.ts';
import { Violation } from '../../lib/reader.ts';
import { packingOf, unpacked } from './packed.ts';
import { Pcap } from './pcap.ts';
import { Pcapng } from './pcapng.ts';
import type { Format, Records } from './records.ts';
import type { CaptureSource } from './source.ts';
import { type FrameSink, Tally } from './tally.ts';
import { type Read, Window } from './window.ts';

export type { FrameSink } from './tally.ts';

export interface CaptureSummary {
  /** As given. */
  readonly file: string;
  /** Null when it is none of these. */
  readonly format: Format | null;
  /** As Wireshark counts them. */
  readonly frames: number;
  /** Frame lengths on the wire. */
  readonly bytes: number;
  /** The earliest and the latest time of a frame, in microseconds since 1970; null where no frame has one. */
  readonly first: number | null;
  readonly last: number | null;
  /** Why reading stopped before the end, or what was not understood. */
  readonly incomplete: string | null;
}

export interface ReadOptions {
  /** Is told now and then how many bytes of the file are consumed, and how many it has; null when that is not known. */
  readonly onProgress?: (consumed: number, size: number | null) => void;
}

/** Reads all of `source` and closes it. Bad content is no error: the summary says what was wrong with it, and where. */
export async function readCapture(
  source: CaptureSource,
  sink: FrameSink,
  options: ReadOptions = {},
): Promise<CaptureSummary> {
  const tally = new Tally(sink);
  const reading = new Reading(source, tally, options);
  const troubles: string[] = [];
  try {
    const trouble = await reading.run();
    if (trouble !== null) troubles.push(trouble);
  } catch (error) {
    // What was read before the damage, or before the disk failed, is worth having.
    if (!(error instanceof Violation || error instanceof AppError)) throw error;
    troubles.push(error.message);
  } finally {
    await source.close();
  }
  const unknown = tally.unknownLinkTypes;
  if (unknown.length > 0) {
    const which = unknown.length === 1 ? `link type ${unknown.join()} is` : `link types ${unknown.join(', ')} are`;
    troubles.push(`${which} not understood: such frames are only counted`);
  }
  return {
    file: source.name,
    format: reading.format,
    frames: tally.frames,
    bytes: tally.bytes,
    first: tally.first === Infinity ? null : tally.first,
    last: tally.last === -Infinity ? null : tally.last,
    incomplete: troubles.length === 0 ? null : troubles.join('; '),
  };
}

class Reading {
  format: Format | null = null;
  readonly #source: CaptureSource;
  readonly #tally: Tally;
  readonly #options: ReadOptions;

  constructor(source: CaptureSource, tally: Tally, options: ReadOptions) {
    this.#source = source;
    this.#tally = tally;
    this.#options = options;
  }

  /** Reads to the end. What is wrong with the end, if anything. */
  async run(): Promise<string | null> {
    const raw: Read = async (into) => {
      const length = await this.#source.read(into);
      this.#options.onProgress?.(this.#source.consumed, this.#source.size);
      return length;
    };
    let window = await begin(raw);
    let read = raw;
    const packing = packingOf(window);
    if (packing !== undefined) {
      read = unpacked(packing, window.bytes.slice(window.start, window.end), raw);
      window = await begin(read);
    }
    const records: Records | undefined = Pcap.recognise(window) ?? Pcapng.recognise(window);
    if (records === undefined) return strange(window);
    this.format = records.format;
    // Bounded by the source: each round reads some of it.
    do records.consume(window, this.#tally);
    while (await window.fill(read));
    return records.missing(window);
  }
}

/** A window on the first bytes, with enough of them to tell the format by if there are as many. */
async function begin(read: Read): Promise<Window> {
  const window = new Window();
  while (window.left < 4 && (await window.fill(read)));
  return window;
}

/** What can be said of a file that is no capture, without repeating what is in it. */
function strange({ bytes, view, start, end }: Window): string {
  if (end === start) return 'the file is empty';
  const head = bytes.subarray(start, Math.min(end, start + 512));
  if (head.every((byte) => byte === 0)) return 'neither pcap nor pcapng: it begins with zeros';
  const text = head.every((byte) => byte >= 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d);
  if (text) return 'neither pcap nor pcapng: it looks like text';
  const magic = end - start < 4 ? '' : `: it begins with 0x${view.getUint32(start).toString(16).padStart(8, '0')}`;
  return `neither pcap nor pcapng${magic}`;
}
