/** Something that is being done at the server: while it is, it is not begun again; when it fails, it is said why. */
import { useState } from 'react';
import { RequestError } from '../api.ts';
import { notifyFailure } from './notice.ts';

export interface Doing {
  readonly busy: boolean;
  readonly run: (action: () => Promise<unknown>) => void;
}

export function useDoing(): Doing {
  const [busy, setBusy] = useState(false);
  const run = async (action: () => Promise<unknown>) => {
    setBusy(true);
    try {
      await action();
    } catch (error) {
      if (!(error instanceof RequestError)) throw error;
      notifyFailure(error);
    } finally {
      setBusy(false);
    }
  };
  return { busy, run: (action) => void run(action) };
}
