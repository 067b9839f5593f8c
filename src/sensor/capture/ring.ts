/**
 * Hears one interface: frames as the kernel wrote them into memory that both share, without a copy.
 *
 * @see Documentation/networking/packet_mmap.rst in Linux, "AF_PACKET TPACKET_V3"
 */
import { AppError } from '../../lib/errors.ts';
import { Frame, LinkType } from './frame.ts';
import { interfaceNames, interfaceState, linkTypeOf, LOOPBACK } from './interface-state.ts';
import {
  BLOCK_BYTES,
  BLOCK_TIMEOUT,
  closeSocket,
  openSocket,
  type PacketSocket,
  statistics,
  waitFor,
} from './packet-socket.ts';
import type { FrameSink } from './tally.ts';

/** Where numbers stand in a `struct tpacket_block_desc`. */
const Block = { status: 8, packets: 12, first: 16 } as const;
/** In a `struct tpacket3_hdr`, and in the `struct sockaddr_ll` behind it. */
const Header = {
  next: 0,
  seconds: 4,
  nanoseconds: 8,
  captured: 12,
  wire: 16,
  status: 20,
  start: 24,
  tag: 32,
  tagType: 36,
  direction: 58,
} as const;
/** Whose a block is. */
const [KERNEL, OURS] = [0, 1];
const [TAG_VALID, TAG_TYPE_VALID] = [0x10, 0x40];
const TAG_BYTES = 4;
const VLAN = 0x8100;
/** Two hardware addresses, which stand before a tag. */
const ADDRESSES = 12;
const OUTGOING = 4;

export class Ring {
  /** The interface's number: another of the same name is another interface. */
  readonly index: number;
  readonly #socket: PacketSocket;
  readonly #frame: Frame;
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  /** The states of the blocks, which the kernel writes as well. */
  readonly #words: Int32Array;
  readonly #loopback: boolean;
  #block = 0;
  /** As the kernel counted them, and as they came here. */
  #arrived = 0;
  #taken = 0;
  #dropped = 0;

  private constructor(index: number, hardware: number, linkType: number, socket: PacketSocket, frame: Frame) {
    this.index = index;
    this.#socket = socket;
    this.#bytes = new Uint8Array(socket.memory);
    this.#view = new DataView(socket.memory);
    this.#words = new Int32Array(socket.memory);
    this.#loopback = hardware === LOOPBACK;
    this.#frame = frame;
    frame.bytes = this.#bytes;
    frame.view = this.#view;
    frame.linkType = linkType;
  }

  /** `frame` is used for every frame, and goes on being counted. @throws AppError that says why it is not possible. */
  static open(name: string, frame: Frame): Ring {
    const { index, hardware } = interfaceState(name);
    if (index === 0) {
      throw new AppError('not-found', `There is no interface ${name}. There are ${interfaceNames().join(', ')}.`);
    }
    const linkType = linkTypeOf(name, hardware);
    return new Ring(index, hardware, linkType, openSocket(name, index), frame);
  }

  /** Hands on what the kernel has finished, at most one round of the ring. How many frames that were. */
  drain(sink: FrameSink): number {
    let frames = 0;
    for (let round = 0; round < this.#socket.blocks; round++) {
      const at = this.#block * BLOCK_BYTES;
      const state = (at + Block.status) / 4;
      if ((Atomics.load(this.#words, state) & OURS) === 0) break;
      frames += this.#read(at, sink);
      Atomics.store(this.#words, state, KERNEL);
      this.#block = (this.#block + 1) % this.#socket.blocks;
    }
    return frames;
  }

  /** Resolves when there is something to drain, something is wrong with the interface, or after some milliseconds. */
  async wait(milliseconds: number): Promise<void> {
    await waitFor(this.#socket, milliseconds);
  }

  /** How many packets the kernel found no room for since this was last asked. */
  lost(): number {
    const { packets, drops } = statistics(this.#socket);
    this.#arrived += packets;
    this.#dropped += drops;
    return drops;
  }

  /** Stops listening and hands on what came until now. How many packets were lost since {@link lost} was asked. */
  async close(sink: FrameSink): Promise<number> {
    await waitFor(this.#socket, 2 * BLOCK_TIMEOUT);
    this.drain(sink);
    const drops = this.lost();
    this.drain(sink);
    closeSocket(this.#socket);
    this.#frame.bytes = new Uint8Array();
    this.#frame.view = new DataView(new ArrayBuffer(0));
    this.#frame.start = 0;
    this.#frame.end = 0;
    // What lay in a block that was not finished.
    return drops + Math.max(0, this.#arrived - this.#dropped - this.#taken);
  }

  /** Bounded by what the kernel wrote into a block. */
  #read(block: number, sink: FrameSink): number {
    const view = this.#view;
    const packets = view.getUint32(block + Block.packets, true);
    let header = block + view.getUint32(block + Block.first, true);
    let frames = 0;
    for (let packet = 0; packet < packets; packet++) {
      if (this.#loopback && view.getUint8(header + Header.direction) === OUTGOING) {
        // It comes a second time, as incoming.
      } else {
        this.#hand(header, sink);
        frames += 1;
      }
      header += view.getUint32(header + Header.next, true);
    }
    this.#taken += packets;
    return frames;
  }

  #hand(header: number, sink: FrameSink): void {
    const view = this.#view;
    const frame = this.#frame;
    const status = view.getUint32(header + Header.status, true);
    frame.start = header + view.getUint16(header + Header.start, true);
    frame.end = frame.start + view.getUint32(header + Header.captured, true);
    frame.wireLength = view.getUint32(header + Header.wire, true);
    frame.time =
      view.getUint32(header + Header.seconds, true) * 1_000_000 +
      Math.floor(view.getUint32(header + Header.nanoseconds, true) / 1000);
    frame.number += 1;
    if ((status & TAG_VALID) !== 0 && frame.linkType === LinkType.ethernet) this.#restoreTag(header, status);
    sink.frame(frame);
  }

  /** The kernel took a VLAN tag out of the frame: puts it back, into the room that was reserved for it. */
  #restoreTag(header: number, status: number): void {
    const view = this.#view;
    const frame = this.#frame;
    const start = frame.start - TAG_BYTES;
    this.#bytes.copyWithin(start, frame.start, frame.start + ADDRESSES);
    const type = (status & TAG_TYPE_VALID) === 0 ? VLAN : view.getUint16(header + Header.tagType, true);
    view.setUint16(start + ADDRESSES, type);
    view.setUint16(start + ADDRESSES + 2, view.getUint32(header + Header.tag, true));
    frame.start = start;
    frame.wireLength += TAG_BYTES;
  }
}
