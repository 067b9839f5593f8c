/** Asks anew for what is on the page whenever something became different. Lists that are read row by row wait for their reader. */
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useLive } from './live.ts';

/** Answered page by page, and renewed by whoever reads them. */
const HELD: ReadonlySet<unknown> = new Set(['/devices', '/imports/{id}/rows']);

export function useFreshAnswers(): void {
  const client = useQueryClient();
  const { changes } = useLive();
  const heard = useRef(changes);
  useEffect(() => {
    if (heard.current === changes) return;
    heard.current = changes;
    void client.invalidateQueries({ predicate: ({ queryKey }) => !HELD.has(queryKey[0]) || queryKey[2] === undefined });
  }, [client, changes]);
}
