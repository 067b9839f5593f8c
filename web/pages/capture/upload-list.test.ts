import { expect, test } from 'vitest';
import { words } from './upload-list.tsx';

const file = new File([new Uint8Array(4000)], 'ward.pcap');

test.each([
  [{ state: 'waiting', sent: 0, rate: null } as const, 'waits, 4.0 kB'],
  [{ state: 'sending', sent: 1000, rate: null } as const, '1.0 kB of 4.0 kB'],
  [{ state: 'sending', sent: 1000, rate: 100 } as const, '1.0 kB of 4.0 kB, 100 B/s, 30 s left'],
  [{ state: 'sending', sent: 4000, rate: 100 } as const, '4.0 kB of 4.0 kB, the last of it is being read'],
  [{ state: 'done', sent: 4000, rate: 100 } as const, 'Read to its end.'],
  [{ state: 'failed', sent: 1000, rate: 100, trouble: 'It is no capture.' } as const, 'It is no capture.'],
])('an upload says how far it is and what became of it', (upload, said) => {
  expect(words({ file, ...upload })).toBe(said);
});
