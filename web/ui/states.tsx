/** What a page shows when it has nothing yet, nothing at all, or could not ask. */
import { type ReactNode } from 'react';
import css from './states.module.css';

export function Loading() {
  return (
    <p className={css['loading']} role="status">
      Loading…
    </p>
  );
}

/** Says what is missing, and in `children` what to do next. */
export function Empty({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className={css['empty']}>
      <h2>{title}</h2>
      <p>{children}</p>
    </div>
  );
}

export function Problem({ error, retry }: { error: Error; retry: () => unknown }) {
  return (
    <div className={css['empty']} role="alert">
      <h2>This could not be loaded</h2>
      <p>{error.message}</p>
      <button type="button" className="link" onClick={() => retry()}>
        Try again
      </button>
    </div>
  );
}

interface Asked<T> {
  readonly data: T | undefined;
  readonly error: Error | null;
  readonly refetch: () => unknown;
}

/** The answer once it is there; until then, or instead, one of the states above. */
export function Answer<T>({ of, children }: { of: Asked<T>; children: (data: T) => ReactNode }) {
  if (of.data !== undefined) return children(of.data);
  return of.error === null ? <Loading /> : <Problem error={of.error} retry={of.refetch} />;
}
