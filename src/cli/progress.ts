/** How far a long reading is, on one line that goes away. */
import type { WriteStream } from 'node:tty';

/** Milliseconds between two looks: often enough to seem alive. */
const INTERVAL = 100;
/** Work that is done sooner needs no bar. */
const PATIENCE = 500;
const WIDTH = 30;

export interface ProgressBar {
  /** Which of the files is being read, how many bytes of it are, and how many it has. */
  readonly show: (index: number, consumed: number, size: number | null) => void;
  readonly clear: () => void;
}

/** A bar on `stream`, silent when that is no terminal. */
export function progressBar(stream: WriteStream, files: readonly string[]): ProgressBar {
  const began = performance.now();
  let shown = 0;
  return {
    show(index, consumed, size) {
      const now = performance.now();
      if (!stream.isTTY || now - began < PATIENCE || now - shown < INTERVAL) return;
      shown = now;
      stream.write(`\r\u001b[K${progressLine(files[index] ?? '', consumed, size, now - began)}`);
    },
    clear() {
      if (shown > 0) stream.write('\r\u001b[K');
    },
  };
}

/** `[#####     ] 17 %  12.4 MB of 73.0 MB  25 MB/s  ct.pcap`, after `elapsed` milliseconds. */
export function progressLine(file: string, consumed: number, size: number | null, elapsed: number): string {
  const rate = `${(consumed / 1000 / Math.max(elapsed, 1)).toFixed(0)} MB/s`;
  if (size === null || size === 0) return `${megabytes(consumed)} read  ${rate}  ${file}`;
  const share = Math.min(consumed / size, 1);
  const bar = '#'.repeat(Math.round(share * WIDTH)).padEnd(WIDTH);
  return `[${bar}] ${(share * 100).toFixed(0)} %  ${megabytes(consumed)} of ${megabytes(size)}  ${rate}  ${file}`;
}

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
