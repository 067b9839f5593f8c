/** Counts the frames of one capture on their way to whoever wants them. */
import { Frame, isLinkType } from './frame.ts';

export interface FrameSink {
  /** The next frame, valid during the call. */
  frame(frame: Frame): void;
}

export class Tally {
  /** The one frame that all are handed on in. */
  readonly frame = new Frame();
  bytes = 0;
  first = Infinity;
  last = -Infinity;
  readonly #sink: FrameSink;
  readonly #unknown = new Set<number>();
  #linkType = -1;

  constructor(sink: FrameSink) {
    this.#sink = sink;
  }

  /** How many frames there were. */
  get frames(): number {
    return this.frame.number;
  }

  /** Counts {@link frame}, which is filled, and hands it on. `timed` is whether the capture says when it was. */
  next(timed = true): void {
    const frame = this.frame;
    frame.number += 1;
    this.bytes += frame.wireLength;
    if (timed && frame.time < this.first) this.first = frame.time;
    if (timed && frame.time > this.last) this.last = frame.time;
    if (frame.linkType !== this.#linkType) this.#see(frame.linkType);
    this.#sink.frame(frame);
  }

  /** Counts a record that Wireshark shows as a frame although it came from no network. */
  pass(): void {
    this.frame.number += 1;
  }

  /** Link types that occurred and that nobody here knows. Bounded: there are 65,536. */
  get unknownLinkTypes(): number[] {
    return [...this.#unknown];
  }

  #see(linkType: number): void {
    this.#linkType = linkType;
    if (!isLinkType(linkType)) this.#unknown.add(linkType);
  }
}
