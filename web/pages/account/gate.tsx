/** Shows the console to whoever may see it, and leads everyone else to the log-in and back. */
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { Redirect, useLocation, useSearch } from 'wouter';
import { NOBODY_EVENT, RequestError } from '../../api.ts';
import { Loading, Problem } from '../../ui/states.tsx';
import { SESSION, useSession } from './use-session.ts';
import { LOGGED_OUT } from './logged-out.ts';
import { NoLink } from './welcome-page.tsx';

export function Gate({ children }: { children: ReactNode }) {
  const { data, error, refetch } = useSession();
  const client = useQueryClient();
  const [path] = useLocation();
  const search = useSearch();
  const [wasInside, setWasInside] = useState(false);
  if (!wasInside && data !== undefined && data.account !== null) setWasInside(true);
  useEffect(() => {
    // Something was refused: perhaps the session ran out, or was ended from elsewhere.
    const onNobody = () => void client.invalidateQueries({ queryKey: SESSION.queryKey });
    addEventListener(NOBODY_EVENT, onNobody);
    return () => removeEventListener(NOBODY_EVENT, onNobody);
  }, [client]);
  if (data === undefined) {
    // A server over an analysis in memory has no accounts.
    if (error instanceof RequestError && error.status === 404) return children;
    return error === null ? <Loading /> : <Problem error={error} retry={refetch} />;
  }
  if (data.account !== null || data.visitor) return children;
  if (!data.ready) return <NoLink />;
  const here = `${path}${search === '' ? '' : `?${search}`}`;
  const logIn = here === '/' ? '/login' : `/login?to=${encodeURIComponent(here)}`;
  return <Redirect to={logIn} state={wasInside ? LOGGED_OUT : null} replace />;
}
