/** The system calls that listening to an interface takes, through koffi: Linux only. */
import koffi from 'koffi';
import { AppError } from '../../lib/errors.ts';

export interface Libc {
  socket(domain: number, type: number, protocol: number): number;
  setsockopt(fd: number, level: number, name: number, value: Uint8Array, length: number): number;
  getsockopt(fd: number, level: number, name: number, value: Uint8Array, length: Uint8Array): number;
  bind(fd: number, address: Uint8Array, length: number): number;
  ioctl(fd: number, request: number, argument: Uint8Array): number;
  /** Resolves with what `poll` returned; meanwhile a thread of the pool waits. */
  poll(fds: Uint8Array, milliseconds: number): Promise<number>;
  if_nametoindex(name: string): number;
  close(fd: number): number;
  /** Memory that is shared with the kernel; undefined when it refused. Valid until {@link unmap}. */
  map(fd: number, length: number): ArrayBuffer | undefined;
  unmap(memory: ArrayBuffer): void;
  /** Why the last call failed: one of {@link Errno}, or another. */
  errno(): number;
}

/** @see errno(3) */
export const Errno = {
  perm: 1,
  noEntry: 2,
  noDeviceOrAddress: 6,
  noMemory: 12,
  access: 13,
  noDevice: 19,
  netDown: 100,
} as const;

const PROT_READ_WRITE = 3;
const MAP_SHARED = 1;

let loaded: Libc | undefined;

/** @throws AppError where there is no Linux. */
export function libc(): Libc {
  loaded ??= load();
  return loaded;
}

function load(): Libc {
  if (process.platform !== 'linux')
    throw new AppError('unavailable', 'Listening to an interface needs Linux: read a capture instead.');
  const library = koffi.load('libc.so.6');
  const poll = library.func('int poll(void *fds, unsigned long count, int timeout)');
  const mmap = library.func('void *mmap(void *addr, size_t length, int prot, int flags, int fd, long offset)');
  const munmap = library.func('int munmap(void *addr, size_t length)');
  const addresses = new Map<ArrayBuffer, unknown>();
  return {
    socket: library.func('int socket(int, int, int)'),
    setsockopt: library.func('int setsockopt(int, int, int, void *, unsigned int)'),
    getsockopt: library.func('int getsockopt(int, int, int, void *, void *)'),
    bind: library.func('int bind(int, void *, unsigned int)'),
    ioctl: library.func('int ioctl(int, unsigned long, void *)'),
    if_nametoindex: library.func('unsigned int if_nametoindex(const char *)'),
    close: library.func('int close(int)'),
    async poll(fds, milliseconds) {
      return await new Promise<number>((resolve, reject) => {
        poll.async(fds, 1, milliseconds, (error: Error | null, result: number) => {
          if (error === null) resolve(result);
          else reject(error);
        });
      });
    },
    map(fd, length) {
      const address: unknown = mmap(null, length, PROT_READ_WRITE, MAP_SHARED, fd, 0);
      if (koffi.address(address) === 0xffff_ffff_ffff_ffffn) return undefined;
      const memory = koffi.view(address, length);
      addresses.set(memory, address);
      return memory;
    },
    unmap(memory) {
      munmap(addresses.get(memory), memory.byteLength);
      addresses.delete(memory);
    },
    errno: () => koffi.errno(),
  };
}
