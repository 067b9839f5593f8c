/** A parent for tests that itself is a child: has a child that never looks up, and says who. */
import { join } from 'node:path';
import { startChild } from './child.ts';

const child = startChild({
  script: join(import.meta.dirname, 'busy-child.samples.ts'),
  onMessage: (message) => {
    process.send?.(message);
    child.send({ order: 'spin' });
  },
  onLine: () => undefined,
});
