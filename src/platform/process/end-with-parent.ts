/** A child ends with its parent, even when that was killed and when the child is too busy to notice. */
import koffi from 'koffi';

const PR_SET_PDEATHSIG = 1;
const SIGKILL = 9;

/** Called first thing in a child that has a channel to its parent. */
export function endWithParent(): void {
  if (process.platform === 'linux') {
    const prctl: unknown = koffi
      .load('libc.so.6')
      .func('int prctl(int, unsigned long, unsigned long, unsigned long, unsigned long)');
    if (typeof prctl === 'function') prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
  }
  process.once('disconnect', () => process.exit(1));
  // The parent may have gone before any of this.
  if (!process.connected) process.exit(1);
}
