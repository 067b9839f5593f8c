/**
 * Reads the blocks of a pcapng file: frames of all its sections and interfaces, in the order of the file.
 *
 * @see draft-ietf-opsawg-pcapng
 */
import { MAX_BLOCK, MAX_BLOCK_HELD, MAX_FRAME } from '../../lib/limits.ts';
import { type Interface, readInterface, timeOf } from './pcapng-interface.ts';
import { damaged, type Records, truncated } from './records.ts';
import type { Tally } from './tally.ts';
import type { Window } from './window.ts';

const Block = {
  sectionHeader: 0x0a0d0d0a,
  interfaceDescription: 1,
  packet: 2,
  simplePacket: 3,
  enhancedPacket: 6,
  systemdJournal: 9,
  sysdigEvent: 0x204,
  sysdigEventWithFlags: 0x208,
  custom: 0xbad,
  customNotCopied: 0x4000_0bad,
} as const;

/** Type and length before the body; with the length again behind it, the shortest block. */
const BLOCK_HEADER = 8;
const SHORTEST_BLOCK = 12;
const BYTE_ORDER_MAGIC = 0x1a2b3c4d;

export class Pcapng implements Records {
  readonly format = 'pcapng';
  #littleEndian = true;
  readonly #interfaces: Interface[] = [];
  /** The block that the window stands in or before: where it begins and what it claims. */
  #blockAt = 0;
  #claims = SHORTEST_BLOCK;

  /** A reader when the window begins with a section header. */
  static recognise(window: Window): Pcapng | undefined {
    return window.left >= 4 && window.view.getUint32(window.start) === Block.sectionHeader ? new Pcapng() : undefined;
  }

  consume(window: Window, tally: Tally): void {
    tally.frame.bytes = window.bytes;
    tally.frame.view = window.view;
    // Bounded by the window: each round passes a block of at least 12 bytes.
    while (window.left >= SHORTEST_BLOCK) {
      const { view, start } = window;
      this.#blockAt = window.position;
      // The type of a section header reads the same in both byte orders.
      if (view.getUint32(start) === Block.sectionHeader) this.#readByteOrder(view, start + BLOCK_HEADER);
      const type = view.getUint32(start, this.#littleEndian);
      const length = view.getUint32(start + 4, this.#littleEndian);
      this.#claims = length;
      this.#check(length);
      const held = Math.min(length, MAX_BLOCK_HELD);
      if (window.left < held) return;
      if (held === length && view.getUint32(start + length - 4, this.#littleEndian) !== length) {
        throw this.#damaged(`its length is ${length} before it and another behind it`);
      }
      this.#read(type, view, start, start + held - 4, tally);
      window.skip(length);
      if (!window.overrun) this.#claims = SHORTEST_BLOCK;
    }
  }

  missing(window: Window): string | null {
    if (window.left === 0 && !window.overrun) return null;
    const at = window.overrun || window.left >= SHORTEST_BLOCK ? this.#blockAt : window.position;
    return truncated('block', at, this.#claims, window);
  }

  #read(type: number, view: DataView, start: number, end: number, tally: Tally): void {
    switch (type) {
      case Block.enhancedPacket:
        this.#need(start + 28 <= end);
        return this.#readPacket(view.getUint32(start + 8, this.#littleEndian), view, start, end, tally);
      case Block.packet:
        this.#need(start + 28 <= end);
        return this.#readPacket(view.getUint16(start + 8, this.#littleEndian), view, start, end, tally);
      case Block.simplePacket:
        return this.#readSimplePacket(view, start, end, tally);
      case Block.sectionHeader:
        return this.#readSection(view, start, end);
      case Block.interfaceDescription:
        this.#interfaces.push(
          readInterface(view, start + BLOCK_HEADER, end, this.#littleEndian, this.#blockAt, this.#interfaces.length),
        );
        return;
      case Block.systemdJournal:
      case Block.sysdigEvent:
      case Block.sysdigEventWithFlags:
      case Block.custom:
      case Block.customNotCopied:
        return tally.pass();
      default:
      // Names, statistics, secrets and what is not known: nothing that came over the network.
    }
  }

  #readPacket(number: number, view: DataView, start: number, end: number, tally: Tally): void {
    const little = this.#littleEndian;
    const from = this.#interface(number);
    const frame = tally.frame;
    const captured = view.getUint32(start + 20, little);
    if (captured > MAX_FRAME) throw this.#damaged(`it claims a frame of ${captured} bytes, ${MAX_FRAME} are possible`);
    this.#need(start + 28 + captured <= end);
    frame.linkType = from.linkType;
    frame.start = start + 28;
    frame.end = frame.start + captured;
    frame.wireLength = view.getUint32(start + 24, little);
    frame.time = timeOf(from, view.getUint32(start + 12, little), view.getUint32(start + 16, little));
    tally.next();
  }

  /** Has no time, and no captured length but what the others leave for it. */
  #readSimplePacket(view: DataView, start: number, end: number, tally: Tally): void {
    this.#need(start + 12 <= end);
    const from = this.#interface(0);
    const frame = tally.frame;
    const wire = view.getUint32(start + 8, this.#littleEndian);
    const captured = Math.min(wire, from.snapLength, MAX_FRAME);
    this.#need(start + 12 + captured <= end);
    frame.linkType = from.linkType;
    frame.start = start + 12;
    frame.end = frame.start + captured;
    frame.wireLength = wire;
    frame.time = 0;
    tally.next(false);
  }

  #readByteOrder(view: DataView, at: number): void {
    if (view.getUint32(at, true) === BYTE_ORDER_MAGIC) this.#littleEndian = true;
    else if (view.getUint32(at) === BYTE_ORDER_MAGIC) this.#littleEndian = false;
    else throw this.#damaged('it says no byte order');
  }

  #readSection(view: DataView, start: number, end: number): void {
    this.#need(start + 24 <= end);
    const major = view.getUint16(start + 12, this.#littleEndian);
    const minor = view.getUint16(start + 14, this.#littleEndian);
    // 1.2 was written by mistake and means 1.0.
    if (major !== 1 || (minor !== 0 && minor !== 2)) throw this.#damaged(`version ${major}.${minor} is not known`);
    this.#interfaces.length = 0;
  }

  #interface(number: number): Interface {
    const found = this.#interfaces[number];
    if (found === undefined) throw this.#damaged(`it names interface ${number} of ${this.#interfaces.length}`);
    return found;
  }

  #check(length: number): void {
    if (length < SHORTEST_BLOCK) throw this.#damaged(`it claims ${length} bytes, ${SHORTEST_BLOCK} is the least`);
    if (length > MAX_BLOCK) throw this.#damaged(`it claims ${length} bytes, ${MAX_BLOCK} are possible`);
    if (length % 4 !== 0) throw this.#damaged(`it claims ${length} bytes, which is no multiple of 4`);
  }

  #need(holds: boolean): void {
    if (!holds) throw this.#damaged(`${this.#claims} bytes are too few for what it holds`);
  }

  #damaged(why: string): Error {
    return damaged('block', this.#blockAt, why);
  }
}
