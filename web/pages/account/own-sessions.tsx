/** Where one is logged in, and the end of it. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import type * as contract from '../../../src/platform/auth/auth.contract.ts';
import { query, send } from '../../api.ts';
import { Button } from '../../ui/button.tsx';
import { Section } from '../../ui/page.tsx';
import { Answer } from '../../ui/states.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { Time } from '../../ui/time.tsx';
import { useDoing } from '../../ui/use-doing.ts';
import css from './account-pages.module.css';
import { browserName } from './browser-name.ts';
import { startAnew } from './use-session.ts';

type Session = z.output<typeof contract.listSessions.output>['sessions'][number];
const SESSIONS = query<typeof contract.listSessions>('/own/sessions', {});

async function endAll(): Promise<void> {
  await send<typeof contract.logOutEverywhere>('DELETE', '/own/sessions', {});
  startAnew('/login');
}

export function OwnSessions() {
  const asked = useQuery({ ...SESSIONS, staleTime: 0 });
  const client = useQueryClient();
  const doing = useDoing();
  const end = async (id: string) => {
    await send<typeof contract.endSession>('DELETE', '/own/sessions/{id}', { id });
    await client.invalidateQueries({ queryKey: SESSIONS.queryKey });
  };
  const columns: Column<Session>[] = [
    { key: 'browser', title: 'Browser', cell: ({ agent }) => <span title={agent}>{browserName(agent)}</span> },
    { key: 'created', title: 'Logged in', from: 'wide', cell: ({ created }) => <Time at={created} /> },
    { key: 'seen', title: 'Last used', cell: (it) => (it.current ? 'This one' : <Time at={it.seen} />) },
    {
      key: 'end',
      title: '',
      number: true,
      cell: ({ id, current, agent }) =>
        current ? null : (
          <span className={css['end']}>
            <Button
              kind="quiet"
              disabled={doing.busy}
              aria-label={`End the session in ${browserName(agent)}`}
              onClick={() => doing.run(() => end(id))}
            >
              End
            </Button>
          </span>
        ),
    },
  ];
  return (
    <Section
      title="Where you are logged in"
      aside={
        <Button kind="quiet" disabled={doing.busy} onClick={() => doing.run(endAll)}>
          Log out everywhere
        </Button>
      }
    >
      <Answer of={asked}>
        {({ sessions }) => <Table label="Sessions" columns={columns} rows={sessions} rowKey={({ id }) => id} />}
      </Answer>
      <p className={css['says']}>A session ends after eight hours without use, and after a week in any case.</p>
    </Section>
  );
}
