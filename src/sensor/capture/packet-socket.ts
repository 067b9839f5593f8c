/**
 * A packet socket with a ring that the kernel fills and we read where it lies.
 *
 * It sends nothing. What the machine itself sends is seen as well, as with tcpdump: it is a device like others, and a
 * gateway would be seen in one direction only.
 *
 * @see packet(7), Documentation/networking/packet_mmap.rst in Linux
 */
import { AppError } from '../../lib/errors.ts';
import { Errno, libc } from './libc.ts';

export interface PacketSocket {
  readonly fd: number;
  readonly memory: ArrayBuffer;
  readonly blocks: number;
}

/** The kernel begins another block when one is full, or when the timeout is over: many small ones last longer where packets are few. */
export const BLOCK_BYTES = 256 * 1024;
/** 64 MiB: half a second of a full gigabit link. Halved down to the fewest where the kernel has not so much. */
const BLOCKS = 256;
const FEWEST_BLOCKS = 16;
/** After that many milliseconds the kernel hands over a block that is not full. */
export const BLOCK_TIMEOUT = 100;
/** Room before each frame for a VLAN tag that the kernel keeps apart. */
const RESERVE = 4;

const [AF_PACKET, SOCK_RAW, SOCK_CLOEXEC] = [17, 3, 0x80000];
const [SOL_SOCKET, SO_ERROR] = [1, 4];
const SOL_PACKET = 263;
const Option = { addMembership: 1, rxRing: 5, statistics: 6, version: 10, reserve: 12 } as const;
const TPACKET_V3 = 2;
const PROMISCUOUS = 1;
const [POLLIN, POLLERR] = [1, 8];
const ETH_P_ALL = 3;

/** @throws AppError that says what is missing: rights, or memory of the kernel. */
export function openSocket(name: string, index: number): PacketSocket {
  // Without a protocol it receives nothing yet: not one packet comes before the ring is there.
  const fd = libc().socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC, 0);
  if (fd < 0) throw refused(name);
  try {
    option(fd, Option.version, [TPACKET_V3], name);
    option(fd, Option.reserve, [RESERVE], name);
    const blocks = allocate(fd, name);
    const memory = libc().map(fd, blocks * BLOCK_BYTES);
    if (memory === undefined) throw new AppError('unavailable', `${name}: the kernel gives no memory for its packets.`);
    option(fd, Option.addMembership, [index, PROMISCUOUS, 0, 0], name);
    const address = Buffer.alloc(20);
    address.writeUInt16LE(AF_PACKET, 0);
    address.writeUInt16BE(ETH_P_ALL, 2);
    address.writeInt32LE(index, 4);
    if (libc().bind(fd, address, address.length) < 0) throw refused(name);
    return { fd, memory, blocks };
  } catch (error) {
    libc().close(fd);
    throw error;
  }
}

/** How many packets came, and how many of them found no room, since this was last asked. */
export function statistics({ fd }: PacketSocket): { readonly packets: number; readonly drops: number } {
  const value = Buffer.alloc(12);
  if (libc().getsockopt(fd, SOL_PACKET, Option.statistics, value, words([value.length])) < 0)
    return { packets: 0, drops: 0 };
  return { packets: value.readUInt32LE(0), drops: value.readUInt32LE(4) };
}

/** Resolves when there are packets, something is wrong with the interface, or after so many milliseconds. */
export async function waitFor({ fd }: PacketSocket, milliseconds: number): Promise<void> {
  const waiting = Buffer.alloc(8);
  waiting.writeInt32LE(fd, 0);
  waiting.writeInt16LE(POLLIN | POLLERR, 4);
  await libc().poll(waiting, milliseconds);
  if ((waiting.readInt16LE(6) & POLLERR) === 0) return;
  // An interface that went down is told once: taken away, the socket waits for packets again.
  const value = Buffer.alloc(4);
  libc().getsockopt(fd, SOL_SOCKET, SO_ERROR, value, words([value.length]));
}

export function closeSocket({ fd, memory }: PacketSocket): void {
  libc().unmap(memory);
  libc().close(fd);
}

/** As many blocks as the kernel has room for. */
function allocate(fd: number, name: string): number {
  for (let blocks = BLOCKS; blocks >= FEWEST_BLOCKS; blocks /= 2) {
    const frames = (BLOCK_BYTES / FRAME_BYTES) * blocks;
    const request = words([BLOCK_BYTES, blocks, FRAME_BYTES, frames, BLOCK_TIMEOUT, 0, 0]);
    if (libc().setsockopt(fd, SOL_PACKET, Option.rxRing, request, request.length) >= 0) return blocks;
    if (libc().errno() !== Errno.noMemory) throw refused(name);
  }
  throw new AppError(
    'unavailable',
    `${name}: the kernel has no ${(FEWEST_BLOCKS * BLOCK_BYTES) / 1024 / 1024} MiB left for its packets. Free some memory.`,
  );
}

/** Means nothing in version 3, where frames lie close together, but must divide a block. */
const FRAME_BYTES = 2048;

function option(fd: number, which: number, value: readonly number[], name: string): void {
  const bytes = words(value);
  if (which === Option.addMembership) bytes.writeUInt16LE(PROMISCUOUS, 4);
  if (libc().setsockopt(fd, SOL_PACKET, which, bytes, bytes.length) < 0) throw refused(name);
}

function words(values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length);
  for (const [at, value] of values.entries()) bytes.writeUInt32LE(value, 4 * at);
  return bytes;
}

function refused(name: string): AppError {
  const errno = libc().errno();
  if (errno === Errno.perm || errno === Errno.access) {
    return new AppError(
      'forbidden',
      `Listening to ${name} needs the right to read packets. Either start Wardline with sudo, or give its Node the right, once: sudo setcap cap_net_raw+ep ${process.execPath}`,
    );
  }
  if (errno === Errno.noDevice || errno === Errno.noDeviceOrAddress)
    return new AppError('not-found', `There is no interface ${name}.`);
  return new AppError('unavailable', `${name} cannot be listened to (error ${errno} of the system).`);
}
