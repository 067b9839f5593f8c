/** A child for tests: tells its parent's number, then does as it is told. */
import { endWithParent } from './end-with-parent.ts';

endWithParent();
process.on('message', (message: { readonly order?: string }) => {
  const { order } = message;
  if (order === 'spin') for (;;) Math.random();
  if (order === 'complain') process.stderr.write('PID|4711^^^|DOE^JANE\n    at read (/x/y.ts:1:2)\n');
  if (order === 'fail') process.exit(3);
});
process.send?.({ pid: process.pid });
